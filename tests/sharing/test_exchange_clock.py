"""What the house does by itself: reminders, silence, and closing when somebody has gone."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from communities.services.memberships import leave
from config.celery import app
from members.models import Notification, Outbox
from members.services.blocks import block
from members.services.notifications import drain_next
from members.services.privacy import erase_account, export_of
from sharing.models import Exchange, ExchangeEvent, ExchangeState, TimeTransfer, Way
from sharing.services import exchanges as services
from sharing.services.accounts import set_rules
from sharing.services.exchanges import clock, look_after_exchanges
from sharing.services.exchanges.moments import due_after
from tests.exchanges import exchange_in

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
State = ExchangeState


def waiting(state: str, cast, **more) -> Exchange:
    """Due as the door would have set it."""
    exchange = exchange_in(state, asker=cast.ben, other=cast.lea, **more)
    exchange.due_at = due_after(exchange, exchange.stirred_at)
    exchange.save()
    return exchange


def after(days: float) -> datetime:
    return timezone.now() + timedelta(days=days)


def state_of(exchange: Exchange) -> str:
    return Exchange.objects.get(pk=exchange.pk).state


def reminders() -> int:
    return Outbox.objects.filter(kind="sharing.exchange_reminder").count()


@pytest.mark.parametrize(
    ("state", "not_yet", "then", "reached"),
    [
        (State.ASKED, 20, 21.1, State.RESTED),
        (State.TALKING, 29, 30.1, State.RESTED),
        (State.PROPOSED, 6, 7.1, State.EXPIRED),
        (State.AGREED, 27, 28.2, State.LAPSED),
        (State.DONE_BY_ONE, 13, 14.1, State.DONE),
        (State.CHANGES_ASKED, 50, 300, State.CHANGES_ASKED),
        (State.DONE, 13, 14.1, State.REFLECTED),
        (State.DISPUTED, 50, 300, State.DISPUTED),
    ],
)
def test_each_state_waits_as_long_as_was_said(cast, state, not_yet, then, reached) -> None:
    exchange = waiting(state, cast)
    look_after_exchanges(after(not_yet))
    assert state_of(exchange) == state
    look_after_exchanges(after(then))
    assert state_of(exchange) == reached
    count = ExchangeEvent.objects.count(), Outbox.objects.count()
    look_after_exchanges(after(then))
    assert count == (ExchangeEvent.objects.count(), Outbox.objects.count())


def test_a_proposal_far_ahead_waits_ten_days(cast) -> None:
    exchange = waiting(State.PROPOSED, cast)
    exchange.proposals.update(starts_at=after(60))
    look_after_exchanges(after(4.5))
    assert reminders() == 1
    look_after_exchanges(after(9))
    assert (state_of(exchange), reminders()) == (State.PROPOSED, 1)
    look_after_exchanges(after(10.1))
    assert state_of(exchange) == State.EXPIRED


def test_silence_confirms_after_two_reminders_and_never_more_than_agreed(cast) -> None:
    exchange = waiting(State.DONE_BY_ONE, cast)
    more = waiting(State.DONE_BY_ONE, cast, minutes_given=180)
    for days, expected in ((2, 0), (3.1, 2), (5, 2), (10.1, 4), (13, 4)):
        look_after_exchanges(after(days))
        assert reminders() == expected, days
    look_after_exchanges(after(15))
    assert (state_of(exchange), state_of(more)) == (State.DONE, State.DONE_BY_ONE)
    assert exchange.events.last().actor is None


def test_what_an_account_has_no_room_for_is_done_without_an_entry(cast) -> None:
    rules = {"is_on": True, "floor": -60, "lowest_floor": -60, "ceiling": 60}
    set_rules(owner=cast.odo, community=cast.public, **rules)
    exchange = waiting(State.DONE_BY_ONE, cast, way=Way.HOURS, community=cast.public)
    look_after_exchanges(after(14.1))
    assert state_of(exchange) == State.DONE
    exchange.refresh_from_db()
    assert exchange.not_entered == exchange.events.last().data["not_entered"] == "no_room"
    assert not TimeTransfer.objects.exists()


def test_what_did_not_happen_is_final_after_seven_days_and_never_reminded_of(cast) -> None:
    exchange = waiting(State.DID_NOT_HAPPEN, cast)
    for days in (3, 6.9, 7.1, 30):
        look_after_exchanges(after(days))
    assert Exchange.objects.get().outcome == "did_not_happen"
    assert reminders() == 0
    assert not services.possible(Exchange.objects.get(), cast.lea)
    assert exchange.events.last().event == "make_final"


def test_no_reminder_reaches_anybody_after_it_did_not_happen(cast) -> None:
    exchange = waiting(State.AGREED, cast, begun=True)
    look_after_exchanges(after(1.1))
    assert reminders() == 1
    services.tell_it_did_not_happen(member=cast.ben, exchange=exchange, kind="plans")
    while drain_next():
        pass
    assert not Notification.objects.filter(kind="sharing.exchange_reminder").exists()


def test_one_that_fails_holds_up_no_other(cast, monkeypatch) -> None:
    bad, good = waiting(State.ASKED, cast), waiting(State.ASKED, cast)
    Exchange.objects.filter(pk=bad.pk).update(due_at=after(-99))
    whole = clock._look_after

    def fails(exchange, now):
        if exchange.pk == bad.pk:
            raise ValueError
        whole(exchange, now)

    monkeypatch.setattr(clock, "_look_after", fails)
    look_after_exchanges(after(22))
    assert (state_of(bad), state_of(good)) == (State.ASKED, State.RESTED)


def test_the_task_stands_on_the_schedule() -> None:
    entries = app.conf.beat_schedule.values()
    assert "sharing.look_after_exchanges" in {entry["task"] for entry in entries}


OPEN_ONES = [
    State.ASKED,
    State.TALKING,
    State.RESTED,
    State.PROPOSED,
    State.AGREED,
    State.DONE_BY_ONE,
    State.CHANGES_ASKED,
    State.DISPUTED,
]


@pytest.mark.parametrize("state", OPEN_ONES)
def test_a_block_closes_what_is_open_without_a_reason(cast, state) -> None:
    exchange = waiting(state, cast)
    block(member=cast.lea, other=cast.ben)
    assert state_of(exchange) == State.CLOSED
    last = exchange.events.last()
    assert last.actor is None and last.data == {}
    assert Exchange.objects.get().due_at is None


def test_a_block_leaves_what_is_over(cast) -> None:
    exchange = waiting(State.REFLECTED, cast)
    block(member=cast.lea, other=cast.ben)
    assert state_of(exchange) == State.REFLECTED


def test_whoever_is_suspended_takes_part_no_more(cast) -> None:
    exchange = waiting(State.AGREED, cast)
    cast.ben.is_active = False
    cast.ben.save()
    look_after_exchanges()
    assert state_of(exchange) == State.CLOSED


def test_leaving_the_community_closes_what_rests_on_it_alone(cast, offer_of) -> None:
    here = offer_of(cast.lea)
    both = offer_of(cast.lea, communities=[cast.public, cast.closed])
    only, wider = waiting(State.TALKING, cast, offer=here), waiting(State.TALKING, cast, offer=both)
    hours = waiting(State.AGREED, cast, way=Way.HOURS, community=cast.public, offer=both)
    leave(member=cast.ben, community=cast.public)
    assert state_of(only) == state_of(hours) == State.CLOSED
    assert state_of(wider) == State.TALKING


def test_whoever_stays_keeps_what_was_and_the_words_of_the_other_go(cast, as_member) -> None:
    exchange = waiting(State.AGREED, cast)
    exchange.proposals.update(note="Bring bread.")
    services.cancel(member=cast.ben, exchange=exchange, words="My mother is ill.")
    told = waiting(State.DID_NOT_HAPPEN, cast)
    assert export_of(cast.ben)["kinds"]["sharing.exchanges"]["rows"][0]["state"]
    erase_account(member=cast.ben)
    page = as_member("lea").get(exchange.get_absolute_url()).content.decode()
    assert "Somebody who has left" in page and "An evening with your accounts." in page
    for words in ("Ben", "My mother is ill.", "Bring bread."):
        assert words not in page, words
    assert not told.tellings.exists()
    erase_account(member=cast.lea)
    assert not Exchange.objects.exists()


def test_whoever_leaves_closes_what_is_open(cast) -> None:
    exchange = waiting(State.AGREED, cast)
    erase_account(member=cast.ben)
    exchange.refresh_from_db()
    assert (exchange.state, exchange.asker) == (State.CLOSED, None)


def test_closing_many_is_no_trouble(cast, program, offer_of) -> None:
    offer = offer_of(cast.lea)
    many = [waiting(state, cast, offer=offer) for state in OPEN_ONES for _ in range(2)]
    assert program("ben").post(f"communities/{cast.public.code}/leave/").status_code == 204
    assert {state_of(one) for one in many} == {State.CLOSED}
