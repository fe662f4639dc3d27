"""What the house says about offers, requests and matches, in the reader's language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, pgettext

from members.models import Language
from sharing.matching import Against, Kind, Obstacle, Reason, Why
from sharing.models import Listing, Skill
from sharing.services.matches import Found


@dataclass(frozen=True)
class Line:
    """One reason: an icon, a title and a sentence."""

    icon: str
    title: str
    text: str
    is_against: bool = False


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
    whole = listing.amount == listing.amount.to_integral_value()
    amount = number_format(listing.amount, 0 if whole else 2, force_grouping=True)
    return gettext("%(currency)s %(amount)s an hour") % {
        "currency": listing.currency,
        "amount": amount,
    }


def lines_of(found: Found) -> list[Line]:
    """Why something fits, and what might not, in sentences."""
    lines = [_reason(reason, found) for reason in found.match.reasons]
    return lines + [_obstacle(obstacle, found) for obstacle in found.match.obstacles]


def why_in_short(found: Found) -> str:
    """The reasons as running text, for a letter."""
    return " ".join(_reason(reason, found).text for reason in found.match.reasons)


def _either(words: list[str]) -> str:
    if not words:
        return ""
    if len(words) == 1:
        return words[0]
    return gettext("%(several)s or %(last)s") % {
        "several": ", ".join(words[:-1]),
        "last": words[-1],
    }


def _names(ids: Iterable[int], skills: dict[int, Skill]) -> str:
    return listed(sorted(quoted(skills[pk].label) for pk in ids if pk in skills))


def _reason(reason: Reason, found: Found) -> Line:
    words: dict[str, Any] = {
        "skills": _names(reason.skills, found.skills),
        "name": found.member.name,
        "mine": quoted(found.mine[reason.mine].title) if reason.mine is not None else "",
    }
    if reason.why is Why.YOU_SEEK_IT:
        text = gettext("Your request %(mine)s and this offer both name %(skills)s.")
        return Line("check", gettext("You asked for this"), text % words)
    if reason.why is Why.YOU_GIVE_IT:
        text = gettext("Your offer %(mine)s and this request both name %(skills)s.")
        return Line("check", gettext("You offer this"), text % words)
    if reason.why is Why.YOU_WANT_TO_LEARN_IT:
        return Line("graduation-cap", gettext("You want to learn this"), _learn(found) % words)
    return Line("repeat-2", gettext("You can do this"), _can(found) % words)


def _learn(found: Found) -> str:
    if found.kind is Kind.MEMBER:
        return gettext("You want to learn %(skills)s, and %(name)s can do it.")
    return gettext("You want to learn %(skills)s, and %(name)s offers it.")


def _can(found: Found) -> str:
    if found.kind is Kind.MEMBER:
        return gettext("%(name)s wants to learn %(skills)s, and you can do it.")
    return gettext("%(name)s is looking for %(skills)s, and you can do it.")


def _obstacle(obstacle: Obstacle, found: Found) -> Line:
    title = gettext("What might not fit")
    theirs = found.theirs
    words: dict[str, Any] = {"name": found.member.name}
    if obstacle.against is Against.LANGUAGE:
        words["language"] = Language(theirs.language).label
        text = gettext("It is written in %(language)s, which is not among your languages.")
        return Line("languages", title, text % words, True)
    mine = found.mine[obstacle.mine or 0]
    words |= {"mine": quoted(mine.title)}
    if obstacle.against is Against.PLACE:
        words |= {"there": where_in_words(theirs), "here": where_in_words(mine)}
        text = gettext("It takes place: %(there)s. For %(mine)s you said: %(here)s.")
        return Line("map-pin", title, text % words, True)
    words |= {"theirs": _terms(theirs), "own": _terms(mine)}
    text = gettext("The terms differ: %(theirs)s here, %(own)s for %(mine)s. Best ask first.")
    return Line("info", title, text % words, True)
