"""What an exchange of hours does to the accounts of the two."""

from django.db import transaction

from communities.models import Community, Membership
from members.models import Member
from members.refusals import Invalid
from sharing.models import Exchange, TimeAccount, TimeTransfer, TransferKind
from sharing.services.accounts.ledger import accounts_of, enter, rules_of, unopened
from sharing.services.accounts.room import NotInBoth, require_room, sound_minutes


def can_give_and_receive(
    *, giver: Member, receiver: Member, community: Community, minutes: int
) -> None:
    """Refuse hours for which one of the two accounts has no room; asked when two agree."""
    rules = rules_of(community)
    if not rules.is_on:
        return
    sound_minutes(minutes)
    _different(giver, receiver)
    if not _belong(giver, receiver, community):
        raise NotInBoth
    own = TimeAccount.objects.filter(community=community, member__in=[giver.pk, receiver.pk])
    accounts = {account.member_id: account for account in own}
    require_room(accounts.get(giver.pk) or unopened(rules, giver), minutes)
    require_room(accounts.get(receiver.pk) or unopened(rules, receiver), -minutes)


@transaction.atomic
def settle_hours(
    *,
    exchange: Exchange | None,
    giver: Member,
    receiver: Member,
    community: Community,
    minutes: int,
    key: str,
) -> TimeTransfer | None:
    """Enter the hours of an exchange, once a key. None where the community keeps no accounts, or
    one of the two no longer belongs to it.
    """
    if known := TimeTransfer.objects.filter(key=key).first():
        return known
    _different(giver, receiver)
    if not rules_of(community).is_on or not _belong(giver, receiver, community, hold=True):
        return None
    accounts = accounts_of([giver, receiver], community)
    return enter(
        kind=TransferKind.SETTLEMENT,
        key=key,
        giver=accounts[giver.pk],
        receiver=accounts[receiver.pk],
        minutes=minutes,
        exchange=exchange,
    )


def _different(giver: Member, receiver: Member) -> None:
    if giver.pk == receiver.pk:
        raise Invalid


def _belong(giver: Member, receiver: Member, community: Community, *, hold: bool = False) -> bool:
    """Whether both belong to the community; `hold` keeps them from leaving until the end."""
    both = Membership.objects.active().filter(
        community=community, member__in=[giver.pk, receiver.pk]
    )
    if hold:
        both = both.order_by("pk").select_for_update(no_key=True)
    return len(both.values_list("pk", flat=True)) == 2
