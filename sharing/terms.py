"""What has to hold for the words of an offer or a request; form, service and API ask here."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict

from django.utils.translation import gettext_lazy as _

from members.models import Language
from sharing.models import Currency
from sharing.models.listing import LONGEST_STAND, MOST_HOURS, today
from sharing.week import SLOTS

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
    # Parts of the week, see `sharing.week`.
    slots: Sequence[int]
    hours: int | None
    # None: a quarter of a year from now.
    until: date | None


# A field and what is wrong with it.
Problem = tuple[str, Any]


def problems(words: Words) -> Iterator[Problem]:
    """Everything that keeps these words from being published, field by field."""
    yield from missing(words)
    yield from faults(words)


def missing(words: Words) -> Iterator[Problem]:
    """What a draft may still lack."""
    if not words.get("title"):
        yield "title", _("Give it a title.")
    if not words.get("text"):
        yield "text", _("Say in a few sentences what it is about.")
    if not any(words.get(way) for way in ("as_gift", "as_exchange", "as_paid")):
        yield "as_gift", _("Choose at least one way: as a gift, in exchange for hours, or paid.")
    if words.get("as_paid") and words.get("amount") is None:
        yield "amount", _("Say how much an hour costs, or leave out “paid”.")
    if words.get("as_paid") and not words.get("currency"):
        yield "currency", _("Choose a currency.")
    if not words.get("is_online") and not words.get("place"):
        yield "place", _("Name a place, or say that it works online.")


def faults(words: Words) -> Iterator[Problem]:
    """What cannot be right, not even in a draft."""
    yield from _too_long(words)
    if words.get("language") not in Language.values:
        yield "language", _("Say in which language you wrote it.")
    if words.get("as_paid"):
        yield from _wrong_price(words)
    yield from _wrong_time(words)


def wrong_skills(count: int) -> Problem | None:
    """At least one skill, at most ten."""
    if count == 0:
        return "skill_words", _("Name at least one skill, so that others find you.")
    if count > MOST_SKILLS:
        return "skill_words", _("At most ten skills. Leave out what matters least.")
    return None


def _too_long(words: Words) -> Iterator[Problem]:
    if len(words.get("title", "")) > LONGEST_TITLE:
        yield "title", _("A title has at most 140 characters.")
    if len(words.get("text", "")) > LONGEST_TEXT:
        yield "text", _("At most 4000 characters. What matters most?")
    if len(words.get("place", "")) > LONGEST_PLACE:
        yield "place", _("A place has at most 120 characters.")


def _wrong_price(words: Words) -> Iterator[Problem]:
    amount, currency = words.get("amount"), words.get("currency")
    if amount is not None and not (amount.is_finite() and LEAST_AMOUNT <= amount <= MOST_AMOUNT):
        yield "amount", _("An hour can cost between 1 and 10,000.")
    if currency and currency not in Currency.values:
        yield "currency", _("Prices are written in Swiss francs or in euros. Choose one of them.")


def _wrong_time(words: Words) -> Iterator[Problem]:
    hours, until = words.get("hours"), words.get("until")
    if any(slot not in SLOTS for slot in words.get("slots", ())):
        yield "slots", _("A week has seven days with three parts each. Tick them anew.")
    if hours is not None and not 1 <= hours <= MOST_HOURS:
        yield "hours", _("Between 1 and 400 hours, or leave it open.")
    if until is None:
        return
    if until < today():
        yield "until", _("This day has passed. Choose today or a later one.")
    elif until > today() + LONGEST_STAND:
        yield "until", _("At most a year from now; it can be renewed with one click.")
