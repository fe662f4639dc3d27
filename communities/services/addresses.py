"""From an address somebody pasted to the thing it shows."""

from typing import Any
from urllib.parse import urlsplit

from django.db.models import Model
from django.urls import Resolver404, resolve

from communities.shelves import Reportable, reportables
from members.ids import LENGTH, from_code
from members.models import Member

NAMED = ("slug", "handle")


def thing_at(address: str, member: Member | None) -> Model | None:
    """What stands at an address of ours, if it can be reported and this person may see it."""
    try:
        parts = urlsplit(address.strip())
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    if inside := _first(_inside(parts.fragment), member, parts.path):
        return inside
    return _first(_wanted(match.kwargs), member, parts.path)


def _inside(fragment: str) -> list[tuple[str, Any]]:
    """A part of a page is named like `position-0123456789`."""
    try:
        return [("pk", from_code(fragment[-LENGTH:]))]
    except ValueError:
        return []


def _wanted(kwargs: dict[str, Any]) -> list[tuple[str, Any]]:
    ids = [("pk", value) for value in kwargs.values() if isinstance(value, int)]
    return ids + [(name, kwargs[name]) for name in NAMED if name in kwargs]


def _first(wanted: list[tuple[str, Any]], member: Member | None, path: str) -> Model | None:
    for field, value in wanted:
        for entry in reportables:
            if thing := _look_up(entry, field, value, member, path):
                return thing
    return None


def _look_up(
    entry: Reportable, field: str, value: Any, member: Member | None, path: str
) -> Model | None:
    """The thing of one kind, if its own page is the one at this address."""
    if field != "pk" and field not in {part.name for part in entry.model._meta.fields}:
        return None
    thing: Model | None = entry.visible_to(member).filter(**{field: value}).first()
    if thing is None or urlsplit(entry.url(thing)).path != path:
        return None
    return thing
