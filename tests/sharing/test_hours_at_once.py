"""Whatever happens in the ledger, and however much at once: the sum is zero, bounds hold."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communities.models import Community
from members.refusals import Refusal
from sharing.models import TimeAccount, TimeEntry, TimeTransfer
from sharing.services import accounts
from tests.at_once import at_once
from tests.conftest import Cast, join, make_member
from tests.sharing.ledger_load import Crowd, run, violations

OPERATIONS, CONNECTIONS = 1_000, 20


@pytest.fixture
def hours(cast: Cast) -> Cast:
    accounts.set_rules(
        owner=cast.odo,
        community=cast.public,
        is_on=True,
        floor=-600,
        lowest_floor=-1500,
        ceiling=2400,
    )
    return cast


@pytest.mark.django_db(transaction=True)
def test_twenty_connections_at_once_keep_every_promise(hours: Cast) -> None:
    people = [hours.lea, hours.ben, hours.mara]
    for number in range(7):
        people.append(make_member(f"person{number}"))
        join(people[-1], hours.public)
    crowd = Crowd(hours.public, hours.odo, people)

    run(crowd, operations=OPERATIONS, connections_at_once=CONNECTIONS)

    assert crowd.problems == []
    assert crowd.done + crowd.refused == OPERATIONS
    assert crowd.done > OPERATIONS / 4
    assert violations(hours.public) == []
    assert TimeTransfer.objects.filter(key__startswith="again-").count() <= 60


@pytest.mark.django_db(transaction=True)
def test_the_same_settlement_at_once_is_entered_once(hours: Cast) -> None:
    def settle() -> None:
        accounts.settle_hours(
            exchange=None,
            giver=hours.lea,
            receiver=hours.ben,
            community=hours.public,
            minutes=60,
            key="one",
        )

    assert at_once(*[settle] * 8) == []
    assert TimeEntry.objects.count() == 2
    assert TimeAccount.objects.get(member=hours.lea).balance == 60


@pytest.mark.django_db(transaction=True)
def test_two_who_receive_at_the_floor_at_once_do_not_both_pass(hours: Cast) -> None:
    def settle(giver, key: str):
        return lambda: accounts.settle_hours(
            exchange=None,
            giver=giver,
            receiver=hours.ben,
            community=hours.public,
            minutes=400,
            key=key,
        )

    problems = at_once(settle(hours.lea, "one"), settle(hours.mara, "two"))
    assert [type(problem) for problem in problems] == [accounts.NoRoom]
    assert TimeAccount.objects.get(member=hours.ben).balance == -400


steps = st.lists(
    st.tuples(
        st.sampled_from(["settle", "again", "correct", "leave", "back", "give"]),
        st.integers(0, 2),
        st.integers(1, 2),
        st.integers(0, 900),
    ),
    min_size=5,
    max_size=40,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=steps)
def test_any_order_of_steps_keeps_every_promise(hours: Cast, steps) -> None:
    people, community = [hours.lea, hours.ben, hours.mara], hours.public
    TimeTransfer.objects.filter(corrects__isnull=False).delete()
    TimeTransfer.objects.all().delete()
    TimeAccount.objects.filter(community=community).delete()
    for number, (what, one, distance, minutes) in enumerate(steps):
        giver, receiver = people[one], people[(one + distance) % 3]
        try:
            _step(what, community, giver, receiver, minutes, hours.odo, number)
        except Refusal as refusal:
            assert str(refusal.sentence)
        assert violations(community) == []


def _step(
    what: str, community: Community, giver, receiver, minutes: int, owner, number: int
) -> None:
    if what in {"settle", "again"}:
        key = "again" if what == "again" else f"step-{number}"
        accounts.settle_hours(
            exchange=None,
            giver=giver,
            receiver=receiver,
            community=community,
            minutes=minutes,
            key=key,
        )
    elif what == "correct":
        transfer = TimeTransfer.objects.filter(kind="settlement").first()
        if transfer:
            accounts.correct(
                transfer=transfer, minutes=minutes, key=f"step-{number}", note="", actor=None
            )
    elif what == "leave":
        accounts.leave_accounts(giver, community)
    elif what == "back":
        accounts.come_back(giver, community)
    else:
        accounts.give_hours(
            owner=owner,
            community=community,
            member=giver,
            minutes=minutes,
            note="",
            key=f"step-{number}",
        )
