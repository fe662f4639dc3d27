"""What a proposal has to say, and a time that can be agreed on; form, service and API ask here."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, TypedDict

from django.utils.translation import gettext_lazy as _

from communities.models import Community, Membership
from members.alphabet import alphabetical
from members.models import Member
from members.refusals import Invalid
from members.text import clean_line, clean_text
from sharing.models import Currency, Exchange, Way
from sharing.terms import LEAST_AMOUNT, LONGEST_PLACE, MOST_AMOUNT

# A quarter of an hour, and forty hours.
LEAST_MINUTES, MOST_MINUTES = 15, 2400
LONGEST_WHAT, LONGEST_NOTE, LONGEST_WORDS = 2000, 400, 1000
FAR_AWAY = timedelta(days=366)
PAST = _("This time has passed. Choose one that is still to come.")
TOO_FAR = _("Choose a day within a year from now.")
WHOSE_ACCOUNT = _("Choose a community that keeps time accounts and to which you both belong.")
NO_ACCOUNTS = _(
    "Hours need a community that keeps time accounts and to which you both belong. There is none;"
    " a gift is always possible."
)
GIFTS_ONLY = _("In a ring each gives to the next, and nothing is owed in return: make it a gift.")
HOW_LONG = _("Say how long in hours, between a quarter of an hour and forty hours.")


class Terms(TypedDict, total=False):
    """What, when, how long, who gives, and on which terms."""

    what: str
    giver: Member
    way: str
    starts_at: datetime
    minutes: int
    amount: Decimal | None
    currency: str
    community: Community | None
    is_online: bool
    place: str
    note: str


def sound_terms(exchange: Exchange, terms: Terms, now: datetime) -> dict[str, Any]:
    """The terms without what does not count, or a refusal that names what is wrong."""
    way = terms.get("way", "")
    if way not in Way.values:
        raise Invalid(_("Choose the terms: as a gift, for hours, or paid."), field="way")
    if exchange.ring_id and way != Way.GIFT:
        raise Invalid(GIFTS_ONLY, field="way")
    giver = terms.get("giver")
    if giver is None or giver.pk not in {exchange.asker_id, exchange.other_id}:
        raise Invalid(_("Say which of you two gives."), field="giver")
    return {
        "what": _what(terms),
        "giver": giver,
        "way": way,
        "starts_at": sound_start(terms.get("starts_at"), now),
        "minutes": sound_minutes(terms.get("minutes")),
        **_paid(terms, way),
        **_hours(exchange, terms, way),
        **_where(terms),
    }


def sound_start(starts_at: datetime | None, now: datetime, field: str = "starts_at") -> datetime:
    """A time to come, within a year."""
    if starts_at is None:
        raise Invalid(_("Say when it begins."), field=field)
    if starts_at <= now:
        raise Invalid(PAST, field=field)
    if starts_at > now + FAR_AWAY:
        raise Invalid(TOO_FAR, field=field)
    return starts_at


def sound_minutes(minutes: int | None) -> int:
    if minutes is None or not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise Invalid(HOW_LONG, field="minutes")
    return minutes


def sound_words(text: str, most: int = LONGEST_WORDS, field: str = "words") -> str:
    """A word to it; never owed, never endless."""
    text = clean_text(text)
    if len(text) > most:
        raise Invalid(_("This is too long. Please shorten it."), field=field)
    return text


def _what(terms: Terms) -> str:
    what = sound_words(terms.get("what", ""), LONGEST_WHAT, "what")
    if not what:
        raise Invalid(_("Say in a sentence or two what you would do together."), field="what")
    return what


def _paid(terms: Terms, way: str) -> dict[str, Any]:
    if way != Way.PAID:
        return {"amount": None, "currency": ""}
    amount, currency = terms.get("amount"), terms.get("currency", "")
    if amount is None or not amount.is_finite() or not LEAST_AMOUNT <= amount <= MOST_AMOUNT:
        raise Invalid(_("An hour can cost between 1 and 10,000."), field="amount")
    if currency not in Currency.values:
        raise Invalid(_("Choose a currency."), field="currency")
    return {"amount": amount, "currency": currency}


def _hours(exchange: Exchange, terms: Terms, way: str) -> dict[str, Any]:
    if way != Way.HOURS:
        return {"community": None}
    keeping = communities_with_accounts(exchange)
    if not keeping:
        raise Invalid(NO_ACCOUNTS, field="way")
    community = terms.get("community")
    if community is None or community not in keeping:
        raise Invalid(WHOSE_ACCOUNT, field="community")
    return {"community": community}


def _where(terms: Terms) -> dict[str, Any]:
    is_online, place = terms.get("is_online", False), clean_line(terms.get("place", ""))
    if not is_online and not place:
        raise Invalid(_("Name a place, or say that it works online."), field="place")
    if len(place) > LONGEST_PLACE:
        raise Invalid(_("A place has at most 120 characters."), field="place")
    note = sound_words(terms.get("note", ""), LONGEST_NOTE, "note")
    return {"is_online": is_online, "place": place, "note": note}


def common_communities(exchange: Exchange) -> set[int]:
    """The ids of the communities to which both belong."""
    active = Membership.objects.active().filter(community__withdrawn_at__isnull=True)
    first = active.filter(member=exchange.asker_id or 0).values_list("community_id", flat=True)
    second = active.filter(member=exchange.other_id or 0).values_list("community_id", flat=True)
    return set(first) & set(second)


def communities_with_accounts(exchange: Exchange) -> list[Community]:
    """Where both belong and hours are kept: nowhere else can hours be agreed on."""
    keeping = Community.objects.standing().filter(time_rules__is_on=True)
    return list(
        keeping.filter(pk__in=common_communities(exchange)).order_by(alphabetical("name"), "pk")
    )
