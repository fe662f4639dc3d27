"""A burning topic, and the way to stand for something in it."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from communities.models import Community
from debates.models import Argument, Position, Readers, Restatement, Topic
from debates.services import publications
from debates.services.positions import Rest, take_position
from debates.services.restatements import restate
from debates.services.topics import open_topic
from members.models import Language, Member, ValueStatement
from tests.pure.debates.landscape.conftest import (  # noqa: F401 (fixtures of both)
    wage,
    wage_reference,
)

MOVED = "Somebody told me of a year I had not seen, and I could not unhear it."
MEALS = Path(__file__).parent / "polis" / "school_meals"
RETOLD = "you watched both happen, the good ending and the bad one, and it decides."


@pytest.fixture(autouse=True)
def known_noise(monkeypatch: pytest.MonkeyPatch) -> None:
    """The noise of published figures is drawn from one seed, so that a test gives one result."""
    generator = np.random.default_rng(11)
    monkeypatch.setattr(publications, "fresh_generator", lambda: generator)


@pytest.fixture
def ask(cast) -> Callable[..., Topic]:
    """Somebody asks a question: `ask(cast.lea)`, in the public community unless told otherwise."""

    def asking(member: Member, community: Community | None = None, **fields) -> Topic:
        fields.setdefault("question", "Should everybody here know what everybody earns?")
        fields.setdefault("language", Language.ENGLISH)
        return open_topic(member=member, community=community or cast.public, **fields)

    return asking


@pytest.fixture
def topic(cast, ask) -> Topic:
    return ask(cast.lea, why="A list lay in the printer, and nobody could say why.")


@pytest.fixture
def stand(cast) -> Callable[..., Position]:
    """Somebody takes a position everyone reads, or moves: `stand(cast.ben, topic, 1)`."""

    def standing(member: Member, topic: Topic, stance: int = 1, **fields) -> Position:
        statement = ValueStatement.objects.filter(member=member).first()
        if statement is None:
            statement = ValueStatement.objects.create(
                member=member,
                value="benevolence",
                words=f"I, {member.name}, stand for people who stay.",
                language=Language.ENGLISH,
            )
        fields.setdefault("core", f"{member.name} has a reason.")
        fields.setdefault("reasons", "I have seen it go well and go wrong.")
        fields.setdefault("grounds", [Rest(statement.pk, "They stay where they are trusted.")])
        fields.setdefault("language", Language.ENGLISH)
        fields.setdefault("visibility", Readers.EVERYONE)
        before = Position.objects.filter(member=member, topic=topic).exclude(stance=stance)
        fields.setdefault("because", MOVED if before.exists() else "")
        return take_position(member=member, topic=topic, stance=stance, **fields)

    return standing


@pytest.fixture
def retell(cast) -> Callable[..., Restatement]:
    """Somebody restates somebody: `retell(cast.mara, position)`."""

    def telling(listener: Member, target: Position | Argument, **fields) -> Restatement:
        fields.setdefault("text", f"{listener.name} understands: {RETOLD}")
        fields.setdefault("language", Language.ENGLISH)
        return restate(member=listener, target=target, **fields)

    return telling
