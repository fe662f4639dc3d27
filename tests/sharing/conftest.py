"""Skills, offers and requests for the cast."""

from decimal import Decimal
from typing import Any

import pytest

from members.services import limits
from sharing.models import Skill
from sharing.services.listings import make_offer, make_request
from sharing.vocabulary.words import names_column


def make_skill(label: str, *others: str, level: str = "cross-sector", de: str = "") -> Skill:
    """A skill of the classification."""
    return Skill.objects.create(
        uri=f"http://example.org/{label}",
        label_en=label,
        label_de=de or label,
        reuse_level=level,
        names=names_column([label, de], list(others)),
    )


@pytest.fixture
def bookkeeping(db: None) -> Skill:
    return make_skill("bookkeeping", "keeping the books", de="Buchführung")


@pytest.fixture
def mediation(db: None) -> Skill:
    return make_skill("mediation")


@pytest.fixture
def words() -> dict[str, Any]:
    """What an offer or a request says, complete and sound."""
    return {
        "title": "Books in order",
        "text": "I sit down with you for an evening.",
        "language": "en",
        "as_gift": True,
        "as_exchange": False,
        "as_paid": False,
        "amount": None,
        "currency": "",
        "is_online": True,
        "place": "",
    }


@pytest.fixture
def offer_of(cast, words, bookkeeping):
    """An offer of somebody: `offer_of(cast.ben, title=…, communities=[…], skills=[…])`."""

    @limits.lifted()
    def make(member, *, communities=None, skills=None, **changed):
        return make_offer(
            member=member,
            communities=communities or [cast.public],
            skills=skills or [bookkeeping],
            **{**words, **changed},
        )

    return make


@pytest.fixture
def request_of(cast, words, bookkeeping):
    @limits.lifted()
    def make(member, *, communities=None, skills=None, **changed):
        return make_request(
            member=member,
            communities=communities or [cast.public],
            skills=skills or [bookkeeping],
            **{**words, "title": "Help with the books", **changed},
        )

    return make


PAID = {"as_gift": False, "as_paid": True, "amount": Decimal(120), "currency": "CHF"}
