"""Hours are entered once, in two entries that sum to zero, within the bounds of both."""

from typing import Any

import pytest
from django.db.models import Sum

from communities.services.memberships import join, leave
from members.models import Member
from members.refusals import Invalid
from members.services.privacy import erase_account
from sharing.models import (
    AccountKind,
    LimitChange,
    TimeAccount,
    TimeEntry,
    TimeRules,
    TimeTransfer,
)
from sharing.services import accounts
from tests.conftest import Cast


@pytest.fixture
def hours(cast: Cast) -> Cast:
    """The public community keeps hours: −10 h at first, −25 h at most, +40 h."""
    accounts.set_rules(
        owner=cast.odo,
        community=cast.public,
        is_on=True,
        floor=-600,
        lowest_floor=-1500,
        ceiling=2400,
    )
    return cast


def settle(cast: Cast, giver: Member, receiver: Member, minutes: int, key: str) -> Any:
    return accounts.settle_hours(
        exchange=None,
        giver=giver,
        receiver=receiver,
        community=cast.public,
        minutes=minutes,
        key=key,
    )


def balance(cast: Cast, member: Member) -> int:
    return TimeAccount.objects.get(member=member, community=cast.public).balance


def sums(cast: Cast) -> None:
    """The sum is zero, and every balance is the sum of its entries."""
    entries = TimeEntry.objects.filter(account__community=cast.public)
    assert entries.aggregate(sum=Sum("minutes"))["sum"] in (0, None)
    for account in TimeAccount.objects.annotate(sum=Sum("entries__minutes")):
        assert account.balance == (account.sum or 0)


def test_two_hours_given_are_two_hours_received(hours: Cast) -> None:
    transfer = settle(hours, hours.lea, hours.ben, 120, "one")

    assert sorted(transfer.entries.values_list("minutes", flat=True)) == [-120, 120]
    assert (balance(hours, hours.lea), balance(hours, hours.ben)) == (120, -120)
    sums(hours)


def test_the_same_settlement_again_makes_no_second_entry(hours: Cast) -> None:
    first = settle(hours, hours.lea, hours.ben, 120, "one")
    again = settle(hours, hours.lea, hours.ben, 120, "one")

    assert first == again
    assert TimeEntry.objects.count() == 2
    assert balance(hours, hours.lea) == 120


def test_a_community_without_accounts_enters_nothing(cast: Cast) -> None:
    with pytest.raises(accounts.NoAccounts):
        settle(cast, cast.lea, cast.ben, 120, "one")
    assert not TimeAccount.objects.exists()


def test_whoever_does_not_belong_gets_no_entry(hours: Cast) -> None:
    with pytest.raises(accounts.NotInBoth):
        settle(hours, hours.lea, hours.nora, 60, "one")
    with pytest.raises(accounts.NotInBoth):
        accounts.can_agree_on_hours(
            giver=hours.lea, receiver=hours.nora, community=hours.public, minutes=60
        )


@pytest.mark.parametrize("minutes", [0, -60, 6001])
def test_absurd_minutes_are_refused(hours: Cast, minutes: int) -> None:
    with pytest.raises(Invalid):
        settle(hours, hours.lea, hours.ben, minutes, "one")
    assert not TimeTransfer.objects.exists()


def test_nobody_gives_hours_to_themselves(hours: Cast) -> None:
    with pytest.raises(Invalid):
        settle(hours, hours.lea, hours.lea, 60, "one")


def test_receiving_stops_at_the_floor_and_leaves_nothing_behind(hours: Cast) -> None:
    settle(hours, hours.lea, hours.ben, 600, "one")

    with pytest.raises(accounts.NoRoom):
        settle(hours, hours.mara, hours.ben, 1, "two")
    with pytest.raises(accounts.NoRoom):
        accounts.can_enter_hours(
            giver=hours.mara, receiver=hours.ben, community=hours.public, minutes=1
        )
    assert balance(hours, hours.ben) == -600
    assert TimeTransfer.objects.count() == 1
    sums(hours)


def test_giving_stops_at_the_ceiling(hours: Cast) -> None:
    TimeRules.objects.update(ceiling=120)
    settle(hours, hours.lea, hours.ben, 120, "one")

    with pytest.raises(accounts.NoRoom):
        settle(hours, hours.lea, hours.mara, 1, "two")


