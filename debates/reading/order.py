"""The two orders in which positions are read. Both can be said in a sentence.

No order: every reader starts at another place of a circle on which the positions lie by their
ids, which are drawn at random; so nobody stands on top for everybody. Newest first: by the time of
the current version.
"""

import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from debates.models import Position, Topic
from members.ids import BITS, from_code
from members.models import Language, Member
from members.pages import Page, page_of

SIZE = 20
NEWEST = "newest"
NO_ORDER = "none"
NEWEST_FIRST = ("-taken_at", "-id")
CIRCLE = 2**BITS


@dataclass(frozen=True)
class Reading:
    """What a reader wishes to read, from the address."""

    order: str
    language: str

    def address(self, **changes: str) -> str:
        """The query string for the same reading with something changed."""
        words = {"order": self.order or NO_ORDER, "language": self.language} | changes
        return "?" + urlencode({name: word for name, word in words.items() if word})


def reading_of(request: HttpRequest, *, sees_stances: bool) -> Reading:
    """An order that reveals nothing, unless the reader may see who stands where."""
    order, language = request.GET.get("order", NEWEST), request.GET.get("language", "")
    return Reading(
        order="" if order == NO_ORDER or not sees_stances else NEWEST,
        language=language if language in Language.values else "",
    )


def in_order(
    positions: QuerySet[Position, Position],
    topic: Topic,
    member: Member | None,
    reading: Reading,
    request: HttpRequest,
) -> Page:
    """One page of positions."""
    if reading.language:
        positions = positions.filter(current__language=reading.language)
    if reading.order == NEWEST:
        return page_of(positions, request, size=SIZE, by=NEWEST_FIRST)
    rows = at_random(positions, starting_point(topic, member), _mark(request))
    following = reading.address(**{"from": rows[SIZE - 1].code}) if len(rows) > SIZE else None
    start = reading.address() if _mark(request) is not None else None
    return Page(rows[:SIZE], next=following, previous=start)


def starting_point(topic: Topic, member: Member | None) -> int:
    """Where on the circle a reader starts: always the same for a member, another each day for all
    visitors together.
    """
    who = str(member.pk) if member else timezone.localdate().isoformat()
    seed = hashlib.blake2b(f"{topic.pk}:{who}".encode(), digest_size=8).digest()
    return int.from_bytes(seed, "big") % CIRCLE


def at_random(
    positions: QuerySet[Position, Position], start: int, last: int | None
) -> list[Position]:
    """The next positions on the circle behind `last`, and one more if there is one."""
    stretches = _stretches(start, last)
    parts = [positions.filter(**stretch).order_by("id")[: SIZE + 1] for stretch in stretches]
    ids = [part.values("pk") for part in parts]
    near = ids[0].union(*ids[1:], all=True) if len(ids) > 1 else ids[0]
    rows = list(positions.filter(pk__in=near))
    return sorted(rows, key=lambda row: (row.pk - start) % CIRCLE)[: SIZE + 1]


def _stretches(start: int, last: int | None) -> list[dict[str, Any]]:
    if last is None:
        return [{"id__gte": start}, {"id__lt": start}]
    if last >= start:
        return [{"id__gt": last}, {"id__lt": start}]
    return [{"id__gt": last, "id__lt": start}]


def _mark(request: HttpRequest) -> int | None:
    try:
        return from_code(request.GET.get("from", ""))
    except ValueError:
        return None
