"""What the house says about an exchange, in the reader's language."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from members.markup import dates, numbers
from members.models import Member
from sharing.models import Exchange, ExchangeState, Outcome, Proposal, Way

State = ExchangeState
# What is to be done next by whoever reads it, as a short heading.
WAITS: dict[State, Any] = {
    State.ASKED: _("A question for you"),
    State.PROPOSED: _("A proposal for you"),
    State.DONE_BY_ONE: _("Please confirm"),
    State.CHANGES_ASKED: _("Please correct"),
    State.DID_NOT_HAPPEN: _("Tell how it came"),
    State.DONE: _("What do you take along?"),
    State.DISPUTED: _("A suggestion to settle it"),
}
# Parts of an hour as one writes them.
QUARTERS = {
    0: "",
    15: "\N{VULGAR FRACTION ONE QUARTER}",
    30: "\N{VULGAR FRACTION ONE HALF}",
    45: "\N{VULGAR FRACTION THREE QUARTERS}",
}


def what_waits(exchange: Exchange, member: Member) -> str:
    """“Please confirm”: what an exchange asks of the member whose turn it is."""
    if exchange.state != State.AGREED:
        return str(WAITS.get(State(exchange.state), _("It is your turn")))
    if exchange.new_starts_at and exchange.new_date_by_id != member.pk:
        return gettext("Another date?")
    return gettext("How was it?")


def called(exchange: Exchange, reader: int | None) -> str:
    """“Books in order, with Ben”: several about one offer can be told apart."""
    others = {exchange.asker_id: exchange.other, exchange.other_id: exchange.asker}
    partner = others.get(reader) if reader else None
    if partner is None:
        return exchange.title
    return gettext("%(title)s, with %(name)s") % {"title": exchange.title, "name": partner.name}


def how_long(minutes: int) -> str:
    """1½ hours; 20 minutes."""
    if minutes < 60 or minutes % 15:
        if minutes < 60:
            return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
        return gettext("%(hours)s h %(minutes)s min") % {
            "hours": minutes // 60,
            "minutes": minutes % 60,
        }
    hours = f"{minutes // 60}{QUARTERS[minutes % 60]}"
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if minutes == 60 else 2) % {
        "hours": hours
    }


def when(at: datetime) -> str:
    """Thursday, 3 December, 7.30 pm."""
    return gettext("%(day)s, %(time)s") % {"day": dates.weekday(at), "time": dates.clock(at)}


def where(proposal: Proposal) -> str:
    if proposal.is_online and proposal.place:
        return gettext("online or in %(place)s") % {"place": proposal.place}
    return gettext("online") if proposal.is_online else proposal.place


def on_which_terms(proposal: Proposal) -> str:
    """As a gift; for hours, kept in a community; or paid, with what an hour costs."""
    if proposal.way == Way.HOURS:
        if proposal.community is None:
            return gettext("in exchange for hours")
        return gettext("in exchange for hours, kept in “%(community)s”") % {
            "community": proposal.community.name
        }
    if proposal.way == Way.PAID and proposal.amount is not None:
        return gettext("paid, %(currency)s %(amount)s an hour; you settle it between you") % {
            "currency": proposal.currency,
            "amount": numbers.amount(proposal.amount),
        }
    return pgettext("terms of a proposal", "as a gift")


def outcome_in_words(outcome: str, minutes: int | None) -> str:
    """What holds in the end: “it was done in part, 1½ hours”."""
    label = str(Outcome(outcome).label)
    if outcome == Outcome.PARTLY and minutes:
        return gettext("%(outcome)s, %(long)s") % {"outcome": label, "long": how_long(minutes)}
    return label
