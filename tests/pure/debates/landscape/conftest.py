"""Votes to compute with: of real people, and made up."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from debates.landscape import Votes
from debates.polis import Conversation, read_conversation
from tests.pure.debates.landscape.reference import votes_in

WAGE = Path(__file__).parents[3] / "debates" / "data" / "small_minimum_wage"


@pytest.fixture(scope="session")
def wage() -> Conversation:
    return read_conversation(WAGE)


@pytest.fixture(scope="session")
def wage_votes(wage: Conversation) -> Votes:
    return votes_in(wage)


@pytest.fixture(scope="session")
def wage_reference() -> dict[str, Any]:
    return json.loads((WAGE / "summary.json").read_text(encoding="utf-8"))["reference"]


@pytest.fixture
def two_camps() -> Callable[..., Votes]:
    """`two_camps(10, 8)`: so many people of each opinion; two of them differ on 2, 4, 8, 10."""

    def votes(*sizes: int, statements: int = 12, rejected: tuple[int, ...] = ()) -> Votes:
        triples = []
        for camp, size in enumerate(sizes):
            for number in range(size):
                for statement in range(statements):
                    odd = (number + statement) % 7 == 0
                    against = statement % 3 != 0 and (camp >> (statement % 2)) & 1
                    vote = 0 if odd else -1 if against else 1
                    triples.append((f"{camp}-{number}", statement, vote))
        return Votes.of(triples, range(statements), rejected)

    return votes
