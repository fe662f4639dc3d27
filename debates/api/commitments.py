"""Commitments over HTTP: who does what by when."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from debates.models import Commitment, CommitmentState, Mission
from debates.services import missions as services
from debates.services.missions.commitments import LONGEST_LINE, LONGEST_WORDS
from members.api.fields import CODE, AddressField, CodeField, LineField, ThingField
from members.api.people import MemberRefSerializer
from members.api.rooms import Room
from members.ids import to_code
from members.models import Language, Member

SETTLED = [CommitmentState.DONE, CommitmentState.RELEASED, CommitmentState.MISSED]


class CommitmentSerializer(serializers.ModelSerializer[Commitment]):
    """What somebody does by when, and what if something gets in the way."""

    id = CodeField(source="pk", read_only=True)
    mission = serializers.SerializerMethodField()
    member = MemberRefSerializer(read_only=True)
    witness = serializers.SerializerMethodField(help_text="Named once they agreed.")
    url = AddressField()

    class Meta:
        model = Commitment
        fields = (
            "id",
            "mission",
            "member",
            "deed",
            "due",
            "obstacle",
            "then",
            "witness",
            "language",
            "state",
            "words",
            "created_at",
            "settled_at",
            "url",
        )
        read_only_fields = fields

    @extend_schema_field(CODE)
    def get_mission(self, commitment: Commitment) -> str:
        return to_code(commitment.mission_id)

    @extend_schema_field(MemberRefSerializer(allow_null=True))
    def get_witness(self, commitment: Commitment) -> Any:
        if commitment.witnessed_by is None or commitment.witness_agreed_at is None:
            return None
        return MemberRefSerializer(commitment.witnessed_by).data


class PromisingSerializer(serializers.Serializer[Any]):
    deed = LineField(max_length=LONGEST_LINE)
    due = serializers.DateField(help_text="Today or later.")
    obstacle = LineField(max_length=LONGEST_LINE, help_text="One thing that could get in the way.")
    then = LineField(max_length=LONGEST_LINE, help_text="What I do if that happens.")
    witness = ThingField(
        Member.objects.visible_to,
        required=False,
        allow_null=True,
        help_text="Another member of the community, who is asked.",
    )
    language = serializers.ChoiceField(choices=Language.choices)


class SettlingSerializer(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=[(state.value, state.label) for state in SETTLED])
    words = LineField(max_length=LONGEST_WORDS, allow_blank=True, default="")


class WitnessSerializer(serializers.Serializer[Any]):
    agrees = serializers.BooleanField()


PROMISING = OpenApiExample(
    "A commitment",
    value={
        "deed": "I ask the head of our home.",
        "due": "2027-01-31",
        "obstacle": "She is away.",
        "then": "I ask her deputy.",
        "language": "en",
    },
    request_only=True,
)


@extend_schema(tags=["Missions"])
class CommitmentsOfMissionViewSet(ListModelMixin, Room):
    """The commitments of one mission."""

    serializer_class = CommitmentSerializer
    queryset = Commitment.objects.none()
    filter_backends = ()
    says = {"list": "Who does what by when in a mission, the latest promise first."}

    def get_queryset(self) -> QuerySet[Commitment]:
        visible = Commitment.objects.visible_to(self.member).filter(mission=self.mission)
        return visible.select_related("member", "witness")

    @extend_schema(request=PromisingSerializer, examples=[PROMISING])
    def create(self, request: Request, id: int) -> Response:
        """Make a commitment in a mission I carry."""
        mission, given = self.mission, self.given(PromisingSerializer)
        return self.made(services.promise(member=self.actor, mission=mission, **given))

    @cached_property
    def mission(self) -> Mission:
        return self.found(Mission.objects.visible_to(self.member))


@extend_schema(tags=["Missions"])
class CommitmentViewSet(Room):
    """One commitment."""

    serializer_class = CommitmentSerializer
    filter_backends = ()
    says = {"retrieve": "One commitment."}

    def get_queryset(self) -> QuerySet[Commitment]:
        visible = Commitment.objects.visible_to(self.member)
        return visible.select_related("member", "witness")

    def retrieve(self, request: Request, id: int) -> Response:
        return self.shown(self.get_object())

    @extend_schema(request=SettlingSerializer)
    @action(detail=True, methods=["post"])
    def settle(self, request: Request, id: int) -> Response:
        """Say what became of a commitment of mine: done, released or missed."""
        commitment, given = self.get_object(), self.given(SettlingSerializer)
        return self.stands(services.settle(member=self.actor, commitment=commitment, **given))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, id: int) -> Response:
        """Promise again what I released, or called done too early."""
        return self.stands(services.take_back(member=self.actor, commitment=self.get_object()))

    @extend_schema(request=WitnessSerializer)
    @action(detail=True, methods=["put"])
    def witness(self, request: Request, id: int) -> Response:
        """Be the witness I was asked to be, or rather not."""
        commitment, given = self.get_object(), self.given(WitnessSerializer)
        return self.stands(
            services.answer_as_witness(member=self.actor, commitment=commitment, **given)
        )
