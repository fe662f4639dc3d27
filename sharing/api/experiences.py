"""Experiences: browse, write, agree, withdraw, and say what came of them."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from communities.api.communities import CommunityRefSerializer
from communities.models import Community
from communities.services.search import matching
from members.api.fields import (
    AddressField,
    CodeField,
    LineField,
    ShortListField,
    TextField,
    ThingField,
)
from members.api.filters import CodeFilter, LineFilter, SearchFilterSet, YesNoFilter
from members.api.people import MemberRefSerializer
from members.api.rooms import Readable, Room
from members.models import Language, Member
from members.viewer import viewer
from sharing.access.experiences import DONE
from sharing.api.skills import SkillSerializer, all_skills
from sharing.models import Exchange, Experience, ExperienceWriter, Trial
from sharing.reading.experiences import with_people
from sharing.services import experiences
from sharing.services.experiences.words import LONGEST_PART, LONGEST_TITLE, LONGEST_TRIAL
from sharing.services.skills import LONGEST
from sharing.terms import MOST_SKILLS

LICENCE = "CC-BY-SA-4.0"
WORDS = ("title", "situation", "tried", "failed", "again", "language")


class WriterSerializer(serializers.ModelSerializer[ExperienceWriter]):
    """Who writes it, and which version of the words they agreed to."""

    member = MemberRefSerializer(read_only=True)

    class Meta:
        model = ExperienceWriter
        fields = ("member", "agreed_to")
        read_only_fields = fields


class ExperienceSerializer(serializers.ModelSerializer[Experience]):
    """What somebody has learnt, given under CC BY-SA 4.0 once it is published."""

    id = CodeField(source="pk", read_only=True)
    writers = WriterSerializer(many=True, read_only=True)
    community = CommunityRefSerializer(read_only=True)
    skills = SkillSerializer(many=True, read_only=True)
    licence = serializers.SerializerMethodField()
    url = AddressField()

    class Meta:
        model = Experience
        fields = (
            "id",
            *WORDS,
            "writers",
            "community",
            "skills",
            "version",
            "licence",
            "published_at",
            "withdrawn_at",
            "created_at",
            "url",
        )
        read_only_fields = fields

    def get_licence(self, experience: Experience) -> str:
        """The SPDX name of the licence; empty until it is published."""
        return LICENCE if experience.published_at else ""


class TrialSerializer(serializers.ModelSerializer[Trial]):
    """What came of an experience elsewhere."""

    id = CodeField(source="pk", read_only=True)
    member = MemberRefSerializer(read_only=True)
    url = AddressField()

    class Meta:
        model = Trial
        fields = ("id", "member", "text", "language", "created_at", "url")
        read_only_fields = fields


def _done(member: Member | None) -> QuerySet[Exchange]:
    return Exchange.objects.visible_to(member).filter(state__in=DONE)


def _part(required: bool) -> serializers.CharField:
    more: dict[str, Any] = {} if required else {"allow_blank": True, "default": ""}
    return TextField(max_length=LONGEST_PART, **more)


class ExperienceWordsSerializer(serializers.Serializer[Any]):
    title = LineField(max_length=LONGEST_TITLE)
    situation = _part(True)
    tried = _part(True)
    failed = _part(False)
    again = _part(False)
    language = serializers.ChoiceField(choices=Language.choices)
    skills = ShortListField(child=ThingField(all_skills), max_length=MOST_SKILLS, default=list)
    own_skills = ShortListField(
        child=LineField(max_length=LONGEST), max_length=MOST_SKILLS, default=list
    )
    publish = serializers.BooleanField(
        default=False, help_text="I agree to these words under CC BY-SA 4.0."
    )


class WritingSerializer(ExperienceWordsSerializer):
    community = ThingField(Community.objects.listed_for, help_text="One I belong to.")
    exchange = ThingField(
        _done,
        required=False,
        allow_null=True,
        help_text="For both sides of an exchange that is done.",
    )


class RewordingSerializer(ExperienceWordsSerializer):
    version = serializers.IntegerField(min_value=1, help_text="The one I read.")


class VersionSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField(min_value=1, help_text="The one I read.")


class TrialWordsSerializer(serializers.Serializer[Any]):
    text = TextField(max_length=LONGEST_TRIAL)
    language = serializers.ChoiceField(choices=Language.choices)


class ExperiencesFilter(SearchFilterSet):
    q = LineFilter(method="having_words", max_length=120, help_text="Words in it.")
    skill = CodeFilter(method="naming", help_text="Names this skill.")
    community = CodeFilter(method="in_community", help_text="For this community.")
    language = filters.ChoiceFilter(choices=Language.choices)
    mine = YesNoFilter(method="own", help_text="My own, also those not public.")

    def having_words(self, found: Any, name: str, words: str) -> QuerySet[Any]:
        fitting = matching(Experience.objects.all(), words, like="title")
        return found.filter(pk__in=fitting.values("pk"))

    def naming(self, found: Any, name: str, pk: int) -> QuerySet[Any]:
        through = Experience.skills.through.objects.filter(experience=OuterRef("pk"), skill=pk)
        return found.filter(Exists(through))

    def in_community(self, found: Any, name: str, pk: int) -> QuerySet[Any]:
        return found.filter(community=pk)

    def own(self, found: Any, name: str, wanted: bool) -> QuerySet[Any]:
        mine = ExperienceWriter.objects.filter(member=viewer(self.request)).values("experience")
        return found.filter(pk__in=mine) if wanted else found.exclude(pk__in=mine)

    def filter_queryset(self, queryset: Any) -> QuerySet[Any]:
        """Public ones, unless one asks for one's own."""
        found = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("mine"):
            return found
        return found.filter(published_at__isnull=False, withdrawn_at__isnull=True)


