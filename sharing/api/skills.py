"""Skills: find them in the vocabulary, and say what one can do or wants to learn."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from members.api.fields import CodeField, LineField, ThingField
from members.api.rooms import MembersRoom, Readable, Room
from members.refusals import require
from members.viewer import network
from sharing.access import can_tie
from sharing.models import Gained, Level, MemberSkill, Skill
from sharing.services import skills
from sharing.services.skill_search import LONGEST, Suggestion, look_up_skills

LABELS = ("label_de", "label_en", "label_fr")


def all_skills(_member: Any) -> QuerySet[Skill]:
    """Whoever knows the code of a skill was shown it."""
    return Skill.objects.defer("names")


class SkillSerializer(serializers.ModelSerializer[Skill]):
    """A skill: of the European classification (ESCO), or in a member's own words."""

    id = CodeField(source="pk", read_only=True)
    label = serializers.CharField(read_only=True, help_text="In your language where there is one.")

    tied_to = CodeField(
        source="tied_to_id",
        read_only=True,
        allow_null=True,
        help_text="For own words: the skill of ESCO they were said to mean.",
    )

    class Meta:
        model = Skill
        fields = ("id", "label", "uri", "tied_to")
        read_only_fields = fields
        extra_kwargs = {"uri": {"help_text": "Its address in ESCO; empty for own words."}}


class SuggestionSerializer(serializers.Serializer[Suggestion]):
    """A skill that fits what was typed."""

    skill = SkillSerializer(read_only=True)
    occupation = serializers.SerializerMethodField(
        help_text="The occupation by whose words it was found, or empty."
    )

    def get_occupation(self, suggestion: Suggestion) -> str:
        return str(suggestion.occupation or "")


class TypedSerializer(serializers.Serializer[Any]):
    q = LineField(max_length=LONGEST)


class TyingSerializer(serializers.Serializer[Any]):
    to = ThingField(all_skills, allow_null=True, help_text="A skill of ESCO; null takes it back.")


@extend_schema(tags=["Skills"])
class SkillsViewSet(Room):
    """The vocabulary of skills."""

    serializer_class = SuggestionSerializer
    pagination_class = None
    filter_backends = ()

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "q",
                {"type": "string", "minLength": 1, "maxLength": LONGEST},
                required=True,
                description="What somebody types: a skill, an occupation, a part of a word.",
            )
        ],
        responses=SuggestionSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """Skills for what is typed, in any of three languages, misspelt or not, best first."""
        typed = TypedSerializer(data=request.query_params.dict())
        typed.is_valid(raise_exception=True)
        words = typed.validated_data["q"]
        found = look_up_skills(words=words, member=self.member, network=network(request))
        return Response(SuggestionSerializer(found, many=True).data)

    @extend_schema(request=TyingSerializer, responses=SkillSerializer)
    @action(detail=True, methods=["post"], permission_classes=[IsAuthenticated])
    def tie(self, request: Request, id: int) -> Response:
        """Say which skill of ESCO own words mean; for moderators and staff."""
        require(can_tie, self.actor)
        own = get_object_or_404(Skill.objects.in_own_words().defer("names"), pk=id)
        skills.tie_skill(member=self.actor, skill=own, to=self.given(TyingSerializer)["to"])
        own.refresh_from_db()
        return Response(SkillSerializer(own).data)


class MemberSkillSerializer(serializers.ModelSerializer[MemberSkill]):
    """What I can do, or want to learn."""

    id = CodeField(source="pk", read_only=True)
    skill = SkillSerializer(read_only=True)
    level = serializers.ChoiceField(choices=Level.choices, allow_null=True, read_only=True)
    gained = serializers.ChoiceField(choices=Gained.choices, allow_blank=True, read_only=True)

    class Meta:
        model = MemberSkill
        fields = ("id", "skill", "direction", "level", "gained", "note", "created_at")
        read_only_fields = fields


class NamingSerializer(serializers.Serializer[Any]):
    skill = ThingField(all_skills, required=False)
    words = LineField(
        required=False, max_length=skills.LONGEST, help_text="Own words, instead of `skill`."
    )
    direction = serializers.ChoiceField(choices=MemberSkill.Direction.choices)
    note = LineField(max_length=280, allow_blank=True, default="")
    level = serializers.ChoiceField(choices=Level.choices, allow_null=True, default=None)
    gained = serializers.ChoiceField(choices=Gained.choices, allow_blank=True, default="")


class NoteSerializer(serializers.Serializer[Any]):
    """What stands beside a skill; what is not sent stays."""

    note = LineField(max_length=280, allow_blank=True, required=False)
    level = serializers.ChoiceField(choices=Level.choices, allow_null=True, required=False)
    gained = serializers.ChoiceField(choices=Gained.choices, allow_blank=True, required=False)


NAMING = OpenApiExample(
    "In own words",
    value={
        "words": "sharpening saws by hand",
        "direction": "can",
        "note": "From my father; forty years of it.",
    },
    request_only=True,
)


@extend_schema(tags=["Me"])
class MySkillsViewSet(Readable, MembersRoom):
    """What I can do and want to learn."""

    serializer_class = MemberSkillSerializer
    pagination_class = None
    filter_backends = ()
    says = {"list": "What I can do and want to learn.", "retrieve": "One of my skills."}

    def get_queryset(self) -> QuerySet[MemberSkill]:
        own = MemberSkill.objects.filter(member=self.actor)
        return own.select_related("skill").defer("skill__names")

    @extend_schema(
        request=NamingSerializer, responses={201: MemberSkillSerializer}, examples=[NAMING]
    )
    def create(self, request: Request) -> Response:
        """Say that I can do or want to learn something; a second time changes the note."""
        given = self.given(NamingSerializer)
        words = given.pop("words", "")
        skill = given.pop("skill", None) or skills.coin_skill(member=self.actor, words=words)
        return self.made(skills.add_skill(member=self.actor, skill=skill, **given))

    @extend_schema(request=NoteSerializer)
    def partial_update(self, request: Request, id: int) -> Response:
        """Say how far I have come, how I gained it, or a sentence on one of my skills."""
        entry, given = self.get_object(), self.given(NoteSerializer)
        stands = {name: getattr(entry, name) for name in ("note", "level", "gained")}
        skills.add_skill(
            member=self.actor, skill=entry.skill, direction=entry.direction, **stands | given
        )
        return self.stands(entry)

    def destroy(self, request: Request, id: int) -> Response:
        """Take a skill off my page."""
        entry = self.get_object()
        skills.drop_skill(member=self.actor, skill=entry.skill, direction=entry.direction)
        return self.done()
