"""What an address of a restatement or a contribution speaks of; 404 for whoever may not read it."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from debates.models import Argument, Position
from members.models import Member
from members.viewer import viewer

LONG = ("topic__search", "topic__community__search", "member__search", "member__story")


def positions_for(member: Member | None) -> "QuerySet[Position]":
    """Positions one may read, with what their page says of them."""
    readable = Position.objects.visible_to(member).filter(current__isnull=False)
    rows = readable.select_related(
        "member", "current", "topic__community__debate_rules", "topic__source"
    )
    return rows.defer(*LONG)


def arguments_for(member: Member | None) -> "QuerySet[Argument]":
    """Contributions one may read, with the position they stand under."""
    rows = Argument.objects.visible_to(member).select_related(
        "author", "position__member", "position__current", "position__topic__community"
    )
    return rows.defer("author__search", "author__story", *(f"position__{name}" for name in LONG))


def position_at(request: HttpRequest, pk: int) -> Position:
    return get_object_or_404(positions_for(viewer(request)), pk=pk)


def argument_at(request: HttpRequest, pk: int) -> Argument:
    return get_object_or_404(arguments_for(viewer(request)), pk=pk)
