"""Offers and requests: some skills are on everybody's lips, most are named once."""

from collections.abc import Iterator
from typing import Any

from tqdm import tqdm

from config.world.copying import copy_rows
from config.world.dice import Dice, Skewed
from config.world.meanings import Meanings
from config.world.people import People
from config.world.words import OFFERS, PLACES, REQUESTS
from sharing.models import Availability, MemberSkill, Offer, Request, Skill

NAMES = (
    "id",
    "member",
    "title",
    "text",
    "language",
    "as_gift",
    "as_exchange",
    "as_paid",
    "amount",
    "currency",
    "is_online",
    "place",
    "slots",
    "vector",
    "cell",
    "created_at",
    "closed_at",
)
CLOSED = 0.25
SLOTS = range(21)
# Who says when they have time; and who says how far they are in a skill.
SAY_WHEN, SAY_LEVEL = 0.5, 0.6
LEVELS = (1, 2, 2, 3, 3, 4)


def load_sharing(dice: Dice, people: People, *, offers: int, bar: "tqdm[Any]") -> None:
    """Write listings, half of them offers, with skills and communities; and members' skills."""
    labels = dict(Skill.objects.from_esco().values_list("pk", "label_de"))
    ranked = list(labels)
    dice.random.shuffle(ranked)
    skills: Skewed[int] = dice.skewed(ranked)
    homes = _homes(people)
    authors: Skewed[int] = dice.skewed(people.members, skew=0.5)
    meanings = Meanings(dice)
    halves = ((Offer, OFFERS, offers - offers // 2), (Request, REQUESTS, offers // 2))
    for model, titles, count in halves:
        rows = list(_listings(dice, authors, skills, meanings, labels, titles, count))
        copy_rows(model, NAMES, (row[0] for row in rows), bar)
        field = model._meta.model_name or ""
        copy_rows(
            model.skills.through,
            (field, "skill"),
            ((row[0][0], skill) for row in rows for skill in row[1]),
            bar,
        )
        copy_rows(
            model.communities.through,
            (field, "community"),
            ((row[0][0], home) for row in rows for home in homes[row[0][1]]),
            bar,
        )
    copy_rows(
        MemberSkill,
        ("id", "member", "skill", "direction", "level", "created_at"),
        _member_skills(dice, people, skills),
        bar,
    )
    copy_rows(Availability, ("member", "slots"), _times(dice, people), bar)


def _slots(dice: Dice) -> list[int]:
    """A few parts of the week, or none."""
    if dice.random.random() > SAY_WHEN:
        return []
    return sorted(dice.random.sample(SLOTS, 4))


def _times(dice: Dice, people: People) -> Iterator[tuple[Any, ...]]:
    for member in people.members:
        if slots := _slots(dice):
            yield member, slots


def _homes(people: People) -> dict[int, list[int]]:
    """Member to the one or two communities where they list."""
    homes: dict[int, list[int]] = {pk: [] for pk in people.members}
    for community, members in people.belonging.items():
        for member in members:
            if len(homes[member]) < 2:
                homes[member].append(community)
    return homes


def _listings(
    dice: Dice,
    authors: Skewed[int],
    skills: Skewed[int],
    meanings: Meanings,
    labels: dict[int, str],
    titles: dict[str, str],
    count: int,
) -> Iterator[tuple[tuple[Any, ...], list[int]]]:
    chance = dice.random.random
    for _ in range(count):
        language, at = dice.language(), dice.moment()
        named = skills.draw(dice.random.randint(1, 3))
        meaning = meanings.of_skill(named[0])
        paid, online = chance() < 0.3, chance() < 0.6
        row = (
            dice.id(),
            authors.draw(1)[0],
            titles[language].format(labels[named[0]])[:140],
            dice.text(language, 5),
            language,
            chance() < 0.5 or not paid,
            chance() < 0.4,
            paid,
            dice.random.choice((50, 80, 120)) if paid else None,
            "CHF" if paid else "",
            online,
            "" if online else dice.random.choice(PLACES),
            _slots(dice),
            meaning.vector,
            meaning.cell,
            at,
            at if chance() < CLOSED else None,
        )
        yield row, named


def _member_skills(dice: Dice, people: People, skills: Skewed[int]) -> Iterator[tuple[Any, ...]]:
    for member in people.members:
        named = skills.draw(4)
        for place, skill in enumerate(named):
            direction = MemberSkill.Direction.CAN if place % 2 == 0 else MemberSkill.Direction.WANTS
            level = dice.random.choice(LEVELS) if dice.random.random() < SAY_LEVEL else None
            yield dice.id(), member, skill, direction, level, dice.moment()
