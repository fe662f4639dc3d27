"""Whatever the two do and whatever happens around them, in any order: no hours are lost."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communities.services.memberships import join, leave
from members.models import Member
from members.refusals import Refusal
from members.services.blocks import block, unblock
from sharing.models import Exchange, ExchangeState, Outcome, TimeTransfer, Way
from sharing.services import accounts
from sharing.services.accounts.checking import missing_hours
from sharing.services.exchanges import Event, apply, look_after_exchanges
from sharing.services.exchanges.checking import check_hours
from tests.exchanges import exchange_in, keep_hours, terms

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
State = ExchangeState


def _spend(cast, member, number: int) -> None:
    """All the room somebody has is used up elsewhere."""
    account = accounts.account_of(member, cast.public)
    room = account.balance - (account.floor or 0)
    said = {"giver": cast.odo, "receiver": member, "community": cast.public}
    accounts.settle_hours(exchange=None, minutes=room, key=f"spent-{number}", **said)


def _correct(cast, member, number: int) -> None:
    if first := TimeTransfer.objects.filter(kind="settlement").first():
        said = {"note": "It was less.", "key": f"corrected-{number}", "minutes": 15 * (number % 9)}
        owner = {"owner": cast.odo, "community": cast.public, "code": first.code}
        accounts.correct_entry(**said, **owner)


def _active(is_active: bool):
    def act(cast, member, number: int) -> None:
        Member.objects.filter(pk=member.pk).update(is_active=is_active)

    return act


def _other(cast, member):
    return cast.lea if member == cast.ben else cast.ben


WORLD = {
    "on": lambda cast, member, number: keep_hours(cast),
    "off": lambda cast, member, number: keep_hours(cast, is_on=False),
    "narrow": lambda cast, member, number: keep_hours(cast, floor=-60, lowest_floor=-60),
    "leave": lambda cast, member, number: leave(member=member, community=cast.public),
    "join": lambda cast, member, number: join(member=member, community=cast.public),
    "block": lambda cast, member, number: block(member=member, other=_other(cast, member)),
    "unblock": lambda cast, member, number: unblock(member=member, other=_other(cast, member)),
    "suspend": _active(False),
    "return": _active(True),
    "hide": lambda cast, member, number: type(cast.public).objects.update(hidden_at=timezone.now()),
    "spend": _spend,
    "correct": _correct,
}
ACTS = st.one_of(
    st.tuples(
        st.sampled_from([event for event in Event if event != Event.CLOSE]),
        st.sampled_from(["ben", "lea", "mara"]),
    ),
    st.tuples(st.sampled_from([*WORLD, "clock"]), st.sampled_from(["ben", "lea"])),
)
BEGINS = st.sampled_from(
    [State.PROPOSED, State.AGREED, State.DONE_BY_ONE, State.DONE_BY_ONE, State.DISPUTED]
)


@settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    begin=BEGINS,
    acts=st.lists(st.tuples(ACTS, st.floats(min_value=0, max_value=9)), min_size=4, max_size=20),
)
def test_whatever_the_two_and_the_world_do_no_hours_are_lost(cast, begin, acts) -> None:
    with transaction.atomic():
        keep_hours(cast)
        exchange = exchange_in(
            begin,
            asker=cast.ben,
            other=cast.lea,
            begun=True if begin == State.AGREED else None,
            way=Way.HOURS,
            community=cast.public,
        )
        now = timezone.now()
        for number, ((act, who), days) in enumerate(acts):
            now += timedelta(days=days)
            try:
                with transaction.atomic():
                    _happens(cast, exchange, act, cast[who], now, number)
            except Refusal as refusal:
                assert str(refusal.sentence)
            exchange.refresh_from_db()
            assert not missing_hours().exists(), (act, who, exchange.state)
        assert list(check_hours()) == []
        transaction.set_rollback(True)


def _happens(cast, exchange: Exchange, act: str, member, now, number: int) -> None:
    if isinstance(act, Event):
        member.refresh_from_db()
        given = _given(cast, act, now, number)
        apply(exchange=exchange, event=act, member=member, now=now, **given)
    elif act == "clock":
        look_after_exchanges(now)
    else:
        WORLD[act](cast, member, number)


def _given(cast, event: Event, now, number: int) -> dict:
    hours = {"way": Way.HOURS, "community": cast.public, "starts_at": now + timedelta(days=1)}
    return {
        Event.PROPOSE: {"terms": terms(cast.lea, **hours)},
        Event.PROPOSE_DATE: {"starts_at": now + timedelta(days=2)},
        Event.SAY_DONE: {"minutes": 90},
        Event.CONFIRM: {"without_hours": number % 2 == 0},
        Event.TELL: {"kind": "plans"},
        Event.ASK_CHANGES: {"words": "The last page."},
        Event.DISPUTE: {"words": "It was half an hour."},
        Event.SUGGEST: {"outcome": Outcome.PARTLY, "minutes": 60},
        Event.SETTLE: {"outcome": Outcome.PARTLY, "minutes": 60},
        Event.REFLECT: {"learnt": "To ask earlier."},
    }.get(event, {})
