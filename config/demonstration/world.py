"""Reads the demonstration's files into plain records; days are counted back from today."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Stand:
    """What somebody stands for: one of the ten values in their own words."""

    slug: str
    stands_for: str
    lived: str


@dataclass(frozen=True)
class Person:
    handle: str
    name: str
    role: str
    languages: tuple[str, ...]
    interface: str
    joined: int
    communities: tuple[str, ...]
    story: str
    curious_about: str
    can: tuple[str, ...]
    seeks: tuple[str, ...]
    values: tuple[Stand, ...]
    can_words: tuple[str, ...] = ()
    seeks_words: tuple[str, ...] = ()
    story_language: str = ""
    time_zone: str = "Europe/Zurich"
    audience: str = "members"
    # Purposes this person does not agree to; a digest only comes to those who want one.
    withholds: tuple[str, ...] = ()
    digest: bool = False

    @property
    def email(self) -> str:
        return f"{self.handle}@example.org"

    @property
    def writes_in(self) -> str:
        return self.story_language or self.interface


@dataclass(frozen=True)
class Place:
    """A community."""

    slug: str
    name: str
    language: str
    visibility: str
    founded: int
    founder: str
    moderators: tuple[str, ...]
    values: tuple[str, ...]
    purpose: str
    about: str
    guidelines: str
    join_question: str = ""
    # By handle: what people answered to the join question, and with which words they were invited.
    answers: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, str] = field(default_factory=dict)
    invitations: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Version:
    """How a position stands, or stood. Its grounds: values of the member, each with a because; what
    moved the member there is the because of the whole.
    """

    stance: int
    taken: int
    core: str
    reasons: str
    grounds: dict[str, str]
    confidence: int | None = None
    importance: int | None = None
    story: str = ""
    because: str = ""


@dataclass(frozen=True)
class Opinion(Version):
    member: str = ""
    language: str = ""
    earlier: Version | None = None

    @property
    def versions(self) -> tuple[Version, ...]:
        return (self.earlier, self) if self.earlier else (self,)


@dataclass(frozen=True)
class Burning:
    """A topic with its positions."""

    key: str
    community: str
    author: str
    language: str
    asked: int
    question: str
    why_it_burns: str
    knows: str
    does_not_know: str
    positions: tuple[Opinion, ...]
    # Days from today until it closes; days since somebody closed it.
    closes_in: int | None = None
    closed: int | None = None


@dataclass(frozen=True)
class Notice:
    """An offer or a request."""

    kind: str
    key: str
    member: str
    community: str
    language: str
    posted: int
    title: str
    text: str
    skills: tuple[str, ...]
    online: bool
    place: str
    words: tuple[str, ...] = ()
    gift: bool = False
    exchange: bool = False
    amount: int = 0
    currency: str = ""


@dataclass(frozen=True)
class Line:
    """A message in a conversation."""

    sender: str
    sent: int
    text: str


@dataclass(frozen=True)
class Asked:
    """A question about one thing somebody wrote, such as `value:lea/security`."""

    asker: str
    about: str
    language: str
    asked: int
    text: str
    kind: str = ""
    shows: bool = False
    answered: int | None = None
    answer: str = ""
    answer_language: str = ""
    answer_shows: bool = False
    rests: int | None = None
    messages: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Judgement:
    moderator: str
    decided: int
    measure: str
    reason: str


@dataclass(frozen=True)
class Told:
    """A report."""

    reporter: str
    about: str
    reason: str
    reported: int
    text: str
    decision: Judgement | None = None


@dataclass(frozen=True)
class World:
    people: tuple[Person, ...]
    places: tuple[Place, ...]
    topics: tuple[Burning, ...]
    notices: tuple[Notice, ...]
    questions: tuple[Asked, ...]
    reports: tuple[Told, ...]

    @property
    def skill_labels(self) -> set[str]:
        """Every label of the classification the world names, in English."""
        named = {label for person in self.people for label in (*person.can, *person.seeks)}
        return named | {label for notice in self.notices for label in notice.skills}


def read_world(folder: Path = FOLDER) -> World:
    """The whole world from its files."""
    return World(
        people=tuple(_person(row) for row in _rows(folder / "members", "member")),
        places=tuple(Place(**flat(row)) for row in _rows(folder, "community")),
        topics=tuple(_burning(path) for path in sorted((folder / "topics").glob("*.toml"))),
        notices=tuple(_notices(folder / "sharing")),
        questions=tuple(_asked(row) for row in _rows(folder, "question")),
        reports=tuple(_told(row) for row in _rows(folder, "report")),
    )


def read_table(path: Path) -> dict[str, Any]:
    with path.open("rb") as lines:
        return tomllib.load(lines)


def _rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.toml")):
        yield from read_table(path).get(name, [])


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """Lists become tuples, since records do not change."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def _person(row: dict[str, Any]) -> Person:
    values = tuple(Stand(**value) for value in row.pop("values"))
    return Person(values=values, **flat(row))


def _burning(path: Path) -> Burning:
    row = read_table(path)
    positions = tuple(_opinion(entry, row["language"]) for entry in row.pop("position"))
    return Burning(positions=positions, **row)


def _opinion(row: dict[str, Any], language: str) -> Opinion:
    earlier = row.pop("earlier", None)
    return Opinion(
        **{"language": language} | row, earlier=Version(**earlier[0]) if earlier else None
    )


def _notices(folder: Path) -> Iterable[Notice]:
    for kind in ("offer", "request"):
        for row in _rows(folder, kind):
            yield Notice(kind=kind, **flat(row))


def _asked(row: dict[str, Any]) -> Asked:
    messages = tuple(Line(**line) for line in row.pop("messages", []))
    return Asked(messages=messages, **row)


def _told(row: dict[str, Any]) -> Told:
    decision = row.pop("decision", None)
    return Told(decision=Judgement(**decision) if decision else None, **row)
