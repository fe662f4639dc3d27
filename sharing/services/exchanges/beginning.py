"""How an exchange begins: with a question, in a ring, or because it was good the last time."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member, Question
from members.refusals import Refusal, require
from members.services.questions import ask
from sharing.access import exchanges as access
from sharing.models import (
    OPEN,
    Exchange,
    ExchangeState,
    Listing,
    Offer,
    Proposal,
    Request,
    Ring,
    Skill,
    Way,
)
from sharing.services.exchanges import effects
from sharing.services.exchanges.act import AGAIN, ASKED, FROM_RING, Act, Event
from sharing.services.exchanges.door import write_down
from sharing.services.exchanges.terms import communities_with_accounts

# What a repetition copies; the rest is agreed anew.
COPIED = ("what", "giver", "way", "minutes", "amount", "currency", "community")
COPIED_WHERE = ("is_online", "place")
REPEATABLE = {
    ExchangeState.DONE,
    ExchangeState.REFLECTED,
    ExchangeState.SETTLED,
    ExchangeState.DID_NOT_HAPPEN,
    ExchangeState.CANCELLED,
    ExchangeState.LAPSED,
    ExchangeState.EXPIRED,
}


@transaction.atomic
def open_exchange(
    *, member: Member, listing: Offer | Request, text: str, language: str, shows: bool = False
) -> Exchange:
    """Begin with a question about somebody's offer or request; the answer opens the talk."""
    question = ask(member=member, target=listing, text=text, language=language, shows=shows)
    return exchange_about(question) or begin_with(question, listing)


def exchange_about(question: Question) -> Exchange | None:
    """What a question has opened."""
    return Exchange.objects.filter(question=question).first()


def begin_with(question: Question, listing: Listing) -> Exchange:
    """Where a question was asked about an offer or a request, an exchange begins."""
    about: dict[str, Any] = {"offer" if isinstance(listing, Offer) else "request": listing}
    exchange = Exchange(
        asker=question.asker,
        other=question.addressee,
        question=question,
        title=listing.title,
        title_language=listing.language,
        state=ExchangeState.ASKED,
        **about,
    )
    return _begun(exchange, question.asker, ASKED, question.created_at)


@transaction.atomic
def exchange_of_ring(
    *,
    giver: Member,
    receiver: Member,
    ring: Ring,
    skill: Skill | None = None,
    title: str = "",
    language: str = "",
    offer: Offer | None = None,
    request: Request | None = None,
) -> Exchange:
    """One seat of a ring: the two can talk at once. The same seat again is the same exchange."""
    known = Exchange.objects.filter(ring=ring, asker=receiver, other=giver).first()
    if known is not None:
        return known
    listing = offer or request
    exchange = Exchange(
        asker=receiver,
        other=giver,
        ring=ring,
        offer=offer,
        request=None if offer else request,
        title=(title or (listing.title if listing else skill.label if skill else ""))[:140],
        title_language=language or (listing.language if listing else ""),
        state=ExchangeState.TALKING,
    )
    begun = _begun(exchange, None, FROM_RING, timezone.now())
    effects.open_talk(Act(begun, Event.ANSWER, None, timezone.now()))
    return begun


@transaction.atomic
def repeat(
    *, member: Member, exchange: Exchange, starts_at: datetime | None, as_gift: bool = False
) -> Exchange:
    """Do it once more: a new exchange, proposed on the same terms for another day, or as a gift."""
    exchange = Exchange.objects.select_for_update(of=("self",), no_key=True).get(pk=exchange.pk)
    require(access.is_party, member, exchange)
    require(access.both_are_here, exchange)
    last = _repeatable(exchange)
    running = Exchange.objects.filter(again_of=exchange, state__in=OPEN).first()
    if running is not None:
        return running
    anew = Exchange(
        asker=member,
        other=exchange.partner_of(member),
        offer=exchange.offer,
        request=exchange.request,
        again_of=exchange,
        title=exchange.title,
        title_language=exchange.title_language,
        state=ExchangeState.TALKING,
    )
    now = timezone.now()
    act = Act(_begun(anew, member, AGAIN, now), Event.PROPOSE, member, now)
    copied = {name: getattr(last, name) for name in COPIED + COPIED_WHERE}
    if as_gift:
        copied |= {"way": Way.GIFT, "community": None}
    act.given = {"terms": copied | {"starts_at": starts_at}}
    effects.propose(act)
    anew.state = ExchangeState.PROPOSED
    write_down(act, ExchangeState.TALKING)
    return anew


def can_repeat_terms(exchange: Exchange) -> bool:
    """Whether the same terms could be agreed on today; hours need the same accounts again."""
    last = _last_terms(exchange)
    if last is None or last.way != Way.HOURS:
        return True
    return last.community in communities_with_accounts(exchange)


def _last_terms(exchange: Exchange) -> Proposal | None:
    return exchange.agreed or exchange.proposals.order_by("number").last()


def _repeatable(exchange: Exchange) -> Proposal:
    last = _last_terms(exchange)
    if exchange.state not in REPEATABLE or last is None:
        raise Refusal(_("There is nothing to repeat yet: this one is not over."))
    return last


def _begun(exchange: Exchange, actor: Member | None, how: str, at: datetime) -> Exchange:
    exchange.created_at = exchange.stirred_at = at
    exchange.save()
    # The event names how it began; nobody is told, since the question or the ring told already.
    write_down(Act(exchange, Event.ANSWER, actor, at), "", how)
    return exchange
