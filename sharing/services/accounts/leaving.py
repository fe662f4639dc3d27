"""Going and coming back: what is open when somebody leaves is taken over, so the sum stays zero."""

from django.db import transaction

from communities.models import Community
from members.models import Member
from sharing.models import AccountKind, TimeAccount, TimeTransfer, TransferKind
from sharing.services.accounts.ledger import account_for, enter, locked


@transaction.atomic
def leave_accounts(member: Member, community: Community) -> TimeTransfer | None:
    """Bring a member's account in a community to zero; those who have left take over the rest."""
    account = TimeAccount.objects.filter(member=member, community=community).first()
    if account is None:
        return None
    left = account_for(AccountKind.LEFT, community)
    account, left = locked(account, left)
    if account.balance == 0:
        return None
    giver, receiver = (left, account) if account.balance > 0 else (account, left)
    return _move(TransferKind.LEAVING, giver, receiver, abs(account.balance), account)


@transaction.atomic
def come_back(member: Member, community: Community) -> TimeTransfer | None:
    """Whoever joins again goes on where they stopped."""
    account = TimeAccount.objects.filter(member=member, community=community).first()
    if account is None:
        return None
    left = account_for(AccountKind.LEFT, community)
    account, left = locked(account, left)
    last = account.entries.select_related("transfer").order_by("-id").first()
    if last is None or last.transfer.kind != TransferKind.LEAVING:
        return None
    was = -last.minutes
    giver, receiver = (account, left) if was > 0 else (left, account)
    return _move(TransferKind.CORRECTION, giver, receiver, abs(was), account, last.transfer)


def _move(
    kind: TransferKind,
    giver: TimeAccount,
    receiver: TimeAccount,
    minutes: int,
    account: TimeAccount,
    corrects: TimeTransfer | None = None,
) -> TimeTransfer:
    """The key counts the account's entries: two clicks are one move, the next move another."""
    count = account.entries.count()
    return enter(
        kind=kind,
        key=f"{kind}-{account.code}-{count}",
        giver=giver,
        receiver=receiver,
        minutes=minutes,
        corrects=corrects,
    )
