"""A position as a line of a list: its words, what it rests on, and what was said about it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from debates.access.listening import Gate, counts_still, gate_after
from debates.models import Restatement, Witnessing
from debates.reading.line_queries import LONGEST_CONTRIBUTION, LONGEST_STORY
from debates.reading.queries import author_in
from debates.reading.rows import GroundLine, Talk, beginning_of, ground_line, taken_in_words
from members.ids import to_code
from members.models import Member

# On a page of twenty, longer words are cut and read in full on the position's page.
LONGEST = 1200
NAMED = ("handle", "name")


@dataclass(frozen=True)
class Heard:
    """A restatement that was heard, and where its listener stands, if the reader may know."""

    listener: Member
    text: str
    language: str
    stance: int | None = None


@dataclass(frozen=True)
class Head:
    """A contribution to the position itself."""

    author: Member
    kind: str
    text: str
    language: str


@dataclass(frozen=True)
class Said:
    """A position in a list, with everything its lines need."""

    id: int
    member: Member
    stance: int
    number: int
    core: str
    reasons: str
    goes_on: bool
    language: str
    taken_at: datetime
    is_heard: bool
    bridging: float
    story: str
    story_goes_on: bool
    grounds: Sequence[GroundLine]
    talks: Sequence[Talk]
    restated: Sequence[Heard]
    heads: Sequence[Head]
    given: Sequence[Restatement] = ()

    @property
    def code(self) -> str:
        return to_code(self.id)

    @property
    def taken(self) -> SafeString:
        return taken_in_words(self.number, self.taken_at)

    def gate_for(self, reader: Member) -> Gate:
        """Whether the reader may object to it, from what they restated of it."""
        return gate_after(reader, self.member, self.given)


def said(row: tuple[Any, ...]) -> Said:
    """A line from a row of `line_queries`."""
    pk, stance, taken_at, is_heard, bridging, author, *rest = row
    current, number, core, reasons, language, story, *more = rest
    grounds, talks, restated, heads, *given = more
    beginning, goes_on = beginning_of(reasons, LONGEST)
    tale, tale_goes_on = beginning_of(story, LONGEST_STORY - 1)
    return Said(
        id=pk,
        member=author_in(author),
        stance=stance,
        number=number,
        core=core,
        reasons=beginning,
        goes_on=goes_on,
        language=language,
        taken_at=taken_at,
        is_heard=is_heard,
        bridging=bridging,
        story=tale,
        story_goes_on=tale_goes_on,
        grounds=[ground_line(**one) for one in json.loads(grounds)] if grounds else (),
        talks=[_talk(**json.loads(one)) for one in talks],
        restated=[_heard(**json.loads(one)) for one in restated],
        heads=[_head(**json.loads(one)) for one in heads],
        given=_counting(pk, current, given[0]) if given else (),
    )


def _talk(*, handle: str, name: str, **words: str) -> Talk:
    return Talk(asker=_named(handle, name), **words)


def _heard(*, handle: str, name: str, **words: Any) -> Heard:
    return Heard(listener=_named(handle, name), **words)


def _head(*, handle: str, name: str, kind: str, text: str, language: str) -> Head:
    beginning, _ = beginning_of(text, LONGEST_CONTRIBUTION - 1)
    return Head(_named(handle, name), kind, beginning, language)


def _named(handle: str, name: str) -> Member:
    return Member.from_db("default", NAMED, [handle, name])


def _counting(position: int, current: int, given: Sequence[str]) -> list[Restatement]:
    """What the reader restated, as the gate asks for it; what counts no longer is left out."""
    rows = [json.loads(one) for one in given]
    return [
        _restatement(position, current, **row)
        for row in rows
        if counts_still(_moment(row.pop("revised_at")))
    ]


def _restatement(
    position: int, current: int, *, created_at: str, is_fair: bool | None, **fields: Any
) -> Restatement:
    at = datetime.fromisoformat(created_at)
    restatement = Restatement(position_id=position, created_at=at, **fields)
    restatement.current_id = current  # type: ignore[attr-defined]
    restatement.witnessing = Witnessing(is_fair=is_fair)
    return restatement


def _moment(words: str | None) -> datetime | None:
    return datetime.fromisoformat(words) if words else None
