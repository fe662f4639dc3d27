"""What members hear of their exchanges. Subjects name neither people nor what was agreed."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Membership
from members.markup import dates
from members.models import Member
from members.shelves import NotificationKind, notification_kinds
from sharing.access.exchanges import Role, roles_of
from sharing.models import Exchange, ExchangeEvent, ExchangeState
from sharing.reading.exchange_list import waiting_for, with_whom_one_meets
from sharing.reading.exchange_words import called
from sharing.services.exchanges.act import Event
from sharing.services.exchanges.mediation import community_of, stayed_away

State = ExchangeState
# What somebody did, with their name; then what came by itself, without one.
BY_SOMEBODY: dict[str, Any] = {
    Event.PROPOSE: _("%(name)s proposes something to you: “%(title)s”. It waits for your answer."),
    Event.AGREE: _("%(name)s has agreed: “%(title)s”, %(when)s."),
    Event.PROPOSE_DATE: _("%(name)s asks for another date for “%(title)s”. The old one stands."),
    Event.ACCEPT_DATE: _("%(name)s agrees to the new date for “%(title)s”: %(when)s."),
    Event.DROP_DATE: _("“%(title)s” stays on the date that was agreed: %(when)s."),
    Event.CANCEL: _("%(name)s has called off “%(title)s”."),
    Event.DECLINE: _("%(name)s would rather not do “%(title)s” as proposed."),
    Event.REST: _("“%(title)s” rests. Either of you can take it up again."),
    Event.TAKE_UP: _("%(name)s would like to take up “%(title)s” again."),
    Event.SAY_DONE: _("%(name)s says that “%(title)s” is done. Please confirm it."),
    Event.ASK_CHANGES: _("%(name)s misses something before “%(title)s” can be confirmed."),
    Event.CONFIRM: _("%(name)s has confirmed “%(title)s”. What do you take along?"),
    Event.TELL: _(
        "%(name)s told how it came that “%(title)s” did not happen. You may tell it, too."
    ),
    Event.DISPUTE: _("%(name)s sees “%(title)s” differently. Everything stands still for now."),
    Event.SUGGEST: _("%(name)s suggests how “%(title)s” could be settled."),
    Event.SETTLE: _("“%(title)s” is settled."),
    Event.REFLECT: _("%(name)s has written what they take along from “%(title)s”."),
    Event.ENTER_HOURS: _("%(name)s has entered the hours of “%(title)s”."),
}
BY_ITSELF: dict[str, Any] = {
    Event.REST: _("“%(title)s” rests. Either of you can take it up again."),
    Event.EXPIRE: _("A proposal ran out without an answer: “%(title)s”."),
    Event.CONFIRM_BY_SILENCE: _("“%(title)s” counts as done, since nobody objected."),
    Event.LAPSE: _("The day of “%(title)s” has passed without a word. It is over."),
    Event.OPEN_REFLECTIONS: _("What you two take along from “%(title)s” is open now."),
    Event.SETTLE: _("“%(title)s” is settled."),
    Event.CLOSE: _("“%(title)s” is closed."),
    Event.ENTER_HOURS: _("The hours of “%(title)s” were checked. Look at how they stand."),
}
REMINDERS: dict[State, Any] = {
    State.PROPOSED: _("A proposal still waits for your answer: “%(title)s”."),
    State.DONE_BY_ONE: _(
        "“%(title)s” is done, says the other. Please confirm it, or say what is missing."
    ),
    State.CHANGES_ASKED: _("Something is still to be corrected: “%(title)s”."),
    State.DISPUTED: _("Two have not settled “%(title)s” themselves. Now you may decide."),
}
SOON = _("Not long now: “%(title)s”, %(when)s.")
HOW_WAS_IT = _("How was it: “%(title)s”? Say that it is done, or that it did not happen.")


def exchanges_for(member: Member) -> QuerySet[Exchange]:
    return Exchange.objects.visible_to(member).select_related("asker", "other")


def events_for(member: Member) -> QuerySet[ExchangeEvent]:
    visible = Exchange.objects.visible_to(member).values("pk")
    steps = ExchangeEvent.objects.filter(exchange__in=visible)
    return steps.select_related("exchange__asker", "exchange__other")


def _waiting_for(member: Member) -> QuerySet[Exchange]:
    """Where there is still something to be reminded of; nothing else is told any more."""
    waiting = exchanges_for(member).filter(state__in=[*REMINDERS, State.AGREED])
    return with_whom_one_meets(waiting, member)


def _other_side(step: ExchangeEvent, actor: Member | None) -> Iterable[Member]:
    """The other of the two; both where the house acted, and whoever mediates where they settle."""
    exchange = step.exchange
    people = [one for one in (exchange.asker, exchange.other) if one is not None]
    if step.event == Event.REST and step.state_before == State.ASKED:
        # A quiet line to whoever asked; the other was never late with anything.
        return [exchange.asker] if exchange.asker else []
    if step.event == Event.REFLECT and step.state_after == State.REFLECTED:
        return people
    if step.event in {Event.SUGGEST, Event.SETTLE}:
        people += [one.member for one in exchange.mediators.select_related("member")]
    return [one for one in people if actor is None or one.pk != actor.pk]


def _to_be_reminded(exchange: Exchange, actor: Member | None) -> Iterable[Member]:
    wanted = {
        State.PROPOSED: Role.RECEIVER,
        State.AGREED: Role.PARTY,
        State.DONE_BY_ONE: Role.CONFIRMER,
        State.CHANGES_ASKED: Role.DOER,
        State.DISPUTED: Role.MEDIATOR,
    }.get(State(exchange.state))
    mediators = [one.member for one in exchange.mediators.select_related("member")]
    people = [one for one in (exchange.asker, exchange.other, *mediators) if one is not None]
    return [one for one in people if wanted in roles_of(one, exchange)]


def _told(row: Any) -> str:
    step = row.target
    told = BY_SOMEBODY if row.actor else BY_ITSELF
    if step.event == Event.REFLECT and step.state_after == State.REFLECTED:
        told = BY_ITSELF | {Event.REFLECT: BY_ITSELF[Event.OPEN_REFLECTIONS]}
    sentence = told.get(step.event) or BY_ITSELF[Event.CLOSE]
    return str(sentence) % _words(step.exchange, row)


def _reminded(row: Any) -> str:
    exchange = row.target
    if exchange.state in REMINDERS:
        return str(REMINDERS[State(exchange.state)]) % _words(exchange, row)
    to_come = exchange.starts_at is not None and row.created_at < exchange.starts_at
    return str(SOON if to_come else HOW_WAS_IT) % _words(exchange, row)


def _words(exchange: Exchange, row: Any) -> dict[str, str]:
    return {
        "name": row.actor.name if row.actor else "",
        # A sentence without a name says with whom.
        "title": exchange.title if row.actor else called(exchange, row.recipient_id),
        "when": when_in_words(exchange),
    }


def when_in_words(exchange: Exchange) -> str:
    """On 3 December, 7.30 pm."""
    at = exchange.starts_at
    if at is None:
        return ""
    return gettext("%(day)s, %(time)s") % {"day": dates.on(at), "time": dates.clock(at)}


def _said(row: Any) -> str:
    """A word that somebody added; not what they wrote in a quarrel."""
    step = row.target
    hidden = step.exchange.hidden_at or step.event == Event.DISPUTE
    return "" if hidden else str(step.data.get("words", ""))


def _news(name: str, label: Any, subject: Any, sentence: Callable[[Any], str], **more: Any) -> None:
    more.setdefault("load", events_for)
    more.setdefault("recipients", _other_side)
    more.setdefault("url", lambda row: row.target.exchange.get_absolute_url())
    notification_kinds.register(
        NotificationKind(name=name, label=label, subject=subject, sentence=sentence, **more)
    )


_news(
    "sharing.exchange_proposed",
    _("Somebody proposes an exchange to you"),
    _("A proposal for you"),
    _told,
    mails_at_once=True,
    waits=lambda member: events_for(member).filter(
        exchange__in=waiting_for(member).filter(state=State.PROPOSED)
    ),
)
_news(
    "sharing.exchange_agreed",
    _("Somebody agrees to your proposal"),
    _("It is agreed"),
    _told,
    mails_at_once=True,
)
_news(
    "sharing.exchange_date",
    _("The date of an exchange moves, or it is called off"),
    _("About a date of yours"),
    _told,
    mails_at_once=True,
    excerpt=_said,
)
_news(
    "sharing.exchange_moved",
    _("An exchange of yours goes on"),
    _("News in an exchange of yours"),
    _told,
    excerpt=_said,
)
_news(
    "sharing.exchange_reminder",
    _("An exchange waits for you, or its day is near"),
    _("An exchange waits for you"),
    _reminded,
    load=_waiting_for,
    recipients=_to_be_reminded,
    url=lambda row: row.target.get_absolute_url(),
    mails_at_once=True,
)


def _asked_to_mediate(row: Any) -> str:
    return gettext("Two members see “%(title)s” differently. Could you help them clear it up?") % {
        "title": row.target.title
    }


def _stayed_away(row: Any) -> str:
    return gettext(
        "Three members told that they heard nothing more from %(name)s, or that nobody came."
        " A friendly question may help."
    ) % {"name": row.target.name}


def _moderated(member: Member) -> QuerySet[Member]:
    """Whoever belongs where one moderates now."""
    here = Membership.objects.active().filter(community__in=Community.objects.moderated_by(member))
    people: QuerySet[Member] = Member.objects.visible_to(member)
    return people.filter(pk__in=here.values("member"))


def _moderators_about(member: Member, actor: Member | None) -> Iterable[Member]:
    """Of the communities in which it happened; whoever told it themselves is left out."""
    told = stayed_away(member, timezone.now()).select_related("exchange")
    communities = {community_of(telling.exchange) for telling in told} - {None}
    moderating = Membership.objects.moderating().filter(community__in=communities)
    there = Member.objects.filter(pk__in=moderating.values("member")).exclude(pk=member.pk)
    return there.exclude(pk__in=told.values("member"))


_news(
    "sharing.mediation_asked",
    _("You are asked to help two members clear up an exchange"),
    _("Two members ask for your help"),
    _asked_to_mediate,
    load=exchanges_for,
    recipients=lambda exchange, actor: [one.member for one in exchange.mediators.all()],
    url=lambda row: row.target.get_absolute_url(),
    mails_at_once=True,
)
_news(
    "sharing.stayed_away",
    _("Several people heard nothing more from a member you moderate"),
    _("A friendly question may help"),
    _stayed_away,
    load=_moderated,
    recipients=_moderators_about,
    url=lambda row: row.target.get_absolute_url(),
)
