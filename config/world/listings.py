"""Offers and requests: some skills are on everybody's lips, most are named once."""

from collections.abc import Iterator
from typing import Any

from tqdm import tqdm

from config.world.copying import copy_rows
from config.world.dice import Dice, Skewed
from config.world.people import People
from config.world.words import OFFERS, PLACES, REQUESTS
from sharing.models import MemberSkill, Offer, Request, Skill

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
    "created_at",
    "closed_at",
)
CLOSED = 0.25


def load_sharing(dice: Dice, people: People, *, offers: int, bar: "tqdm[Any]") -> None:
    """Write listings, half of them offers, with skills and communities; and members' skills."""
    labels = dict(Skill.objects.from_esco().values_list("pk", "label_de"))
    ranked = list(labels)
    dice.random.shuffle(ranked)
    skills: Skewed[int] = dice.skewed(ranked)
    homes = _homes(people)
    authors: Skewed[int] = dice.skewed(people.members, skew=0.5)
    halves = ((Offer, OFFERS, offers - offers // 2), (Request, REQUESTS, offers // 2))
    for model, titles, count in halves:
        rows = list(_listings(dice, authors, skills, labels, titles, count))
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
        ("id", "member", "skill", "direction", "created_at"),
        _member_skills(dice, people, skills),
        bar,
    )


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
    labels: dict[int, str],
    titles: dict[str, str],
    count: int,
) -> Iterator[tuple[tuple[Any, ...], list[int]]]:
    chance = dice.random.random
    for _ in range(count):
        language, at = dice.language(), dice.moment()
        named = skills.draw(dice.random.randint(1, 3))
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
            at,
            at if chance() < CLOSED else None,
        )
        yield row, named


def _member_skills(dice: Dice, people: People, skills: Skewed[int]) -> Iterator[tuple[Any, ...]]:
    for member in people.members:
        named = skills.draw(4)
        for place, skill in enumerate(named):
            direction = MemberSkill.Direction.CAN if place % 2 == 0 else MemberSkill.Direction.WANTS
            yield dice.id(), member, skill, direction, dice.moment()
