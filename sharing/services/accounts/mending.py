"""Nothing that was entered is changed or deleted; what was wrong is mended by a counter-entry."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from communities.access import can_own
from communities.models import Community, Membership
from members.ids import from_code
from members.models import Member
from members.refusals import Invalid, Refusal, require
from members.services.outbox import notify
from members.text import clean_line
from sharing.models import (
    AccountKind,
    Exchange,
    TimeAccount,
    TimeEntry,
    TimeTransfer,
    TransferKind,
)
from sharing.services.accounts.ledger import account_for, enter, locked, rules_of
from sharing.services.accounts.room import narrow_floor, widen_floor


class StandsStill(Refusal):
    sentence = _(
        "The two are clarifying this exchange. Its entry stands still until they are done."
    )


@transaction.atomic
def correct(
    *,
    transfer: TimeTransfer,
    minutes: int,
    key: str,
    note: str = "",
    cause: str = "",
    actor: Member | None,
) -> TimeTransfer | None:
    """Let `minutes` stand in the end instead of what was entered, by a counter-entry that names
    the first, once a key. None where that is what stands already.
    """
    transfer = TimeTransfer.objects.select_for_update(no_key=True).get(pk=transfer.pk)
    if known := TimeTransfer.objects.filter(key=key).first():
        return known
    if minutes < 0:
        raise Invalid(_("Hours cannot be below zero."), field="minutes")
    first = transfer.corrects or transfer
    giver, receiver = _who_answer(first)
    gave = giver
    more = minutes - standing_minutes(first)
    if more == 0 or giver.pk == receiver.pk:
        return None
    if more < 0:
        giver, receiver = receiver, giver
    mended = enter(
        kind=TransferKind.CORRECTION,
        key=key,
        giver=giver,
        receiver=receiver,
        minutes=abs(more),
        exchange=first.exchange,
        corrects=first,
        note=note,
        cause=cause,
        actor=actor,
    )
    _follow(first, gave, more=more, standing=minutes)
    notify("sharing.hours_corrected", actor=actor, target=mended)
    return mended


def _follow(first: TimeTransfer, gave: TimeAccount, *, more: int, standing: int) -> None:
    """What giving widened follows the hours, unless those who left answer for them."""
    (account,) = locked(gave)
    if first.kind != TransferKind.SETTLEMENT:
        return
    if more < 0:
        narrow_floor(account, standing=standing, given=first)
    else:
        lowest = rules_of(first.community).lowest_floor
        widen_floor(account, more, lowest=lowest, given=first)


@transaction.atomic
def correct_entry(
    *, owner: Member, community: Community, code: str, minutes: int, note: str, key: str
) -> TimeTransfer | None:
    """An owner corrects an entry whose code one of the two has told them."""
    require(can_own, owner, community)
    transfer = _entry_with(code, community)
    if transfer.is_disputed:
        raise StandsStill
    if not clean_line(note):
        raise Invalid(_("Say why, so that both can read it."), field="note")
    return correct(transfer=transfer, minutes=minutes, key=key, note=clean_line(note), actor=owner)


def mark_disputed(exchange: Exchange, is_disputed: bool) -> None:
    """While two clarify an exchange, its entries are marked; they are never deleted."""
    TimeTransfer.objects.filter(exchange=exchange).update(is_disputed=is_disputed)


def standing_minutes(first: TimeTransfer) -> int:
    """How much of a transfer stands, with all that corrected it.

    For whoever has left the others' account answers, so the side of the one who is still there
    says which way a correction went.
    """
    given, received = _both(first)
    minutes = given.minutes
    for correction in first.corrections.prefetch_related("entries"):
        moved = {entry.account_id: entry.minutes for entry in correction.entries.all()}
        minutes += moved.get(given.account_id, -moved.get(received.account_id, 0))
    return minutes


def _both(transfer: TimeTransfer) -> list[TimeEntry]:
    """The entry of whoever gave, then of whoever received."""
    return list(transfer.entries.select_related("account").order_by("-minutes"))


def _who_answer(transfer: TimeTransfer) -> list[TimeAccount]:
    """The accounts of both; for whoever has left, the one that took over."""
    accounts = [entry.account for entry in _both(transfer)]
    members = [account.member_id for account in accounts if account.member_id]
    here = Membership.objects.active().filter(community=transfer.community_id, member__in=members)
    stay = set(here.values_list("member", flat=True))
    gone = [one for one in accounts if one.kind == AccountKind.MEMBER and one.member_id not in stay]
    if not gone:
        return accounts
    left = account_for(AccountKind.LEFT, transfer.community)
    return [left if one in gone else one for one in accounts]


def _entry_with(code: str, community: Community) -> TimeTransfer:
    """The settlement or gift with this code in this community."""
    try:
        pk = from_code(code.strip().lower())
    except ValueError:
        pk = 0
    kinds = [TransferKind.SETTLEMENT, TransferKind.OPENING]
    found = TimeTransfer.objects.filter(pk=pk, community=community, kind__in=kinds).first()
    if found is None:
        raise Invalid(
            _("No entry of this community has this code. It stands beside each entry."),
            field="code",
        )
    return found
