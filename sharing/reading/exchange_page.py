"""The page of one exchange for one reader: what to do now, what is agreed, how it came."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from members.models import Conversation, Member
from sharing.access.exchanges import is_party
from sharing.access.experiences import can_look_back_on
from sharing.models import (
    Exchange,
    ExchangeEvent,
    ExchangeState,
    Experience,
    Mediator,
    Outcome,
    Proposal,
)
from sharing.reading.calendar import is_called_off
from sharing.reading.exchange_history import history_of, steps_of
from sharing.reading.exchange_stands import missing_hours, stands_for
from sharing.reading.exchange_words import (
    called,
    how_long,
    on_which_terms,
    outcome_in_words,
    when,
    where,
)
from sharing.services.accounts import CannotEnter
from sharing.services.exchanges import Event, possible
from sharing.services.exchanges.beginning import REPEATABLE
from sharing.services.exchanges.hours import hindrance

State = ExchangeState
PRIMARY, PLAIN, TEXT = "moss", "plain", "text"


@dataclass(frozen=True)
class Deed:
    """Something to do now: a link to a form, or a button that sends `posts` at once."""

    label: Any
    address: str
    style: str = PLAIN
    icon: str = ""
    posts: dict[str, str] | None = None


@dataclass(frozen=True)
class Shown:
    """One version of the terms in words."""

    proposal: Proposal
    terms: str
    when: str
    long: str
    where: str
    is_agreed: bool = False


NOTHING_TO_SEND: dict[str, str] = {}
# What confirming is where the hours cannot be entered.
WITHOUT_HOURS = Deed(
    _("Confirm without hours"), "confirm/", PRIMARY, "check", {"without_hours": "yes"}
)
# What a step is called on its button; the first that is open is the one filled button.
DEEDS: tuple[tuple[Event, Deed], ...] = (
    (
        Event.ACCEPT_DATE,
        Deed(_("Agree to the new date"), "date/", PRIMARY, "check", {"answer": "yes"}),
    ),
    (Event.AGREE, Deed(_("Agree"), "agree/", PRIMARY, "check", NOTHING_TO_SEND)),
    (Event.CONFIRM, Deed(_("Confirm"), "confirm/", PRIMARY, "check", NOTHING_TO_SEND)),
    (Event.SAY_DONE, Deed(_("It is done"), "done/", PRIMARY, "check")),
    (Event.TAKE_UP, Deed(_("Take it up again"), "take-up/", PRIMARY, "undo-2", NOTHING_TO_SEND)),
    (Event.REFLECT, Deed(_("Write what you take along"), "reflect/", PRIMARY, "pencil")),
    (
        Event.ENTER_HOURS,
        Deed(_("Enter the hours"), "enter-hours/", PLAIN, "hourglass", NOTHING_TO_SEND),
    ),
    (Event.PROPOSE, Deed(_("Make a proposal"), "proposal/", PRIMARY, "handshake")),
    (Event.TELL, Deed(_("It did not happen"), "did-not-happen/")),
    (Event.ASK_CHANGES, Deed(_("Something is missing"), "changes/")),
    (Event.SETTLE, Deed(_("Say what holds"), "settle/", PRIMARY)),
    (Event.SUGGEST, Deed(_("Suggest how to settle it"), "settle/", PRIMARY)),
    (Event.PROPOSE_DATE, Deed(_("Ask for another date"), "date/")),
    (Event.DROP_DATE, Deed(_("Keep to the agreed date"), "date/", PLAIN, "", {"answer": "no"})),
    (Event.CANCEL, Deed(_("Call it off"), "cancel/", TEXT)),
    (Event.DECLINE, Deed(_("Rather not"), "decline/", TEXT)),
    (Event.REST, Deed(_("Let it rest"), "rest/", TEXT, "", NOTHING_TO_SEND)),
    (Event.DISPUTE, Deed(_("I see it differently"), "dispute/", TEXT)),
)


def told_exchanges(member: Member | None) -> Any:
    """Those one may read with versions and history, for a constant number of queries."""
    events = ExchangeEvent.objects.select_related("actor").order_by("at", "id")
    proposals = Proposal.objects.select_related("author", "giver", "community").order_by("number")
    return (
        Exchange.objects.visible_to(member)
        .select_related("asker", "other", "agreed")
        .prefetch_related(
            Prefetch("events", queryset=events, to_attr="all_events"),
            Prefetch("proposals", queryset=proposals, to_attr="all_proposals"),
        )
    )


def readable_exchanges(member: Member | None) -> Any:
    """The same with everything else the page of one names."""
    mediators = Mediator.objects.filter(member__is_active=True).select_related("member")
    told = told_exchanges(member).select_related(
        "offer", "request", "question", "ring", "agreed__giver", "agreed__community"
    )
    return told.prefetch_related(
        Prefetch("mediators", queryset=mediators, to_attr="all_mediators"),
        "tellings__member",
        "reflections__member",
    )


def exchange_page(exchange: Any, member: Member) -> dict[str, Any]:
    """The variables of the page."""
    events, mine = exchange.all_events, is_party(member, exchange)
    shown = [_shown(one, exchange) for one in reversed(exchange.all_proposals)]
    hindered = hindrance(exchange) if mine and exchange.state == State.DONE_BY_ONE else None
    deeds = list(deeds_of(exchange, member, hindered))
    return {
        "exchange": exchange,
        "member": member,
        "is_party": mine,
        "partner": exchange.partner_of(member) if mine else None,
        "steps": steps_of(exchange, events),
        "history": history_of(exchange, events, member),
        "called": called(exchange, member.pk),
        "is_called_off": is_called_off(exchange),
        "stands": stands_for(exchange, member),
        "missing_hours": missing_hours(exchange, hindered),
        "deeds": deeds,
        "latest": shown[0] if shown else None,
        "earlier": shown[1:],
        "starts": when(exchange.starts_at) if exchange.starts_at else "",
        "new_date": when(exchange.new_starts_at) if exchange.new_starts_at else "",
        "long": how_long(exchange.minutes_given) if exchange.minutes_given else "",
        "outcome": _outcome(exchange),
        "tellings": [] if exchange.hidden_at else list(exchange.tellings.all()),
        "suggestion": _suggestion(exchange, member),
        "conversation": _conversation(exchange) if mine else None,
        "mediators": [one.member for one in exchange.all_mediators],
        **_reflections(exchange, member),
        **_noted(exchange, member),
    }


def _noted(exchange: Exchange, member: Member) -> dict[str, Any]:
    """What the two have written down together, or the way to it once it is done."""
    if not can_look_back_on(member, exchange):
        return {"may_note": False}
    noted = Experience.objects.visible_to(member).filter(exchange=exchange)
    return {"may_note": True, "experience": noted.first()}


def deeds_of(
    exchange: Exchange, member: Member, hindered: CannotEnter | None = None
) -> Iterator[Deed]:
    """What this member can do now, the first of it as the one filled button."""
    is_first = True
    for deed in _all_deeds(exchange, member, possible(exchange, member)):
        if hindered is not None and deed.address == "confirm/":
            deed = WITHOUT_HOURS
        style = PLAIN if deed.style == PRIMARY and not is_first else deed.style
        is_first = False
        yield Deed(deed.label, deed.address, style, deed.icon, deed.posts)


def _all_deeds(exchange: Exchange, member: Member, events: set[Event]) -> Iterator[Deed]:
    question = exchange.question
    if exchange.state in {State.ASKED, State.RESTED} and question and not question.answered_at:
        if question.addressee_id == member.pk:
            yield Deed(_("Answer the question"), question.get_absolute_url(), PRIMARY)
        elif question.withdrawn_at is None and question.state_for(member) == "open":
            yield Deed(_("Take the question back"), "withdraw/", TEXT, "", NOTHING_TO_SEND)
    if suggestion := _suggestion(exchange, member):
        yield Deed(_("Agree with that"), "settle/", PRIMARY, "check", suggestion["posts"])
    for event, deed in DEEDS:
        if event in events:
            yield _named(deed, event, exchange, member)
    if Event.WITHDRAW in events and exchange.state == State.PROPOSED:
        yield Deed(_("Take the proposal back"), "withdraw/", TEXT, "", NOTHING_TO_SEND)
    if exchange.state in REPEATABLE and is_party(member, exchange):
        yield from _again(exchange)


def _again(exchange: Exchange) -> Iterator[Deed]:
    people = (exchange.asker, exchange.other)
    here = all(one is not None and one.is_active for one in people)
    if here and exchange.proposals.exists():
        yield Deed(_("Do it again"), "again/", PLAIN, "repeat-2")


def _named(deed: Deed, event: Event, exchange: Exchange, member: Member) -> Deed:
    """The same step has another name where it answers something."""
    label = deed.label
    if event == Event.PROPOSE and exchange.state == State.PROPOSED:
        label = _("Make a counter-proposal")
    if event == Event.DROP_DATE and exchange.new_date_by_id == member.pk:
        label = _("Take the new date back")
    if event == Event.TELL and exchange.state == State.DID_NOT_HAPPEN:
        return Deed(_("Tell how it came for you"), deed.address, PRIMARY)
    return Deed(label, deed.address, deed.style, deed.icon, deed.posts)


def _shown(proposal: Proposal, exchange: Exchange) -> Shown:
    return Shown(
        proposal,
        on_which_terms(proposal),
        when(proposal.starts_at),
        how_long(proposal.minutes),
        where(proposal),
        proposal.pk == exchange.agreed_id,
    )


def _outcome(exchange: Exchange) -> str:
    if exchange.state != State.SETTLED:
        return ""
    return outcome_in_words(exchange.outcome, exchange.minutes_given)


def _suggestion(exchange: Any, member: Member) -> dict[str, Any]:
    """What the other has suggested last, with what agreeing to it sends."""
    made = [one for one in exchange.all_events if one.event == Event.SUGGEST]
    if exchange.state != State.DISPUTED or not made or made[-1].actor_id == member.pk:
        return {}
    data = made[-1].data
    posts = {"outcome": data["outcome"]}
    if data["outcome"] == Outcome.PARTLY:
        posts["minutes"] = f"{data['minutes'] // 60}:{data['minutes'] % 60:02}"
    if not is_party(member, exchange):
        return {}
    return {"words": outcome_in_words(data["outcome"], data.get("minutes")), "posts": posts}


def _conversation(exchange: Exchange) -> Conversation | None:
    one, other = sorted((exchange.asker_id or 0, exchange.other_id or 0))
    return Conversation.objects.filter(one=one, other=other).first()


def _reflections(exchange: Any, member: Member) -> dict[str, Any]:
    """One's own always; the other's once both have written, or after fourteen days."""
    written = [] if exchange.hidden_at else list(exchange.reflections.all())
    opened = any(step.state_after == State.REFLECTED for step in exchange.all_events)
    parties = {exchange.asker_id, exchange.other_id}
    mine = [one for one in written if one.member_id == member.pk]
    theirs = [one for one in written if one.member_id != member.pk]
    readable = opened and member.pk in parties
    return {
        "own_reflection": mine[0] if mine else None,
        "other_reflection": theirs[0] if theirs and readable else None,
        "both_public": len(written) == 2 and all(one.may_be_public for one in written),
    }
