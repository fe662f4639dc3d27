"""The orders in which positions are read. `debates.reading.reasons` says each in a sentence.

Bridges first: positions whose author felt heard, those first in which people of different sides
were; every third place is kept for positions nobody restated yet, the newest first. Newest first:
by the time of the current version. No order: every reader starts at another place of a circle on
which the positions lie by their ids, which are drawn at random; so nobody stands on top for
everybody.
"""

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from debates.landscape import constants
from debates.models import Topic
from debates.reading.keyset import SIZE, turned
from debates.reading.line_queries import AT_RANDOM, BRIDGES, NEWEST, bridge_rows, line_rows
from debates.reading.reader import Reader
from debates.reading.said import Said, said
from members.ids import BITS, from_code, to_code
from members.models import Language, Member
from members.pages import Page

CIRCLE = 2**BITS
# A page of bridges holds whole rounds, so that every page begins with one.
ROUNDS = 6


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
    """Bridges first for whoever sees where people stand; for everybody else no order."""
    order = request.GET.get("order")
    if not sees_stances:
        order = AT_RANDOM
    elif order not in (AT_RANDOM, NEWEST):
        order = BRIDGES
    language = request.GET.get("language", "")
    return Reading(order=order, language=language if language in Language.values else "")


def in_order(reader: Reader, reading: Reading, request: HttpRequest) -> Page:
    """One page of positions of others."""
    topic, member = reader.topic, reader.member
    belongs = reader.standing.belongs
    given: dict[str, Any] = {"topic": topic.pk, "member": member, "belongs": belongs}
    if reading.language:
        given["language"] = reading.language
    if reading.order == BRIDGES:
        return _bridges_first(given, reading, request)
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


def _bridges_first(given: dict[str, Any], reading: Reading, request: HttpRequest) -> Page:
    every = constants.FRESH_EVERY
    size = ROUNDS * every
    marks = _marks_in(request)
    lines = [said(row) for row in bridge_rows(every, size, **given, **marks)]
    following = None
    if len(lines) > size:
        following = reading.address(after=_marks_behind(lines[:size], marks))
    return Page(lines[:size], next=following, previous=reading.address() if marks else None)


def _marks_behind(lines: list[Said], before: dict[str, Any]) -> str:
    """Where both streams go on: the last heard and the last unheard position so far."""
    marks = dict(before)
    for line in lines:
        if line.is_heard:
            marks |= {"score": line.bridging, "heard": line.id}
        else:
            marks |= {"at": line.taken_at, "fresh": line.id}
    heard = f"{marks['score']!r}~{to_code(marks['heard'])}" if "heard" in marks else "~"
    fresh = f"{marks['at'].isoformat()}~{to_code(marks['fresh'])}" if "fresh" in marks else "~"
    return f"{heard}~{fresh}"


def _marks_in(request: HttpRequest) -> dict[str, Any]:
    """The marks an address names; nothing if they are none of ours."""
    words = request.GET.get("after", "").split("~")
    if len(words) != 4:
        return {}
    score, heard, at, fresh = words
    marks: dict[str, Any] = {}
    try:
        if heard:
            marks |= {"score": float(score), "heard": from_code(heard)}
        if fresh:
            marks |= {"at": parse_datetime(at), "fresh": from_code(fresh)}
    except ValueError:
        return {}
    moment = marks.get("at", timezone.now())
    return marks if moment is not None and moment.tzinfo else {}


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