def test_giving_widens_what_one_may_receive_down_to_the_lowest_floor(hours: Cast) -> None:
    settle(hours, hours.lea, hours.ben, 300, "one")
    account = TimeAccount.objects.get(member=hours.lea)
    assert account.floor == -900
    settle(hours, hours.lea, hours.mara, 600, "two")
    settle(hours, hours.lea, hours.odo, 600, "three")

    account.refresh_from_db()
    assert account.floor == -1500
    log = list(account.limit_changes.values_list("floor_before", "floor_after", "actor"))
    assert log == [(-600, -900, None), (-900, -1500, None)]


def test_a_correction_is_a_counter_entry_that_names_the_first(hours: Cast) -> None:
    first = settle(hours, hours.lea, hours.ben, 120, "one")

    mended = accounts.correct(
        transfer=first, minutes=45, key="mend", note="It was less.", actor=None
    )
    again = accounts.correct(
        transfer=first, minutes=45, key="mend", note="It was less.", actor=None
    )

    assert mended == again
    assert mended is not None and mended.corrects == first
    assert (balance(hours, hours.lea), balance(hours, hours.ben)) == (45, -45)
    assert accounts.correct(transfer=first, minutes=45, key="3", note="", actor=None) is None
    accounts.correct(transfer=first, minutes=0, key="all", note="It did not happen.", actor=None)
    assert (balance(hours, hours.lea), balance(hours, hours.ben)) == (0, 0)
    sums(hours)


def test_a_bound_in_the_way_of_a_correction_moves_and_that_is_logged(hours: Cast) -> None:
    TimeRules.objects.update(floor=0, lowest_floor=0)
    for member in (hours.ben, hours.mara):
        account = accounts.account_of(member, hours.public)
        TimeAccount.objects.filter(pk=account.pk).update(floor=-600)
    first = settle(hours, hours.lea, hours.ben, 120, "one")
    settle(hours, hours.mara, hours.lea, 120, "two")

    accounts.correct(transfer=first, minutes=0, key="mend", note="", actor=hours.odo)

    lea = TimeAccount.objects.get(member=hours.lea)
    assert (lea.balance, lea.floor) == (-120, -120)
    change = LimitChange.objects.get(account=lea)
    assert (change.floor_before, change.floor_after, change.actor) == (0, -120, hours.odo)


def test_whoever_leaves_hands_over_what_is_open_and_finds_it_again(hours: Cast) -> None:
    settle(hours, hours.lea, hours.ben, 120, "one")

    leave(member=hours.ben, community=hours.public)

    left = TimeAccount.objects.get(kind=AccountKind.LEFT)
    assert (balance(hours, hours.ben), left.balance) == (0, -120)
    assert accounts.leave_accounts(hours.ben, hours.public) is None
    sums(hours)

    join(member=hours.ben, community=hours.public)

    left.refresh_from_db()
    assert (balance(hours, hours.ben), left.balance) == (-120, 0)
    assert accounts.come_back(hours.ben, hours.public) is None
    sums(hours)


def test_an_erased_account_leaves_the_sum_at_zero_and_no_name(hours: Cast) -> None:
    settle(hours, hours.lea, hours.ben, 120, "one")

    erase_account(member=hours.ben)

    assert TimeAccount.objects.get(kind=AccountKind.LEFT).balance == -120
    assert (
        not TimeAccount.objects.filter(kind=AccountKind.MEMBER)
        .exclude(member=hours.lea)
        .exclude(member=None)
        .exists()
    )
    assert balance(hours, hours.lea) == 120
    sums(hours)


def test_what_is_corrected_after_somebody_left_goes_to_those_who_left(hours: Cast) -> None:
    first = settle(hours, hours.lea, hours.ben, 120, "one")
    accounts.correct(transfer=first, minutes=90, key="a", note="", actor=None)
    leave(member=hours.ben, community=hours.public)

    accounts.correct(transfer=first, minutes=30, key="b", note="", actor=None)

    assert balance(hours, hours.lea) == 30
    assert TimeAccount.objects.get(kind=AccountKind.LEFT).balance == -30
    sums(hours)
