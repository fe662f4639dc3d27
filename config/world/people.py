"""Members, their values and consents, communities, and who belongs where."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from tqdm import tqdm

from communities.models import Community, Membership, Role, Visibility
from config.world.copying import copy_rows
from config.world.dice import Dice, Skewed
from config.world.words import FIRST_NAMES, LAST_NAMES, PLACES, PURPOSES, TRADES
from members.ids import to_code
from members.models import Consent, Member, Purpose, ValueStatement
from members.values import all_values

# The size of a community follows Zipf's law; the largest has a few per cent of all members.
MEMBERSHIPS_EACH = 3
VALUES_EACH = 2


@dataclass
class People:
    """What the upper floors need to know: ids, and who belongs where."""

    members: list[int]
    communities: list[int]
    public: set[int]
    belonging: dict[int, list[int]]
    values: dict[int, list[int]]


def load_people(dice: Dice, *, members: int, communities: int, bar: "tqdm[Any]") -> People:
    """Write members, value statements, consents, communities and memberships."""
    ids, places = dice.ids(members), dice.ids(communities)
    names = (
        "id",
        "email",
        "handle",
        "name",
        "role",
        "story",
        "languages",
        "language",
        "password",
        "joined_at",
        "story_language",
    )
    copy_rows(Member, names, _members(dice, ids), bar)
    values = {pk: dice.ids(dice.random.randint(1, 2 * VALUES_EACH - 1)) for pk in ids}
    copy_rows(
        ValueStatement,
        ("id", "member", "value", "words", "language", "created_at"),
        _values(dice, values),
        bar,
    )
    copy_rows(
        Consent, ("id", "member", "purpose", "given_at", "created_at"), _consents(dice, ids), bar
    )
    visibility = {pk: _visibility(dice, rank) for rank, pk in enumerate(places)}
    copy_rows(
        Community,
        ("id", "slug", "name", "purpose", "about", "language", "visibility", "created_at"),
        _communities(dice, places, visibility),
        bar,
    )
    belonging = _belonging(dice, ids, places)
    copy_rows(
        Membership,
        ("id", "community", "member", "role", "state_since", "created_at"),
        _memberships(dice, belonging),
        bar,
    )
    public = {pk for pk in places if visibility[pk] == Visibility.PUBLIC}
    return People(ids, places, public, belonging, values)


def _members(dice: Dice, ids: list[int]) -> Iterator[tuple[Any, ...]]:
    nobody_signs_in = make_password(None)
    choice = dice.random.choice
    for pk in ids:
        code, language = to_code(pk), dice.language()
        name = f"{choice(FIRST_NAMES)} {choice(LAST_NAMES)}"
        role = f"{choice(TRADES)}, {choice(PLACES)}"
        story = dice.text(language, 8) if dice.random.random() < 0.7 else ""
        yield (
            pk,
            f"{code}@example.org",
            f"w-{code}",
            name,
            role,
            story,
            [language],
            language,
            nobody_signs_in,
            dice.moment(),
            language,
        )


def _values(dice: Dice, values: dict[int, list[int]]) -> Iterator[tuple[Any, ...]]:
    slugs = list(all_values())
    for member, statements in values.items():
        for pk in statements:
            language = dice.language()
            yield pk, member, dice.random.choice(slugs), dice.text(language, 1), language, dice.now


def _consents(dice: Dice, ids: list[int]) -> Iterator[tuple[Any, ...]]:
    for member in ids:
        for purpose in Purpose.values:
            # Who takes positions agreed to publish them; the rest is as people choose.
            if purpose == Purpose.PUBLISH_POSITIONS or dice.random.random() < 0.6:
                yield dice.id(), member, purpose, dice.now, dice.now


def _visibility(dice: Dice, rank: int) -> str:
    if rank < 3 or dice.random.random() < 0.7:
        return Visibility.PUBLIC
    return Visibility.REQUEST if dice.random.random() < 0.7 else Visibility.INVITATION


def _communities(
    dice: Dice, ids: list[int], visibility: dict[int, str]
) -> Iterator[tuple[Any, ...]]:
    for number, pk in enumerate(ids):
        language = dice.language()
        purpose = dice.random.choice(PURPOSES)
        yield (
            pk,
            f"w-{to_code(pk)}",
            f"{purpose} {number + 1}",
            dice.text(language, 1),
            dice.text(language, 6),
            language,
            visibility[pk],
            dice.moment(),
        )


def _belonging(dice: Dice, members: list[int], communities: list[int]) -> dict[int, list[int]]:
    """Community to members; the first community is the largest by far, and none is empty."""
    pull: Skewed[int] = dice.skewed(communities)
    belonging: dict[int, list[int]] = {pk: [] for pk in communities}
    for member in members:
        for community in pull.draw(dice.random.randint(1, 2 * MEMBERSHIPS_EACH - 1)):
            belonging[community].append(member)
    for people in belonging.values():
        if not people:
            people.append(dice.random.choice(members))
    return belonging


def _memberships(dice: Dice, belonging: dict[int, list[int]]) -> Iterator[tuple[Any, ...]]:
    for community, people in belonging.items():
        for place, member in enumerate(people):
            role = Role.OWNER if place == 0 else Role.MODERATOR if place < 3 else Role.MEMBER
            yield dice.id(), community, member, role, dice.now, dice.now
