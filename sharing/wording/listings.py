"""What the house says about an offer or a request, in the reader's language."""

from collections.abc import Sequence
from functools import cache

from django.utils.translation import get_language, gettext, pgettext

from members.markup import numbers
from sharing.models import Listing


def quoted(text: str) -> str:
    """In the quotation marks of the page."""
    opening, closing = ("“", "”") if (get_language() or "").startswith("en") else ("«", "»")
    return f"{opening}{text}{closing}"


def listed(words: Sequence[str]) -> str:
    """One, two and three."""
    if len(words) < 2:
        return "".join(words)
    return gettext("%(several)s and %(last)s") % {
        "several": ", ".join(words[:-1]),
        "last": words[-1],
    }


def terms_in_words(listing: Listing) -> str:
    """Gift, hours or paid, gift first: “Gift or hours”."""
    text = _terms(listing)
    return text[:1].upper() + text[1:]


def _terms(listing: Listing) -> str:
    """The same inside a sentence, where German keeps its capitals."""
    return _ways(listing.as_gift, listing.as_exchange, listing.as_paid, get_language())


@cache
def _ways(gift: bool, exchange: bool, paid: bool, language: str | None) -> str:
    """Lists say it twenty times, and there are eight ways to say it in a language."""
    named = (
        (gift, pgettext("terms", "gift")),
        (exchange, pgettext("terms", "hours")),
        (paid, pgettext("terms", "paid")),
    )
    return _either([word for holds, word in named if holds])


def where_in_words(listing: Listing) -> str:
    """Online, a place, or both."""
    if listing.is_online and listing.place:
        return gettext("online or in %(place)s") % {"place": listing.place}
    return gettext("online") if listing.is_online else listing.place


def price_in_words(listing: Listing) -> str:
    """CHF 120 an hour."""
    if listing.amount is None:
        return ""
    return gettext("%(currency)s %(amount)s an hour") % {
        "currency": listing.currency,
        "amount": numbers.amount(listing.amount),
    }


def _either(words: list[str]) -> str:
    if not words:
        return ""
    if len(words) == 1:
        return words[0]
    return gettext("%(several)s or %(last)s") % {
        "several": ", ".join(words[:-1]),
        "last": words[-1],
    }
