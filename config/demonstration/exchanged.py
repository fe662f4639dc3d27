"""What members did together: exchanges, what they wrote down of it, who brought whom together."""

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from config.demonstration.world import FOLDER, flat, read_table


@dataclass(frozen=True)
class Suggested:
    """A proposal; it begins so many days before today, or after it where the number is negative."""

    author: str
    sent: int
    giver: str
    what: str
    way: str
    starts: int
    hour: int
    minutes: int
    online: bool = False
    place: str = ""
    amount: Decimal | None = None
    note: str = ""


@dataclass(frozen=True)
class Reflected:
    member: str
    written: int
    learnt: str
    otherwise: str = ""
    public: bool = False


@dataclass(frozen=True)
class Excused:
    """How one of the two tells that it did not happen."""

    member: str
    kind: str
    words: str


@dataclass(frozen=True)
class Exchanged:
    """An exchange about a listing, as far as it has come."""

    key: str
    listing: str
    asker: str
    language: str
    asked: int
    question: str
    answered: int | None = None
    answer: str = ""
    proposals: tuple[Suggested, ...] = ()
    agreed: int | None = None
    done: int | None = None
    minutes: int | None = None
    confirmed: int | None = None
    told: int | None = None
    reflections: tuple[Reflected, ...] = ()
    tellings: tuple[Excused, ...] = ()


@dataclass(frozen=True)
class Tried:
    member: str
    written: int
    text: str


@dataclass(frozen=True)
class Noted:
    """An experience; of an exchange it is public once the other has agreed, too."""

    key: str
    author: str
    community: str
    language: str
    written: int
    title: str
    situation: str
    tried: str
    failed: str
    again: str
    skills: tuple[str, ...]
    exchange: str = ""
    agreed: int | None = None
    trials: tuple[Tried, ...] = ()


@dataclass(frozen=True)
class Introduced:
    introducer: str
    one: str
    other: str
    made: int
    language: str
    sentence: str
    accepted: int | None = None


@dataclass(frozen=True)
class OnCall:
    """Who sits on the listening rota of a community."""

    community: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Kept:
    """A community keeps time accounts."""

    community: str
    owner: str
    since: int


@dataclass(frozen=True)
class Together:
    exchanges: tuple[Exchanged, ...]
    experiences: tuple[Noted, ...]
    introductions: tuple[Introduced, ...]
    rotas: tuple[OnCall, ...]
    hours: tuple[Kept, ...]
    skills: frozenset[str] = field(default=frozenset())


def read_together(folder: Path = FOLDER) -> Together:
    """All of it, from two files."""
    rows = read_table(folder / "exchanges.toml") | read_table(folder / "experiences.toml")
    experiences = tuple(_noted(row) for row in rows["experience"])
    return Together(
        exchanges=tuple(_exchanged(row) for row in rows["exchange"]),
        experiences=experiences,
        introductions=tuple(Introduced(**row) for row in rows["introduction"]),
        rotas=tuple(OnCall(**flat(row)) for row in rows["rota"]),
        hours=tuple(Kept(**row) for row in rows["hours"]),
        skills=frozenset(label for noted in experiences for label in noted.skills),
    )


def _exchanged(row: dict[str, Any]) -> Exchanged:
    proposals = tuple(_suggested(one) for one in row.pop("proposals", ()))
    reflections = tuple(Reflected(**one) for one in row.pop("reflections", ()))
    tellings = tuple(Excused(**one) for one in row.pop("tellings", ()))
    return Exchanged(proposals=proposals, reflections=reflections, tellings=tellings, **row)


def _suggested(row: dict[str, Any]) -> Suggested:
    amount = row.pop("amount", None)
    return Suggested(amount=Decimal(amount) if amount else None, **row)


def _noted(row: dict[str, Any]) -> Noted:
    trials = tuple(Tried(**one) for one in row.pop("trials", ()))
    return Noted(trials=trials, **flat(row))
