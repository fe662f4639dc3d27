"""Random walks through the table, and clicks at the same moment: what is promised holds."""

from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from members.refusals import Refusal
from sharing.models import (
    Exchange,
    ExchangeState,
    Outcome,
    TimeAccount,
    TimeEntry,
    TimeTransfer,
    TransferKind,
    Way,
)
from sharing.refusals import PageIsOld
from sharing.services import exchanges as services
from sharing.services.accounts import set_rules
from sharing.services.exchanges import Event, apply, look_after_exchanges
from tests.at_once import at_once
from tests.exchanges import exchange_in, terms

pytestmark = pytest.mark.clock

State = ExchangeState
# No way leads out of these; out of what is done only a dispute.
ENDS = {
    State.WITHDRAWN,
    State.DECLINED,
    State.EXPIRED,
    State.CANCELLED,
    State.LAPSED,
    State.SETTLED,
    State.CLOSED,
}
STEPS = st.lists(
    st.tuples(
        st.sampled_from([event for event in Event if event != Event.CLOSE]),
        st.sampled_from(["ben", "lea", "clock"]),
        st.floats(min_value=0, max_value=12),
    ),
    min_size=10,
    max_size=40,
)


def offered(cast, event: Event, now) -> dict:
    return {
        Event.PROPOSE: {
            "terms": terms(
                cast.lea,
                starts_at=now + timedelta(days=2),
                way=Way.HOURS,
                community=cast.public,
            )
        },
        Event.PROPOSE_DATE: {"starts_at": now + timedelta(days=3)},
        Event.SAY_DONE: {"minutes": 90},
        Event.TELL: {"kind": "plans"},
        Event.ASK_CHANGES: {"words": "The last page."},
        Event.DISPUTE: {"words": "It was half an hour."},
        Event.SUGGEST: {"outcome": Outcome.PARTLY, "minutes": 60},
        Event.SETTLE: {"outcome": Outcome.PARTLY, "minutes": 60},
        Event.REFLECT: {"learnt": "To ask earlier."},
    }.get(event, {})


def holds(exchange: Exchange, frozen: dict) -> None:
    """What is true of every exchange at every moment."""
    entries = TimeTransfer.objects.filter(exchange=exchange)
    assert entries.filter(kind=TransferKind.SETTLEMENT).count() <= 1
    assert entries.filter(kind=TransferKind.CORRECTION).count() <= 1
    assert sum(TimeEntry.objects.values_list("minutes", flat=True)) == 0
    assert exchange.proposals.count() <= 6
    events = list(exchange.events.order_by("at", "id"))
    for earlier, later in pairwise(events):
        assert later.state_before == earlier.state_after or not later.state_before
        assert earlier.state_after not in ENDS or later.event == Event.ENTER_HOURS
        if earlier.state_after == State.REFLECTED:
            assert later.event in {Event.DISPUTE, Event.ENTER_HOURS}
    assert events[-1].state_after == exchange.state
    if exchange.agreed_id:
        row = exchange.proposals.filter(pk=exchange.agreed_id).values().get()
        assert frozen.setdefault(exchange.pk, row) == row


@pytest.mark.django_db
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_no_walk_breaks_what_is_promised(cast, steps) -> None:
    rules = {"is_on": True, "floor": -600, "lowest_floor": -1500, "ceiling": 2400}
    set_rules(owner=cast.odo, community=cast.public, **rules)
    exchange = exchange_in(State.TALKING, asker=cast.ben, other=cast.lea)
    now, frozen = timezone.now(), {}
    for event, who, days in steps:
        now += timedelta(days=days)
        member = None if who == "clock" else cast[who]
        try:
            if member is None:
                look_after_exchanges(now)
            else:
                apply(
                    exchange=exchange,
                    event=event,
                    member=member,
                    now=now,
                    **offered(cast, event, now),
                )
        except Refusal:
            pass
        exchange.refresh_from_db()
        holds(exchange, frozen)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_step(cast) -> None:
    exchange = exchange_in(State.PROPOSED, asker=cast.ben, other=cast.lea)
    agree = partial(services.agree, member=cast.lea, exchange=exchange, turn=exchange.turn)
    assert at_once(*[agree] * 4) == []
    assert exchange.events.filter(event="agree").count() == 1


@pytest.mark.django_db(transaction=True)
def test_yes_and_no_at_once_leave_one_of_them(cast) -> None:
    exchange = exchange_in(State.PROPOSED, asker=cast.ben, other=cast.lea)
    here = {"member": cast.lea, "exchange": exchange, "turn": exchange.turn}
    problems = at_once(partial(services.agree, **here), partial(services.decline, **here))
    assert [type(one) for one in problems] == [PageIsOld]
    assert exchange.events.count() == 2


@pytest.mark.django_db(transaction=True)
def test_confirmed_by_somebody_and_by_the_clock_at_once_is_entered_once(cast) -> None:
    rules = {"is_on": True, "floor": -600, "lowest_floor": -1500, "ceiling": 2400}
    set_rules(owner=cast.odo, community=cast.public, **rules)
    long_ago = timezone.now() - timedelta(days=15)
    exchange = exchange_in(
        State.DONE_BY_ONE,
        asker=cast.ben,
        other=cast.lea,
        at=long_ago,
        way=Way.HOURS,
        community=cast.public,
        due_at=long_ago,
    )

    def confirm() -> None:
        try:
            services.confirm(member=cast.lea, exchange=exchange)
        except Refusal:
            # The clock was first.
            return

    assert at_once(confirm, look_after_exchanges, look_after_exchanges, confirm) == []
    assert TimeTransfer.objects.count() == 1
    accounts = TimeAccount.objects.filter(member__in=[cast.lea, cast.ben])
    assert sorted(accounts.values_list("balance", flat=True)) == [-120, 120]
    assert exchange.events.filter(state_after=State.DONE).count() == 1
