"""What an exchange of hours does to the accounts of the two."""

from django.db import transaction

from communities.models import Community, Membership
from members.models import Member
from members.refusals import Invalid
from sharing.models import Exchange, TimeAccount, TimeRules, TimeTransfer, TransferKind
from sharing.services.accounts.ledger import accounts_of, enter, rules_of, unopened
from sharing.services.accounts.room import NoAccounts, NotInBoth, require_room, sound_minutes


def can_agree_on_hours(
    *, giver: Member, receiver: Member, community: Community, minutes: int
) -> None:
    """Refuse hours that could not be entered as things stand; asked when two agree."""
    if not rules_of(community).is_on:
        raise NoAccounts
    can_enter_hours(giver=giver, receiver=receiver, community=community, minutes=minutes)


def can_enter_hours(*, giver: Member, receiver: Member, community: Community, minutes: int) -> None:
    """Refuse what `settle_hours` would refuse. What was agreed while a community kept accounts is
    entered after it has stopped, too.
    """
    sound_minutes(minutes)
    _different(giver, receiver)
    rules = _rules_of_some_time(community)
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
) -> TimeTransfer:
    """Enter the hours of an exchange, once a key, or refuse and say why."""
    if known := TimeTransfer.objects.filter(key=key).first():
        return known
    _different(giver, receiver)
    _rules_of_some_time(community)
    if not _belong(giver, receiver, community, hold=True):
        raise NotInBoth
    accounts = accounts_of([giver, receiver], community)
    return enter(
        kind=TransferKind.SETTLEMENT,
        key=key,
        giver=accounts[giver.pk],
        receiver=accounts[receiver.pk],
        minutes=minutes,
        exchange=exchange,
    )


def _rules_of_some_time(community: Community) -> TimeRules:
    """The rules of a community that keeps accounts, or kept them once."""
    rules = TimeRules.objects.filter(community=community).first()
    if rules is None:
        raise NoAccounts
    return rules


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
