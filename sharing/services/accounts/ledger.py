"""The ledger: the one door through which minutes are entered."""

from collections.abc import Sequence

from django.db import transaction

from communities.models import Community
from members.models import Member
from sharing.models import (
    AccountKind,
    Exchange,
    TimeAccount,
    TimeEntry,
    TimeRules,
    TimeTransfer,
    TransferKind,
)
from sharing.services.accounts.room import (
    make_room,
    require_room,
    sound_minutes,
    widen_floor,
)


def rules_of(community: Community) -> TimeRules:
    """How a community keeps hours; until it decides, it keeps none."""
    rules = TimeRules.objects.filter(community=community).first()
    return rules or TimeRules(community=community)


def account_of(member: Member, community: Community) -> TimeAccount:
    """A member's account in a community; a new one starts within the community's bounds."""
    return accounts_of([member], community)[member.pk]


def accounts_of(members: Sequence[Member], community: Community) -> dict[int, TimeAccount]:
    """The accounts of some members; those that are missing begin now, always in the same order."""
    own = TimeAccount.objects.filter(community=community, member__in=members)
    found = {account.member_id: account for account in own.select_related("community")}
    if missing := [one for one in members if one.pk not in found]:
        TimeAccount.objects.bulk_create(
            (unopened(rules_of(community), one) for one in sorted(missing, key=lambda m: m.pk)),
            ignore_conflicts=True,
        )
        found = {account.member_id: account for account in own.select_related("community")}
    return {one.pk: found[one.pk] for one in members}


def unopened(rules: TimeRules, member: Member) -> TimeAccount:
    """An account as it would begin under these rules."""
    return TimeAccount(
        member=member, community=rules.community, floor=rules.floor, ceiling=rules.ceiling
    )


def account_for(kind: AccountKind, community: Community) -> TimeAccount:
    """The account of the community itself, or of those who have left; neither has bounds."""
    account, _is_new = TimeAccount.objects.get_or_create(kind=kind, community=community)
    return account


@transaction.atomic
def enter(
    *,
    kind: TransferKind,
    key: str,
    giver: TimeAccount,
    receiver: TimeAccount,
    minutes: int,
    exchange: Exchange | None = None,
    corrects: TimeTransfer | None = None,
    note: str = "",
    cause: str = "",
    actor: Member | None = None,
) -> TimeTransfer:
    """Write two entries that sum to zero, once a key; both accounts are locked in their order."""
    sound_minutes(minutes)
    giver, receiver = locked(giver, receiver)
    if known := TimeTransfer.objects.filter(key=key).first():
        return known
    for account, moved in ((giver, minutes), (receiver, -minutes)):
        if kind == TransferKind.CORRECTION:
            make_room(account, moved, actor=actor)
        elif kind != TransferKind.LEAVING:
            require_room(account, moved)
    transfer = TimeTransfer.objects.create(
        community_id=giver.community_id,
        kind=kind,
        key=key,
        exchange=exchange,
        corrects=corrects,
        note=note,
        cause=cause,
    )
    _write(transfer, giver, minutes)
    _write(transfer, receiver, -minutes)
    if kind == TransferKind.SETTLEMENT:
        lowest = rules_of(giver.community).lowest_floor
        widen_floor(giver, minutes, lowest=lowest, given=transfer)
    return transfer


def locked(*accounts: TimeAccount) -> list[TimeAccount]:
    """These accounts as they stand now, held until the end; always taken in the same order."""
    rows = TimeAccount.objects.filter(pk__in=[account.pk for account in accounts])
    held = {row.pk: row for row in rows.order_by("pk").select_for_update(no_key=True)}
    return [held[account.pk] for account in accounts]


def _write(transfer: TimeTransfer, account: TimeAccount, minutes: int) -> None:
    TimeEntry.objects.create(transfer=transfer, account=account, minutes=minutes)
    account.balance += minutes
    account.save(update_fields=["balance"])
