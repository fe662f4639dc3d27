"""Topics and positions: a few topics draw a crowd, most a handful."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tqdm import tqdm

from config.world.copying import copy_rows
from config.world.dice import Dice
from config.world.people import People
from config.world.words import PURPOSES, QUESTIONS
from debates.models import Ground, Position, PositionVersion, Readers, Topic
from members.models import Reach

STANCES, WEIGHTS = (-2, -1, 0, 1, 2), (18, 22, 10, 28, 22)
# Most wish to be read by everyone; so does the world, on whose pages figures are measured.
READERS, READ_BY = (Readers.EVERYONE, Readers.MEMBERS, Readers.COMMUNITY), (90, 8, 2)
# Who could read an earlier version; of one for a community only, its author.
REACH = {Readers.EVERYONE: Reach.EVERYONE, Readers.MEMBERS: Reach.MEMBERS}
STEPS = (1, 2, 3, 4, 5)
MOVED = 0.08
TOLD = 0.3


def load_debates(
    dice: Dice, people: People, *, topics: int, positions: int, bar: "tqdm[Any]"
) -> None:
    """Write topics in communities by their size, and positions of people who belong there."""
    crowds = sorted(people.communities, key=lambda pk: -len(people.belonging[pk]))
    asked = [
        (dice.id(), community)
        for community, share in zip(crowds, dice.shares(topics, len(crowds)), strict=True)
        for _ in range(share)
    ]
    copy_rows(
        Topic,
        ("id", "community", "author", "question", "why", "known", "language", "created_at"),
        _topics(dice, people, asked),
        bar,
    )
    taken = list(_taken(dice, people, asked, positions))
    copy_rows(
        Position,
        ("id", "topic", "member", "current", "stance", "visibility", "taken_at", "created_at"),
        (row[:8] for row in taken),
        bar,
    )
    copy_rows(
        PositionVersion,
        (
            "id",
            "position",
            "number",
            "stance",
            "confidence",
            "importance",
            "core",
            "story",
            "reasons",
            "because",
            "language",
            "created_at",
            "reach",
        ),
        _versions(dice, taken),
        bar,
    )
    copy_rows(Ground, ("version", "statement", "because"), _grounds(dice, people, taken), bar)


def _topics(dice: Dice, people: People, asked: list[tuple[int, int]]) -> Iterator[tuple[Any, ...]]:
    for pk, community in asked:
        language = dice.language()
        question = QUESTIONS[language].format(dice.random.choice(PURPOSES))
        author = dice.random.choice(people.belonging[community])
        yield (
            pk,
            community,
            author,
            question,
            dice.text(language, 10),
            dice.text(language, 4),
            language,
            dice.moment(),
        )


def _taken(
    dice: Dice, people: People, asked: list[tuple[int, int]], positions: int
) -> Iterator[tuple[Any, ...]]:
    """Each member once per topic. What a small community cannot carry goes to the next topics."""
    order = sorted(asked, key=lambda topic: -len(people.belonging[topic[1]]))
    shares = dice.shares(positions, len(order), skew=0.6)
    owed = 0
    for (topic, community), share in zip(order, shares, strict=True):
        crowd = people.belonging[community]
        count = min(share + owed, len(crowd))
        owed += share - count
        for member in dice.random.sample(crowd, count):
            stance = dice.random.choices(STANCES, WEIGHTS)[0]
            moved = dice.random.random() < MOVED
            at = dice.moment()
            readers = dice.random.choices(READERS, READ_BY)[0]
            yield dice.id(), topic, member, dice.id(), stance, readers, at, at, moved


def _versions(dice: Dice, taken: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    for position, _topic, _member, current, stance, readers, at, _at, moved in taken:
        language = dice.language()
        if moved:
            before = at - timedelta(days=30)
            first = _words(dice, language, because="")
            reach = REACH.get(readers, Reach.AUTHORS)
            yield dice.id(), position, 1, -stance, *first, language, before, reach
        because = dice.text(language, 2) if moved else ""
        words = _words(dice, language, because=because)
        number = 2 if moved else 1
        yield current, position, number, stance, *words, language, at, Reach.AUTHORS


def _words(dice: Dice, language: str, *, because: str) -> tuple[Any, ...]:
    """How sure and how important, the core, perhaps a story, the reasons, and what moved."""
    story = dice.text(language, 3) if dice.random.random() < TOLD else ""
    sure, important = dice.random.choice(STEPS), dice.random.choice(STEPS)
    return sure, important, dice.text(language, 1), story, dice.text(language, 8), because


def _grounds(dice: Dice, people: People, taken: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    for _position, _topic, member, current, *_rest in taken:
        yield current, dice.random.choice(people.values[member]), dice.text("de", 1)
