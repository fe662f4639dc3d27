"""What exchanges put on the shelves of the floors below, beside news and personal data."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.access import can_moderate
from communities.models import Community
from communities.shelves import (
    MembershipFollower,
    Reportable,
    membership_followers,
    reportables,
)
from members.markup import dates
from members.models import Member, Question
from members.shelves import (
    BlockFollower,
    DigestItem,
    DigestSection,
    Panel,
    QuestionFollower,
    block_followers,
    digest_sections,
    panels,
    question_followers,
)
from members.viewer import viewer
from sharing.models import Exchange, ExchangeState, Listing
from sharing.reading.exchange_list import waiting_for, with_whom_one_meets
from sharing.reading.exchange_words import what_waits
from sharing.services.exchanges import Event, apply, begin_with, exchange_about
from sharing.services.exchanges.mediation import community_of
from sharing.services.exchanges.parting import leave_community, part

MOST_IN_LETTER, MOST_TODAY = 3, 3


def _asked(question: Question) -> None:
    """A question about an offer or a request opens an exchange, wherever it was asked."""
    if isinstance(question.target, Listing):
        begin_with(question, question.target)


def _moves(question: Question, event: Event, member: Member) -> None:
    exchange = exchange_about(question)
    if exchange and exchange.state in {ExchangeState.ASKED, ExchangeState.RESTED}:
        apply(exchange=exchange, event=event, member=member)


def _address(question: Question, member: Member) -> str:
    exchange = exchange_about(question)
    return exchange.get_absolute_url() if exchange else ""


question_followers.register(
    QuestionFollower(
        name="sharing.exchanges",
        asked=_asked,
        answered=lambda question: _moves(question, Event.ANSWER, question.addressee),
        withdrawn=lambda question: _moves(question, Event.WITHDRAW, question.asker),
        address=_address,
    )
)
block_followers.register(BlockFollower(name="sharing.exchanges", blocked=part))
membership_followers.register(MembershipFollower(name="sharing.exchanges", gone=leave_community))


def _who_decides(exchange: Exchange) -> Community | None:
    """Its community; the site team, where one of the two moderates there."""
    community = community_of(exchange)
    if community is None:
        return None
    parties = [one for one in (exchange.asker, exchange.other) if one is not None]
    return None if any(can_moderate(one, community) for one in parties) else community


def _snapshot(exchange: Exchange) -> str:
    """What the two proposed to each other, for whoever has to decide."""
    proposals = exchange.proposals.order_by("number")
    return "\n\n".join(
        filter(None, [exchange.title, *(f"{one.what}\n{one.note}".strip() for one in proposals)])
    )


def _hide(exchange: Exchange) -> None:
    Exchange.objects.filter(pk=exchange.pk, hidden_at=None).update(hidden_at=timezone.now())


def _restore(exchange: Exchange) -> None:
    Exchange.objects.filter(pk=exchange.pk).update(hidden_at=None)


reportables.register(
    Reportable(
        name="exchange",
        model=Exchange,
        label=_("Exchange"),
        # Two wrote it; whoever reports it speaks of what the other wrote.
        author_of=lambda exchange: None,
        others_of=lambda exchange: [exchange.asker, exchange.other],
        community_of=_who_decides,
        visible_to=Exchange.objects.visible_to,
        hide=_hide,
        restore=_restore,
        words=_snapshot,
        url=lambda exchange: exchange.get_absolute_url(),
        between_two=lambda exchange: True,
    )
)


def _waiting(member: Member) -> QuerySet[Exchange]:
    return with_whom_one_meets(waiting_for(member), member)


def waiting_in_letter(member: Member, since: datetime) -> Sequence[DigestItem]:
    """What waits for the member: to decide, to confirm, to reflect; the longest waiting first."""
    waiting = _waiting(member).order_by("stirred_at", "id")[:MOST_IN_LETTER]
    return [
        DigestItem(
            title=gettext("%(what)s: %(title)s")
            % {"what": what_waits(exchange, member), "title": exchange.title},
            url=exchange.get_absolute_url(),
            why=_why(exchange, member),
            kind="exchange",
            key=f"exchange-{exchange.code}",
        )
        for exchange in waiting
    ]


def _why(exchange: Exchange, member: Member) -> str:
    partner = exchange.partner_of(member)
    if partner is None:
        return gettext("It waits for you.")
    words = {"name": partner.name, "since": dates.on(exchange.stirred_at)}
    return gettext("%(name)s waits for you; the last word was said %(since)s.") % words


def waiting_today(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """Exchanges in which it is the member's turn; at most three."""
    member = viewer(request)
    if member is None:
        return None
    waiting = list(_waiting(member).order_by("stirred_at", "id")[: MOST_TODAY + 1])
    if not waiting:
        return None
    lines = [(one, one.partner_of(member), what_waits(one, member)) for one in waiting[:MOST_TODAY]]
    return {"lines": lines, "more": len(waiting) > MOST_TODAY}


digest_sections.register(
    DigestSection(
        name="sharing.exchanges", title=_("Waits for you"), items=waiting_in_letter, order=10
    )
)
panels.register(
    Panel(
        "sharing.exchanges",
        "today",
        "sharing/panels/exchanges.html",
        waiting_today,
        20,
        waits=lambda member: [_waiting(member)],
    )
)
