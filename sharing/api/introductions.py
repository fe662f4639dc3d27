"""Introductions that concern me, and the listening rota."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from members.api.fields import AddressField, CodeField, LineField, ThingField
from members.api.people import MemberRefSerializer
from members.api.rooms import MembersRoom, Readable
from members.models import Language, Member
from sharing.models import Introduction, IntroductionState, Offer, RotaTurn
from sharing.models import Request as RequestForHelp
from sharing.reading.introductions import introductions_of
from sharing.services.introductions import LONGEST, answer_introduction, introduce
from sharing.services.rota import leave_to_others, waiting_turns


class IntroductionSerializer(serializers.ModelSerializer[Introduction]):
    """Who brings whom together and why; my own answer, and nobody else's."""

    id = CodeField(source="pk", read_only=True)
    introducer = MemberRefSerializer(read_only=True)
    one = MemberRefSerializer(read_only=True)
    other = MemberRefSerializer(read_only=True)
    offer = CodeField(source="offer_id", read_only=True, allow_null=True)
    request = CodeField(source="request_id", read_only=True, allow_null=True)
    state = serializers.SerializerMethodField()
    my_answer = serializers.SerializerMethodField()
    url = AddressField()

    class Meta:
        model = Introduction
        fields = (
            "id",
            "introducer",
            "one",
            "other",
            "offer",
            "request",
            "sentence",
            "language",
            "state",
            "my_answer",
            "answer_by",
            "created_at",
            "url",
        )
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=IntroductionState.choices))
    def get_state(self, introduction: Introduction) -> str:
        """Open until its time is out, whatever was answered; a no looks like silence."""
        if introduction.state == IntroductionState.OPEN and not introduction.waits:
            return IntroductionState.RESTS
        return introduction.state

    @extend_schema_field(serializers.BooleanField(allow_null=True))
    def get_my_answer(self, introduction: Introduction) -> bool | None:
        """Null where I have not answered, or made it."""
        return introduction.answer_of(self.context["view"].actor)


class IntroducingSerializer(serializers.Serializer[Any]):
    one = ThingField(Member.objects.visible_to)
    other = ThingField(Member.objects.visible_to)
    sentence = LineField(max_length=LONGEST, help_text="Why these two.")
    language = serializers.ChoiceField(choices=Language.choices, required=False)
    offer = ThingField(
        lambda member: Offer.objects.open().visible_to(member), required=False, allow_null=True
    )
    request = ThingField(
        lambda member: RequestForHelp.objects.open().visible_to(member),
        required=False,
        allow_null=True,
    )


class IntroductionAnswerSerializer(serializers.Serializer[Any]):
    yes = serializers.BooleanField(help_text="A no is told to nobody.")


@extend_schema(tags=["Introductions"])
@extend_schema_view(
    create=extend_schema(request=IntroducingSerializer, responses={201: IntroductionSerializer}),
)
class IntroductionsViewSet(Readable, MembersRoom):
    """Those I made, and those I was asked about."""

    serializer_class = IntroductionSerializer
    says = {"list": "Introductions that concern me, the newest first.", "retrieve": "One of them."}

    def get_queryset(self) -> QuerySet[Introduction]:
        return introductions_of(self.member)

    def create(self, request: Request) -> Response:
        """Recommend two members to each other; both are asked at once."""
        return self.made(introduce(member=self.actor, **self.given(IntroducingSerializer)))

    @extend_schema(request=IntroductionAnswerSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, id: int) -> Response:
        """Say yes or no for myself; with the second yes a conversation opens."""
        introduction, given = self.get_object(), self.given(IntroductionAnswerSerializer)
        answer_introduction(member=self.actor, introduction=introduction, **given)
        return self.stands(introduction)


class RotaTurnSerializer(serializers.ModelSerializer[RotaTurn]):
    """A request that nobody has answered, brought to me."""

    id = CodeField(source="pk", read_only=True)
    request = CodeField(source="request_id", read_only=True)
    title = serializers.CharField(source="request.title", read_only=True)
    url = AddressField(source="request.get_absolute_url")

    class Meta:
        model = RotaTurn
        fields = ("id", "request", "title", "state", "created_at", "url")
        read_only_fields = fields


@extend_schema(tags=["Introductions"])
class RotaViewSet(Readable, MembersRoom):
    """What waits for me on the listening rota."""

    serializer_class = RotaTurnSerializer
    says = {"list": "Requests that wait for my ear.", "retrieve": "One of my turns."}

    def get_queryset(self) -> QuerySet[RotaTurn]:
        if self.action == "list" and not getattr(self, "swagger_fake_view", False):
            return waiting_turns(self.actor)
        return RotaTurn.objects.visible_to(self.member).select_related("request")

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, id: int) -> Response:
        """Leave it to others; nobody asks why."""
        turn = leave_to_others(member=self.actor, turn=self.get_object())
        return self.stands(turn)
