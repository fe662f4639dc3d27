"""Positions: read them, take one, change it, withdraw it."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from debates.models import Ground, Position, PositionVersion, Stance, Topic
from debates.services import positions
from members import values
from members.api.fields import AddressField, CodeField
from members.api.filters import CodeFilter
from members.api.people import MemberRefSerializer
from members.api.rooms import MembersRoom, Room
from members.models import Language, Member

STANCE_HELP = "From -2, firmly against, over 0, undecided, to 2, firmly for."


class TopicRefSerializer(serializers.ModelSerializer[Topic]):
    """Which topic."""

    id = CodeField(source="pk", read_only=True)
    url = AddressField()

    class Meta:
        model = Topic
        fields = ("id", "question", "url")
        read_only_fields = fields


class GroundSerializer(serializers.Serializer[Ground]):
    """A value a position rests on. Publishing a position shows the words of its grounds; words that
    were withdrawn since, or hidden, are empty.
    """

    value = serializers.ChoiceField(
        choices=list(values.all_values()), source="statement.value", read_only=True
    )
    words = serializers.SerializerMethodField()
    because = serializers.CharField(read_only=True)

    def get_words(self, ground: Ground) -> str:
        return ground.statement.words if ground.statement.stands else ""


class VersionSerializer(serializers.ModelSerializer[PositionVersion]):
    """How a position stood at one time."""

    grounds = GroundSerializer(many=True, read_only=True)
    stance = serializers.ChoiceField(choices=Stance.choices, read_only=True, help_text=STANCE_HELP)

    class Meta:
        model = PositionVersion
        fields = ("number", "stance", "core", "reasons", "language", "grounds", "created_at")
        read_only_fields = fields


class PositionSerializer(serializers.ModelSerializer[Position]):
    """What a member stands for on a topic, with reasons, under their name."""

    id = CodeField(source="pk", read_only=True)
    topic = TopicRefSerializer(read_only=True)
    member = MemberRefSerializer(read_only=True)
    stance = serializers.ChoiceField(choices=Stance.choices, read_only=True, help_text=STANCE_HELP)
    version = serializers.IntegerField(source="current.number", read_only=True)
    core = serializers.CharField(source="current.core", read_only=True)
    reasons = serializers.CharField(source="current.reasons", read_only=True)
    language = serializers.ChoiceField(
        choices=Language.choices, source="current.language", read_only=True
    )
    grounds = GroundSerializer(source="current.grounds", many=True, read_only=True)
    url = AddressField()

    class Meta:
        model = Position
        fields = (
            "id",
            "topic",
            "member",
            "stance",
            "version",
            "core",
            "reasons",
            "language",
            "grounds",
            "taken_at",
            "url",
        )
        read_only_fields = fields


class RestSerializer(serializers.Serializer[Any]):
    """One of my own value statements, and why the position rests on it."""

    statement = CodeField()
    because = serializers.CharField(
        max_length=positions.LONGEST_BECAUSE, allow_blank=True, default=""
    )


class FirstValueSerializer(serializers.Serializer[Any]):
    value = serializers.ChoiceField(choices=list(values.all_values()))
    words = serializers.CharField(max_length=positions.LONGEST_WORDS)


class TakingSerializer(serializers.Serializer[Any]):
    stance = serializers.ChoiceField(choices=Stance.choices, help_text=STANCE_HELP)
    core = serializers.CharField(
        max_length=positions.LONGEST_CORE, help_text="The core of it, in one sentence."
    )
    reasons = serializers.CharField(max_length=positions.LONGEST_REASONS)
    language = serializers.ChoiceField(choices=Language.choices)
    grounds = RestSerializer(many=True, required=False, max_length=positions.MOST_GROUNDS)
    declares = FirstValueSerializer(
        required=False, help_text="A value statement declared in the same breath; it is a ground."
    )
    publish = serializers.BooleanField(
        default=False,
        help_text="Agree now that positions stand under my name, where I have not yet agreed.",
    )

    def take(self, member: Member, topic: Topic) -> Position:
        given = dict(self.validated_data)
        rests = [
            positions.Rest(one["statement"], one["because"]) for one in given.pop("grounds", [])
        ]
        first = given.pop("declares", None)
        declares = positions.FirstValue(**first) if first else None
        return positions.take_position(
            member=member, topic=topic, grounds=rests, declares=declares, **given
        )


class PositionFilter(filters.FilterSet):
    topic = CodeFilter(field_name="topic", help_text="On this topic.")
    member = CodeFilter(field_name="member", help_text="By this member.")
    language = filters.ChoiceFilter(field_name="current__language", choices=Language.choices)


class PositionsOfTopicFilter(filters.FilterSet):
    language = filters.ChoiceFilter(field_name="current__language", choices=Language.choices)


TAKING = OpenApiExample(
    "A position",
    value={
        "stance": 1,
        "core": "Grown-ups can bear the truth.",
        "reasons": "Whoever knows what others earn, can ask why.",
        "language": "en",
        "grounds": [{"statement": "4h7kq2mzx9", "because": "People stay if they trust."}],
        "publish": True,
    },
    request_only=True,
)


def readable_positions(member: Member | None) -> QuerySet[Position]:
    """Positions one may read, with all that is said of them; four queries for any number."""
    grounds = Ground.objects.select_related("statement").order_by("pk")
    return (
        Position.objects.visible_to(member)
        .filter(current__isnull=False)
        .select_related("topic", "member", "current")
        .defer("topic__search", "topic__why", "topic__known", "member__search", "member__story")
        .prefetch_related(Prefetch("current__grounds", queryset=grounds))
    )


@extend_schema(tags=["Positions"])
class PositionsViewSet(ListModelMixin, MembersRoom):
    """Positions across topics. Whoever has no account reads them by topic, never by member."""

    serializer_class = PositionSerializer
    filterset_class = PositionFilter
    newest_by = "-taken_at"
    says = {"list": "Positions on all topics I may read, the newest first."}

    def get_queryset(self) -> QuerySet[Position]:
        return readable_positions(self.member)


@extend_schema(tags=["Positions"])
class PositionsOfTopicViewSet(ListModelMixin, Room):
    """Positions on one topic."""

    serializer_class = PositionSerializer
    # For the schema, which knows no topic.
    queryset = Position.objects.none()
    filterset_class = PositionsOfTopicFilter
    newest_by = "-taken_at"
    says = {"list": "Positions on a topic, the newest first."}

    def get_queryset(self) -> QuerySet[Position]:
        topic = self.found(Topic.objects.visible_to(self.member))
        return readable_positions(self.member).filter(topic=topic)


@extend_schema(tags=["Positions"])
class PositionViewSet(Room):
    """One position."""

    serializer_class = PositionSerializer
    filter_backends = ()
    says = {"retrieve": "One position."}

    def get_queryset(self) -> QuerySet[Position]:
        return readable_positions(self.member)

    def retrieve(self, request: Request, id: int) -> Response:
        return self.shown(self.get_object())

    @extend_schema(responses=VersionSerializer(many=True))
    @action(detail=True, methods=["get"])
    def versions(self, request: Request, id: int) -> Response:
        """Every version of a position with its grounds, the latest first."""
        grounds = Ground.objects.select_related("statement").order_by("pk")
        written = self.get_object().versions.prefetch_related(Prefetch("grounds", queryset=grounds))
        rows = self.paginate_queryset(written)
        return self.get_paginated_response(VersionSerializer(rows, many=True).data)


@extend_schema(tags=["Positions"])
class OwnPositionViewSet(MembersRoom):
    """My own position on a topic."""

    serializer_class = PositionSerializer
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Position]:
        return readable_positions(self.member).filter(member=self.actor)

    def get_object(self) -> Position:
        return get_object_or_404(self.get_queryset(), topic=self.kwargs["id"])

    def retrieve(self, request: Request, id: int) -> Response:
        """Where I stand on a topic."""
        return self.shown(self.get_object())

    @extend_schema(request=TakingSerializer, examples=[TAKING])
    def update(self, request: Request, id: int) -> Response:
        """Take a position, or change mine; the earlier version is kept.

        Whoever may read the topic reads it under my name, so it needs my consent to publish
        positions: given before, or with `publish`. It rests on at least one value statement of
        mine.
        """
        topic = get_object_or_404(
            Topic.objects.visible_to(self.member).select_related("community"), pk=id
        )
        taking = TakingSerializer(data=request.data)
        taking.is_valid(raise_exception=True)
        return self.stands(taking.take(self.actor, topic))

    def destroy(self, request: Request, id: int) -> Response:
        """Withdraw my position; nobody else reads it any more."""
        positions.withdraw_position(member=self.actor, position=self._own(id))
        return self.done()

    @extend_schema(request=None)
    def restore(self, request: Request, id: int) -> Response:
        """Bring my withdrawn position back as it stood, while the topic is open."""
        return self.stands(positions.restore_position(member=self.actor, position=self._own(id)))

    def _own(self, topic_id: int) -> Position:
        return get_object_or_404(Position.objects.filter(member=self.actor), topic=topic_id)