@extend_schema(tags=["Experiences"])
@extend_schema_view(
    create=extend_schema(request=WritingSerializer, responses={201: ExperienceSerializer}),
    update=extend_schema(request=RewordingSerializer),
)
class ExperiencesViewSet(Readable, Room):
    """What members tried, what failed, what they would do again."""

    serializer_class = ExperienceSerializer
    filterset_class = ExperiencesFilter
    says = {
        "list": "Published experiences, the newest first.",
        "retrieve": "One experience.",
    }

    def get_queryset(self) -> QuerySet[Any]:
        return with_people(Experience.objects.visible_to(self.member))

    def create(self, request: Request) -> Response:
        """Write down what I have learnt; public at once with `publish`, if I write it alone."""
        given = self.given(WritingSerializer)
        return self.made(experiences.write_experience(member=self.actor, **given))

    def update(self, request: Request, id: int) -> Response:
        """Change the words; whoever writes it too is asked again."""
        experience, given = self.get_object(), self.given(RewordingSerializer)
        experiences.edit_experience(member=self.actor, experience=experience, **given)
        return self.stands(experience)

    def destroy(self, request: Request, id: int) -> Response:
        """Withdraw it; I can bring it back."""
        experiences.withdraw_experience(member=self.actor, experience=self.get_object())
        return self.done()

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, id: int) -> Response:
        """Bring back what I withdrew."""
        return self._act(experiences.restore_experience)

    @extend_schema(request=VersionSerializer)
    @action(detail=True, methods=["post"])
    def agree(self, request: Request, id: int) -> Response:
        """Agree to publish this version under CC BY-SA 4.0; it is public once all agreed."""
        return self._act(experiences.agree_to_experience, **self.given(VersionSerializer))

    @extend_schema(request=TrialWordsSerializer, responses={201: TrialSerializer})
    @action(detail=True, methods=["post"])
    def tried(self, request: Request, id: int) -> Response:
        """Say what came of it where I tried it."""
        experience, given = self.get_object(), self.given(TrialWordsSerializer)
        told = experiences.tell_trial(member=self.actor, experience=experience, **given)
        return Response(TrialSerializer(told, context=self.get_serializer_context()).data, 201)

    @extend_schema(responses=TrialSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def trials(self, request: Request, id: int) -> Response:
        """What came of it elsewhere, the first first."""
        told = Trial.objects.visible_to(self.member).filter(experience=self.get_object())
        rows = told.select_related("member").defer("member__search", "member__story")
        context = self.get_serializer_context()
        return Response(TrialSerializer(rows, many=True, context=context).data)

    def _act(self, service: Callable[..., Any], **more: Any) -> Response:
        experience = self.get_object()
        service(member=self.actor, experience=experience, **more)
        return self.stands(experience)
