"""Positions: read them, take one, change it, withdraw it, and say what moved one."""

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from debates.api.credits import CreditSerializer, GivingSerializer, with_credits
from debates.api.stands import (
    TAKING,
    GroundSerializer,
    PositionSerializer,
    TakingSerializer,
    TopicRefSerializer,
    VersionSerializer,
)
from debates.models import Ground, Position, Topic
from debates.services import credits, positions
from members.api.filters import CodeFilter
from members.api.rooms import MembersRoom, Room
from members.api.texts import checked
from members.models import Language, Member

__all__ = ["GroundSerializer", "PositionSerializer", "TopicRefSerializer"]


class PositionFilter(filters.FilterSet):
    topic = CodeFilter(field_name="topic", help_text="On this topic.")
    member = CodeFilter(field_name="member", help_text="By this member.")
    language = filters.ChoiceFilter(field_name="current__language", choices=Language.choices)


class PositionsOfTopicFilter(filters.FilterSet):
    language = filters.ChoiceFilter(field_name="current__language", choices=Language.choices)


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
        """The versions of a position, with its grounds and what moved its author; latest first.

        Besides the current one those I could read when they were current; of my own all.
        """
        grounds = Ground.objects.select_related("statement").order_by("pk")
        written = (
            self.get_object()
            .versions.open_to(self.member)
            .prefetch_related(Prefetch("grounds", queryset=grounds), with_credits(self.member))
        )
        rows = self.paginate_queryset(written)
        return self.get_paginated_response(VersionSerializer(rows, many=True).data)

    @extend_schema(request=GivingSerializer, responses={201: CreditSerializer})
    @action(detail=True, methods=["post"], permission_classes=[IsAuthenticated])
    def credits(self, request: Request, id: int) -> Response:
        """Say who or what moved me to my present version; never myself, and each thing once."""
        position, given = self.get_object(), self.given(GivingSerializer)
        assert position.current is not None
        thanks = credits.Thanks(**given)
        credit = credits.give_credit(member=self.actor, version=position.current, thanks=thanks)
        return Response(CreditSerializer(credit).data, status=status.HTTP_201_CREATED)


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
        """Take a position, or change mine; whoever could read the earlier version still can.

        Whoever may read the topic reads it under my name, so it needs my consent to publish
        positions: given before, or with `publish`. It rests on at least one value statement of
        mine, with a because. Where I stand somewhere else than before, `because` says what moved
        me, and `credits` may name who or what.
        """
        topic = get_object_or_404(
            Topic.objects.visible_to(self.member).select_related("community"), pk=id
        )
        taking = TakingSerializer(data=request.data, context=self.get_serializer_context())
        return self.stands(checked(taking).take(self.actor, topic))

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
