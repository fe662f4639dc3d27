"""How an exchange stands, said to whoever reads it: what one waits for, the other is to do."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.markup import dates
from members.models import Member
from sharing.models import Exchange, ExchangeState, NotEntered, Way
from sharing.refusals import STANDS
from sharing.services.accounts import CannotEnter

State = ExchangeState
# To whom it waits for, and to the other of the two.
YOURS: dict[State, Any] = {
    State.ASKED: _("%(name)s waits for your answer. With it you begin to talk."),
    State.PROPOSED: _("%(name)s waits for your yes."),
    State.DONE_BY_ONE: _("%(name)s says that it is done. Confirm it, or say what is missing."),
    State.CHANGES_ASKED: _("%(name)s asks you to correct something before confirming it."),
}
THEIRS: dict[State, Any] = {
    State.ASKED: _("%(name)s has not answered your question yet."),
    State.PROPOSED: _("Your proposal waits for the yes of %(name)s."),
    State.DONE_BY_ONE: _("You said that it is done. %(name)s has yet to confirm it."),
    State.CHANGES_ASKED: _("You asked %(name)s to correct something before you confirm it."),
}
# Why no hours were entered, and what one can do about it.
NOT_ENTERED: dict[NotEntered, Any] = {
    NotEntered.NO_ACCOUNTS: _(
        "No hours were entered: the community keeps no time accounts. If it begins to, either of"
        " you can enter them here."
    ),
    NotEntered.LEFT: _(
        "No hours were entered: one of you does not belong to the community any more. Once you both"
        " do, either of you can enter them here."
    ),
    NotEntered.NO_ROOM: _(
        "No hours were entered: there is not enough room for so many. Once there is, either of you"
        " can enter them here. An owner of the community can give you more room."
    ),
    NotEntered.UNTOLD: _("No hours were entered. Either of you can enter them here, if they fit."),
}
CLOSED_BEFORE = _(
    "No hours were entered before this was closed. If you gave some, an owner of the community can"
    " give them to you."
)
WITHOUT = _("If you confirm it now, no hours are entered, and you can both read why.")


def stands_for(exchange: Any, member: Member) -> str:
    """How it stands, from the side of this reader."""
    state, partner = State(exchange.state), exchange.partner_of(member)
    is_party = member.pk in {exchange.asker_id, exchange.other_id}
    if state == State.DONE and exchange.done_at:
        return gettext("Done, confirmed %(day)s.") % {"day": dates.on(exchange.done_at)}
    if not is_party or partner is None:
        return str(STANDS[state])
    if state == State.DID_NOT_HAPPEN:
        return _told(exchange, member, partner)
    if state not in YOURS:
        return str(STANDS[state])
    said = YOURS if _waits_for(exchange) == member.pk else THEIRS
    return str(said[state]) % {"name": partner.name}


def _waits_for(exchange: Any) -> int | None:
    """Whose turn it is, in the states in which it is one person's."""
    if exchange.state == State.ASKED:
        return exchange.other_id
    if exchange.state == State.CHANGES_ASKED:
        return exchange.done_by_id
    acted = exchange.done_by_id
    if exchange.state == State.PROPOSED:
        acted = exchange.all_proposals[-1].author_id if exchange.all_proposals else None
    return exchange.asker_id if acted == exchange.other_id else exchange.other_id


def _told(exchange: Any, member: Member, partner: Member) -> str:
    tellers = {telling.member_id for telling in exchange.tellings.all()}
    if len(tellers) == 2:
        return gettext("You both said that it did not take place.")
    if member.pk in tellers:
        return gettext("You said that it did not take place.")
    return gettext("%(name)s said that it did not take place.") % {"name": partner.name}


def missing_hours(exchange: Exchange, hindered: CannotEnter | None) -> list[str]:
    """What is to be said of hours that are not entered, or cannot be as things stand."""
    if exchange.not_entered:
        return [str(NOT_ENTERED[NotEntered(exchange.not_entered)])]
    if hindered is not None:
        return [str(hindered.sentence), str(WITHOUT)]
    if closed_before_entered(exchange):
        return [str(CLOSED_BEFORE)]
    return []


def closed_before_entered(exchange: Exchange) -> bool:
    """One had said that hours were given, and it was closed before both had."""
    is_closed = exchange.state == State.CLOSED and exchange.agreed_way == Way.HOURS
    return is_closed and exchange.entry_id is None and bool(exchange.minutes_given)
