"""What owners decide: whether hours are kept, within which bounds, and what the community gives."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from communities import access as communities_access
from communities.access import can_own
from communities.models import Community
from members.models import Member
from members.refusals import Invalid, Refusal, require
from members.services.outbox import notify
from members.services.revisions import rewrite
from members.text import clean_line
from sharing.models import AccountKind, TimeAccount, TimeRules, TimeTransfer, TransferKind
from sharing.services.accounts.ledger import account_for, account_of, enter, locked, rules_of
from sharing.services.accounts.room import move_bounds

WITHOUT_A_MEMBER = (AccountKind.COMMUNITY, AccountKind.LEFT)
# 200 hours: beyond that an account would no longer be about helping one another.
FURTHEST = 12000
# The community opens somebody's account with at most ten hours at once.
MOST_GIFT = 600


class KeepsNone(Refusal):
    sentence = _("This community keeps no time accounts. An owner can switch them on.")


@transaction.atomic
def set_rules(
    *,
    owner: Member,
    community: Community,
    is_on: bool,
    floor: int,
    lowest_floor: int,
    ceiling: int,
) -> bool:
    """Switch time accounts on or off and say where new ones begin; earlier rules stay readable."""
    require(can_own, owner, community)
    _sound_bounds(floor, lowest_floor, ceiling)
    TimeRules.objects.get_or_create(community=community)
    rules = TimeRules.objects.select_for_update().get(community=community)
    wanted = {"is_on": is_on, "floor": floor, "lowest_floor": lowest_floor, "ceiling": ceiling}
    if not rewrite(rules, editor=owner, fields=wanted):
        return False
    rules.changed_by = owner
    rules.save(update_fields=["changed_by", "changed_at"])
    TimeAccount.objects.bulk_create(
        (TimeAccount(community=community, kind=kind) for kind in WITHOUT_A_MEMBER),
        ignore_conflicts=True,
    )
    return True


@transaction.atomic
def give_hours(
    *, owner: Member, community: Community, member: Member, minutes: int, note: str, key: str
) -> TimeTransfer:
    """The community opens somebody's account with a few hours, once a key; never the giver's."""
    _for_a_member(owner, community, member)
    if owner == member:
        raise Refusal(_("Hours for you are for another owner to give."))
    if not 0 < minutes <= MOST_GIFT:
        raise Invalid(_("Give at most ten hours at once."), field="minutes")
    transfer = enter(
        kind=TransferKind.OPENING,
        key=key,
        giver=account_of(member, community),
        receiver=account_for(AccountKind.COMMUNITY, community),
        minutes=minutes,
        note=clean_line(note),
    )
    notify("sharing.hours_opened", actor=owner, target=transfer)
    return transfer


@transaction.atomic
def widen_bounds(
    *,
    owner: Member,
    community: Community,
    member: Member,
    floor: int,
    ceiling: int,
    reason: str,
) -> bool:
    """Give one member more room than the rules, with a reason that stands in the log.

    Bounds are only ever widened by hand: narrowing them would tell what somebody has received.
    """
    _for_a_member(owner, community, member)
    if not (reason := clean_line(reason)):
        raise Invalid(_("Say why; it stands in the log."), field="reason")
    if not (-FURTHEST <= floor <= 0 <= ceiling <= FURTHEST):
        raise Invalid(_("Choose bounds between 0 and 200 hours."), field="floor")
    (account,) = locked(account_of(member, community))
    if floor > (account.floor or 0):
        raise Invalid(_("Bounds of one member can only be widened."), field="floor")
    if ceiling < (account.ceiling or 0):
        raise Invalid(_("Bounds of one member can only be widened."), field="ceiling")
    return move_bounds(account, floor=floor, ceiling=ceiling, reason=reason, actor=owner)


def _for_a_member(owner: Member, community: Community, member: Member) -> None:
    """An owner acts for a member of a community that keeps hours."""
    require(can_own, owner, community)
    if not rules_of(community).is_on:
        raise KeepsNone
    if not communities_access.belongs(member, community):
        raise Invalid(_("Nobody with this name belongs to the community."), field="member")


def _sound_bounds(floor: int, lowest_floor: int, ceiling: int) -> None:
    if not (-FURTHEST <= lowest_floor <= floor <= 0):
        raise Invalid(
            _("What one may receive at most cannot be less than what one may receive at first."),
            field="lowest_floor",
        )
    if not 0 <= ceiling <= FURTHEST:
        raise Invalid(_("Choose bounds between 0 and 200 hours."), field="ceiling")
