"""How a debate went on: restatements, arguments, votes, a joint statement and a mission."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.demonstration.world import FOLDER, flat, read_table

CHOICES = {"+": 1, "-": -1, "0": 0}


@dataclass(frozen=True)
class Claim:
    """A statement, and when it was written."""

    author: str
    written: int
    text: str


@dataclass(frozen=True)
class Retold:
    """A restatement of somebody's position, and what its author said to it."""

    listener: str
    of: str
    sent: int
    text: str
    also_agree: str = ""
    learned: str = ""
    answered: int | None = None
    heard: bool = False
    correction: str = ""


@dataclass(frozen=True)
class Reply:
    """A contribution in the thread under somebody's position."""

    key: str
    author: str
    position: str
    kind: str
    written: int
    text: str
    parent: str = ""
    sources: str = ""


@dataclass(frozen=True)
class Thanked:
    """Who moved whom: by a restatement (`listener/author`), an argument, or as a person."""

    giver: str
    given: int
    words: str
    restatement: str = ""
    argument: str = ""
    member: str = ""


@dataclass(frozen=True)
class Ratified:
    member: str
    answered: int
    agrees: bool
    dissent: str = ""


@dataclass(frozen=True)
class Joint:
    author: str
    coauthor: str
    drafted: int
    cosigned: int
    statements: tuple[int, ...]
    text: str
    answers: tuple[Ratified, ...]


@dataclass(frozen=True)
class Promise:
    member: str
    promised: int
    due_in: int
    deed: str
    obstacle: str
    then: str
    witness: str = ""
    settled: int | None = None
    state: str = ""
    words: str = ""


@dataclass(frozen=True)
class Told:
    """How a mission goes, by one who carries it."""

    member: str
    told: int
    text: str


@dataclass(frozen=True)
class Deed:
    """A mission."""

    starter: str
    started: int
    carriers: tuple[str, ...]
    set_out: int
    review_in: int
    aim: str
    ground: str
    skills: tuple[str, ...]
    promises: tuple[Promise, ...]
    progress: tuple[Told, ...]


@dataclass(frozen=True)
class Held:
    """All that followed on the positions of one topic."""

    topic: str
    statements: tuple[Claim, ...]
    # By handle: one sign for each statement, in their order.
    votes: dict[str, str]
    restatements: tuple[Retold, ...]
    arguments: tuple[Reply, ...]
    credits: tuple[Thanked, ...]
    joint: Joint | None = None
    mission: Deed | None = None


def read_held(folder: Path = FOLDER / "debates_held") -> tuple[Held, ...]:
    """The debates of the files, one a topic."""
    return tuple(_held(read_table(path)) for path in sorted(folder.glob("*.toml")))


def _held(row: dict[str, Any]) -> Held:
    joint, mission = row.get("joint"), row.get("mission")
    return Held(
        topic=row["topic"],
        statements=tuple(Claim(**one) for one in row.get("statement", ())),
        votes=row.get("votes", {}),
        restatements=tuple(Retold(**one) for one in row.get("restatement", ())),
        arguments=tuple(Reply(**one) for one in row.get("argument", ())),
        credits=tuple(Thanked(**one) for one in row.get("credit", ())),
        joint=_joint(joint) if joint else None,
        mission=_mission(mission) if mission else None,
    )


def _joint(row: dict[str, Any]) -> Joint:
    answers = tuple(Ratified(**one) for one in row.pop("answer", ()))
    return Joint(answers=answers, **flat(row))


def _mission(row: dict[str, Any]) -> Deed:
    promises = tuple(Promise(**one) for one in row.pop("commitment", ()))
    progress = tuple(Told(**one) for one in row.pop("progress", ()))
    return Deed(promises=promises, progress=progress, **flat(row))
