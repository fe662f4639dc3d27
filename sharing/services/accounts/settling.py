"""What an exchange of hours does to the accounts of the two."""

from django.db import transaction

from communities.models import Community, Membership
from members.models import Member
from members.refusals import Invalid
from sharing.models import Exchange, TimeAccount, TimeTransfer, TransferKind
from sharing.services.accounts.ledger import account_of, enter, rules_of
from sharing.services.accounts.room import NotInBoth, require_room, sound_minutes


def can_give_and_receive(
    *, giver: Member, receiver: Member, community: Community, minutes: int
) -> None:
    """Refuse hours for which one of the two accounts has no room; asked when two agree."""
    if not rules_of(community).is_on:
        return
    sound_minutes(minutes)
    _different(giver, receiver)
    if not _belong(giver, receiver, community):
        raise NotInBoth
    require_room(_as_it_is(giver, community), minutes)
    require_room(_as_it_is(receiver, community), -minutes)


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
    first, second = sorted((giver, receiver), key=lambda member: member.pk)
    accounts = {one.pk: account_of(one, community) for one in (first, second)}
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


def _as_it_is(member: Member, community: Community) -> TimeAccount:
    """The account as it stands, or as it would begin."""
    found = TimeAccount.objects.filter(member=member, community=community).first()
    if found:
        return found
    rules = rules_of(community)
    return TimeAccount(member=member, community=community, floor=rules.floor, ceiling=rules.ceiling)
