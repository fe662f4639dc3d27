"""Arguments over HTTP: read a thread, write in it, reword and withdraw what is mine."""

import re
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.mixins import ListModelMixin
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from debates.models import Argument, ArgumentKind, Position
from debates.reading.targets import arguments_for, positions_for
from debates.services import arguments
from members.api.fields import AddressField, CodeField, ConsentField, TextField, ThingField
from members.api.people import MemberRefSerializer
from members.api.rooms import Room
from members.models import Language, Member


class ArgumentSerializer(serializers.ModelSerializer[Argument]):
    """A contribution in the thread under a position."""

    id = CodeField(source="pk", read_only=True)
    position = CodeField(source="position_id", read_only=True)
    parent = CodeField(
        source="parent_id",
        read_only=True,
        allow_null=True,
        help_text="What it answers; null where it speaks to the position.",
    )
    author = MemberRefSerializer(read_only=True)
    depth = serializers.IntegerField(read_only=True, min_value=0)
    was_unanswered = serializers.BooleanField(
        read_only=True, help_text="An objection whose restatement stayed without an answer."
    )
    url = AddressField()

    class Meta:
        model = Argument
        fields = (
            "id",
            "position",
            "parent",
            "author",
            "kind",
            "text",
            "sources",
            "language",
            "depth",
            "was_unanswered",
            "created_at",
            "url",
        )
        read_only_fields = fields


class ArgumentWordsSerializer(serializers.Serializer[Any]):
    """What its author can change later."""

    text = TextField(max_length=arguments.LONGEST)
    sources = TextField(max_length=arguments.LONGEST_SOURCES, allow_blank=True, required=False)
    language = serializers.ChoiceField(choices=Language.choices)


class ArguingSerializer(ArgumentWordsSerializer):
    kind = serializers.ChoiceField(choices=ArgumentKind.choices)
    parent = ThingField(
        arguments_for,
        required=False,
        allow_null=True,
        help_text="What it answers, in the same thread; an answer needs it.",
    )
    publish = ConsentField(
        default=False,
        help_text="Agree now that contributions stand under my name, where I have not yet agreed.",
    )


PLACE = re.compile(r"[0-9a-f]+")
ARGUING = OpenApiExample(
    "An experience",
    value={
        "kind": "experience",
        "text": "We hung the list up ourselves, and nobody left.",
        "sources": "https://example.org/our-list",
        "language": "en",
        "publish": True,
    },
    request_only=True,
)


class InReadingOrder(CursorPagination):
    """Every contribution directly below what it answers, the earlier one first."""

    ordering = ("path",)
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 100

    def decode_cursor(self, request: Request) -> Cursor | None:
        """The place a cursor stands for; one that was not made here is told so."""
        cursor = super().decode_cursor(request)
        if cursor is not None and cursor.position and not PLACE.fullmatch(cursor.position):
            raise NotFound(self.invalid_cursor_message)
        return cursor


def readable_arguments(member: Member | None) -> QuerySet[Argument]:
    """Contributions one may read, with whoever wrote them."""
    rows = Argument.objects.visible_to(member).select_related("author")
    return rows.defer("author__search", "author__story")


@extend_schema(tags=["Arguments"])
class ArgumentsOfPositionViewSet(ListModelMixin, Room):
    """The thread under one position."""

    serializer_class = ArgumentSerializer
    queryset = Argument.objects.none()
    filter_backends = ()
    pagination_class = InReadingOrder
    says = {"list": "The thread under a position, each contribution below what it answers."}

    def get_queryset(self) -> QuerySet[Argument]:
        return readable_arguments(self.member).filter(position=self.position)

    @extend_schema(
        request=ArguingSerializer, responses={201: ArgumentSerializer}, examples=[ARGUING]
    )
    def create(self, request: Request, id: int) -> Response:
        """Write under a position, or below a contribution.

        An objection waits until whoever wrote what it objects to feels heard by me, a witness
        found my restatement fair, or it stayed without an answer for three days.
        """
        position, given = self.position, self.given(ArguingSerializer)
        written = arguments.argue(member=self.actor, position=position, **given)
        return self.shown(readable_arguments(self.member).get(pk=written.pk), 201)

    @cached_property
    def position(self) -> Position:
        found: Position = self.found(positions_for(self.member))
        return found


@extend_schema(tags=["Arguments"])
class ArgumentViewSet(Room):
    """One contribution."""

    serializer_class = ArgumentSerializer
    filter_backends = ()
    says = {"retrieve": "One contribution."}

    def get_queryset(self) -> QuerySet[Argument]:
        return readable_arguments(self.member)

    def retrieve(self, request: Request, id: int) -> Response:
        return self.shown(self.get_object())

    @extend_schema(request=ArgumentWordsSerializer)
    def partial_update(self, request: Request, id: int) -> Response:
        """Reword a contribution of mine while the topic is open; earlier words are kept."""
        row, given = self.get_object(), self.given(ArgumentWordsSerializer, partial=True)
        stood = {name: getattr(row, name) for name in ("text", "sources", "language")}
        edited = arguments.edit_argument(member=self.actor, argument=row, **(stood | given))
        return self.stands(edited)

    def destroy(self, request: Request, id: int) -> Response:
        """Withdraw a contribution of mine; the answers to it stay."""
        arguments.withdraw_argument(member=self.actor, argument=self.get_object())
        return self.done()

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, id: int) -> Response:
        """Bring back a contribution I withdrew."""
        mine = Argument.objects.filter(author=self.actor)
        row = arguments.restore_argument(member=self.actor, argument=self.found(mine))
        return self.stands(row)
