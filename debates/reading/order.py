"""The two orders in which positions are read. Both can be said in a sentence.

No order: every reader starts at another place of a circle on which the positions lie by their
ids, which are drawn at random; so nobody stands on top for everybody. Newest first: by the time of
the current version.
"""

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone

from debates.models import Topic
from debates.reading.keyset import SIZE, turned
from debates.reading.queries import AT_RANDOM, NEWEST, line_rows
from debates.reading.rows import said
from members.ids import BITS, from_code
from members.models import Language, Member
from members.pages import Page

CIRCLE = 2**BITS


@dataclass(frozen=True)
class Reading:
    """What a reader wishes to read, from the address."""

    order: str
    language: str

    def address(self, **changes: str) -> str:
        """The query string for the same reading with something changed."""
        words = {"order": self.order, "language": self.language} | changes
        return "?" + urlencode({name: word for name, word in words.items() if word})


def reading_of(request: HttpRequest, *, sees_stances: bool) -> Reading:
    """Newest first for whoever sees where people stand; for everybody else no order."""
    at_random = request.GET.get("order") == AT_RANDOM or not sees_stances
    language = request.GET.get("language", "")
    return Reading(
        order=AT_RANDOM if at_random else NEWEST,
        language=language if language in Language.values else "",
    )


def in_order(topic: Topic, member: Member | None, reading: Reading, request: HttpRequest) -> Page:
    """One page of positions of others."""
    given: dict[str, Any] = {"topic": topic.pk, "member": member.pk if member else None}
    if reading.language:
        given["language"] = reading.language
    if reading.order == NEWEST:
        return _by_time(given, reading, request)
    return _at_random(given, starting_point(topic, member), reading, request)


def starting_point(topic: Topic, member: Member | None) -> int:
    """Where on the circle a reader starts: always the same for a member, another each day for all
    visitors together.
    """
    who = str(member.pk) if member else timezone.localdate().isoformat()
    seed = hashlib.blake2b(f"{topic.pk}:{who}".encode(), digest_size=8).digest()
    return int.from_bytes(seed, "big") % CIRCLE


def _at_random(given: dict[str, Any], start: int, reading: Reading, request: HttpRequest) -> Page:
    mark = _code(request.GET.get("from", ""))
    if mark is None:
        rows = line_rows(AT_RANDOM, "start", start=start, **given)
    else:
        lap = "first" if mark >= start else "second"
        rows = line_rows(AT_RANDOM, lap, start=start, mark=mark, **given)
    lines = [said(row) for row in rows]
    following = reading.address(**{"from": lines[SIZE - 1].code}) if len(lines) > SIZE else None
    return Page(lines[:SIZE], next=following, previous=reading.address() if mark else None)


def _by_time(given: dict[str, Any], reading: Reading, request: HttpRequest) -> Page:
    ask = partial(line_rows, NEWEST, **given)
    return turned(request, ask, said, reading.address, "taken_at")


def _code(code: str) -> int | None:
    try:
        return from_code(code)
    except ValueError:
        return None
