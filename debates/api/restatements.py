"""Restating over HTTP: the same gate, the same rounds, the same witness as on the pages."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from debates import access
from debates.api.witnesses import Witnessing
from debates.models import MOST_ROUNDS, Restatement, RestatementState
from debates.reading.targets import arguments_for, positions_for
from debates.services import restatements
from members.api.fields import AddressField, CodeField, ConsentField, LineField, TextField
from members.api.people import MemberRefSerializer
from members.api.rooms import Readable, Room
from members.models import Language, Member

GATE_HELP = (
    "free, own, heard, fair and unanswered mean that you may object; restate, waits, again, "
    "witness, not_fair and no_more say what comes first."
)


class RestatementSerializer(serializers.ModelSerializer[Restatement]):
    """Somebody's words in somebody else's words. Until it is heard only the two read it, and the
    witness both accepted; what was missing in it nobody else ever reads.
    """

    id = CodeField(source="pk", read_only=True)
    position = CodeField(source="position_id", read_only=True)
    argument = CodeField(
        source="argument_id", read_only=True, allow_null=True, help_text="Where one is restated."
    )
    version = serializers.IntegerField(source="version.number", read_only=True)
    listener = MemberRefSerializer(read_only=True)
    author = MemberRefSerializer(read_only=True)
    round = serializers.IntegerField(read_only=True, min_value=1, max_value=MOST_ROUNDS)
    state = serializers.SerializerMethodField()
    correction = serializers.SerializerMethodField(help_text="What is missing; for the two.")
    is_fair = serializers.SerializerMethodField(
        help_text="What a witness said; null where nobody judged."
    )
    url = AddressField()

    class Meta:
        model = Restatement
        fields = (
            "id",
            "position",
            "argument",
            "version",
            "listener",
            "author",
            "text",
            "also_agree",
            "learned",
            "language",
            "round",
            "state",
            "correction",
            "is_fair",
            "created_at",
            "answered_at",
            "url",
        )
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=RestatementState.choices))
    def get_state(self, restatement: Restatement) -> str:
        return RestatementState.LAPSED if restatement.has_lapsed else restatement.state

    def get_correction(self, restatement: Restatement) -> str:
        return restatement.correction if self._is_whole(restatement) else ""

    @extend_schema_field(serializers.BooleanField(allow_null=True))
    def get_is_fair(self, restatement: Restatement) -> bool | None:
        witnessing = getattr(restatement, "witnessing", None)
        return None if witnessing is None else witnessing.is_fair

    def _is_whole(self, restatement: Restatement) -> bool:
        reader = self.context["request"].user.pk
        witnessing = getattr(restatement, "witnessing", None)
        judges = restatement.state != RestatementState.HEARD and witnessing is not None
        return reader in {restatement.listener_id, restatement.author_id} or judges


class RestatingSerializer(serializers.Serializer[Any]):
    text = TextField(
        min_length=restatements.SHORTEST,
        max_length=restatements.LONGEST,
        help_text="In my own words; 60 % of its runs of four words from the original are a copy.",
    )
    also_agree = LineField(max_length=restatements.LONGEST_LINE, allow_blank=True, default="")
    learned = LineField(max_length=restatements.LONGEST_LINE, allow_blank=True, default="")
    language = serializers.ChoiceField(choices=Language.choices)
    publish = ConsentField(
        default=False,
        help_text="Agree now that contributions stand under my name, where I have not yet agreed.",
    )


class CorrectionSerializer(serializers.Serializer[Any]):
    correction = TextField(
        min_length=restatements.SHORTEST_CORRECTION, max_length=restatements.LONGEST_CORRECTION
    )


class GateSerializer(serializers.Serializer[Any]):
    """Whether I may object to something, and in words why, or what comes first."""

    is_open = serializers.BooleanField()
    step = serializers.ChoiceField(
        source="step.value", choices=[step.value for step in access.Step], help_text=GATE_HELP
    )
    sentence = serializers.CharField()
    restatement = CodeField(
        source="restatement.pk", allow_null=True, default=None, help_text="It hangs on this one."
    )


RESTATING = OpenApiExample(
    "In my own words",
    value={
        "text": "You fear that a bare list shows private hardship that was never meant for all.",
        "also_agree": "Hardship is nobody's business.",
        "learned": "",
        "language": "en",
        "publish": True,
    },
    request_only=True,
)


def readable_restatements(member: Member | None) -> QuerySet[Restatement]:
    """Restatements one may read, with all that is said of them, in one query."""
    rows = Restatement.objects.visible_to(member).select_related(
        "listener", "author", "version", "witnessing", "position__topic__community"
    )
    long = [f"{name}__{field}" for name in ("listener", "author") for field in ("search", "story")]
    return rows.defer("position__topic__search", "position__topic__community__search", *long)


class Restating(ListModelMixin, Room):
    """Restatements of one thing, and the way to restate it."""

    serializer_class = RestatementSerializer
    queryset = Restatement.objects.none()
    filter_backends = ()

    # What is restated at these addresses, as far as a member may read it.
    targets: Callable[[Member | None], QuerySet[Any]]

    def target(self) -> Any:
        """The one that the address names."""
        return self.found(self.targets(self.member))

    def restated(self) -> Response:
        target, given = self.target(), self.given(RestatingSerializer)
        sent = restatements.restate(member=self.actor, target=target, **given)
        row = readable_restatements(self.member).get(pk=sent.pk)
        return self.shown(row, 201)

    def told_gate(self) -> Response:
        return Response(GateSerializer(access.gate_of(self.member, self.target())).data)


@extend_schema(tags=["Restatements"])
class RestatementsOfPositionViewSet(Restating):
    """Restatements of one position."""

    targets = staticmethod(positions_for)
    says = {"list": "Restatements of a position that were heard, and mine, the newest first."}

    def get_queryset(self) -> QuerySet[Restatement]:
        of_it = readable_restatements(self.member).filter(argument__isnull=True)
        return of_it.filter(position=self.target())

    @extend_schema(
        request=RestatingSerializer, responses={201: RestatementSerializer}, examples=[RESTATING]
    )
    def create(self, request: Request, id: int) -> Response:
        """Restate a position; its author answers heard or not quite. Three rounds."""
        return self.restated()

    @extend_schema(responses=GateSerializer)
    def gate(self, request: Request, id: int) -> Response:
        """Whether I may object to a position, and what comes first."""
        return self.told_gate()


@extend_schema(tags=["Restatements"])
class RestatementsOfArgumentViewSet(Restating):
    """Restatements of one contribution."""

    targets = staticmethod(arguments_for)
    says = {"list": "Restatements of a contribution that were heard, and mine, the newest first."}

    def get_queryset(self) -> QuerySet[Restatement]:
        return readable_restatements(self.member).filter(argument=self.target())

    @extend_schema(
        request=RestatingSerializer, responses={201: RestatementSerializer}, examples=[RESTATING]
    )
    def create(self, request: Request, id: int) -> Response:
        """Restate a contribution; its author answers heard or not quite."""
        return self.restated()

    @extend_schema(responses=GateSerializer)
    def gate(self, request: Request, id: int) -> Response:
        """Whether I may object to a contribution, and what comes first."""
        return self.told_gate()


@extend_schema(tags=["Restatements"])
class RestatementsViewSet(Readable, Witnessing):
    """Restatements I gave or received, and those I witness."""

    serializer_class = RestatementSerializer
    filter_backends = ()
    says = {
        "list": "Restatements I gave and received, the newest first.",
        "retrieve": "One restatement that I may read.",
    }

    def get_queryset(self) -> QuerySet[Restatement]:
        rows = readable_restatements(self.member)
        if self.action != "list":
            return rows
        return rows.filter(Q(listener=self.actor) | Q(author=self.actor))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def heard(self, request: Request, id: int) -> Response:
        """Say that I feel heard: others read it from now on, and the listener may object."""
        row = self.get_object()
        return self.stands(restatements.confirm_heard(member=self.actor, restatement=row))

    @extend_schema(request=CorrectionSerializer)
    @action(detail=True, methods=["post"], url_path="not-quite")
    def not_quite(self, request: Request, id: int) -> Response:
        """Say what is missing, within three days."""
        row, given = self.get_object(), self.given(CorrectionSerializer)
        return self.stands(
            restatements.answer_not_quite(member=self.actor, restatement=row, **given)
        )
