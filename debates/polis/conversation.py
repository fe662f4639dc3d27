"""What a public conversation is made of."""

from dataclasses import dataclass


class Damaged(Exception):
    """A file that cannot be trusted: which one, where, and what is wrong with it."""

    def __init__(self, file: str, reason: str, line: int | None = None) -> None:
        self.file, self.line, self.reason = file, line, reason
        super().__init__(f"{file}, line {line}: {reason}" if line else f"{file}: {reason}")


@dataclass(frozen=True)
class Claim:
    """A statement; `moderated` is 1 accepted, 0 not reviewed, -1 rejected (its text is empty)."""

    id: str
    text: str
    author: str
    moderated: int


@dataclass(frozen=True)
class Person:
    """Somebody who took part; `group` is the published group, None for too few votes."""

    id: str
    group: int | None


@dataclass(frozen=True)
class Cast:
    """A vote of a person on a statement: 1 agree, -1 disagree, 0 pass.

    The time is in seconds since 1970; None where only the order is known.
    """

    person: str
    claim: str
    vote: int
    at: float | None


@dataclass(frozen=True)
class Source:
    """Where a conversation comes from, and what has to be said wherever it is shown."""

    name: str
    topic: str
    description: str
    language: str
    licence: str
    licence_url: str
    attribution: str
    changes_made: str
    url: str


@dataclass(frozen=True)
class Conversation:
    """`casts` are the votes that count, `counts` are counted in the files, never only said."""

    source: Source
    claims: tuple[Claim, ...]
    people: tuple[Person, ...]
    casts: tuple[Cast, ...]
    counts: dict[str, int]
    # A hash over the files: the same files give the same fingerprint.
    fingerprint: str = ""
