"""What has to hold for the words of an offer or a request; form, service and API ask here."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TypedDict

from django.utils.translation import gettext_lazy as _

from members.models import Language
from sharing.models import Currency

LEAST_AMOUNT, MOST_AMOUNT = Decimal(1), Decimal(10_000)
MOST_SKILLS = 10
LONGEST_TITLE, LONGEST_TEXT, LONGEST_PLACE = 140, 4000, 120


class Words(TypedDict, total=False):
    """What somebody writes into an offer or a request."""

    title: str
    text: str
    language: str
    as_gift: bool
    as_exchange: bool
    as_paid: bool
    amount: Decimal | None
    currency: str
    is_online: bool
    place: str


# A field and what is wrong with it.
Problem = tuple[str, Any]


def problems(words: Words) -> Iterator[Problem]:
    """Everything that is wrong with the words, field by field."""
    yield from _wrong_text(words)
    yield from _wrong_terms(words)
    if not words.get("is_online") and not words.get("place"):
        yield "place", _("Name a place, or say that it works online.")
    if len(words.get("place", "")) > LONGEST_PLACE:
        yield "place", _("A place has at most 120 characters.")


def wrong_skills(count: int) -> Problem | None:
    """At least one skill, at most ten."""
    if count == 0:
        return "skill_words", _("Name at least one skill, so that others find you.")
    if count > MOST_SKILLS:
        return "skill_words", _("At most ten skills. Leave out what matters least.")
    return None


def _wrong_text(words: Words) -> Iterator[Problem]:
    if not words.get("title"):
        yield "title", _("Give it a title.")
    elif len(words["title"]) > LONGEST_TITLE:
        yield "title", _("A title has at most 140 characters.")
    if not words.get("text"):
        yield "text", _("Say in a few sentences what it is about.")
    elif len(words["text"]) > LONGEST_TEXT:
        yield "text", _("At most 4000 characters. What matters most?")
    if words.get("language") not in Language.values:
        yield "language", _("Say in which language you wrote it.")


def _wrong_terms(words: Words) -> Iterator[Problem]:
    if not any(words.get(way) for way in ("as_gift", "as_exchange", "as_paid")):
        yield "as_gift", _("Choose at least one way: as a gift, in exchange for hours, or paid.")
    if not words.get("as_paid"):
        return
    amount = words.get("amount")
    if amount is None:
        yield "amount", _("Say how much an hour costs, or leave out “paid”.")
    elif not amount.is_finite() or not LEAST_AMOUNT <= amount <= MOST_AMOUNT:
        yield "amount", _("An hour can cost between 1 and 10,000.")
    if words.get("currency") not in Currency.values:
        yield "currency", _("Choose a currency.")
