"""How much an account still has room for, and how its bounds move: each move is written down."""

from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from members.models import Member
from members.refusals import Invalid, Refusal
from sharing.models import Cause, LimitChange, NotEntered, TimeAccount, TimeTransfer

# Nobody gives more than this in one go.
MOST_AT_ONCE = 6000


class CannotEnter(Refusal):
    """Hours that cannot be entered, and why, as a code that can be kept."""

    why: NotEntered


class NoRoom(CannotEnter):
    """One sentence for both bounds: how much somebody gave or received is for them alone to see."""

    why = NotEntered.NO_ROOM
    sentence = _(
        "There is not enough room here for so many hours. Agree on fewer, or let it be a gift."
    )


class NotInBoth(CannotEnter):
    why = NotEntered.LEFT
    sentence = _(
        "Hours are entered only between two members of the community. Choose a community to which"
        " you both belong, or let it be a gift."
    )


class NoAccounts(CannotEnter):
    why = NotEntered.NO_ACCOUNTS
    sentence = _(
        "This community keeps no time accounts. Choose one that does, or let it be a gift."
    )


def sound_minutes(minutes: int) -> int:
    """Minutes that can be given at once, or a refusal."""
    if not 0 < minutes <= MOST_AT_ONCE:
        raise Invalid(
            _("Give between one minute and %(most)s hours.") % {"most": MOST_AT_ONCE // 60},
            field="minutes",
        )
    return minutes


def require_room(account: TimeAccount, minutes: int) -> None:
    """Refuse what would lead an account past one of its bounds."""
    reached = account.balance + minutes
    if minutes > 0 and account.ceiling is not None and reached > account.ceiling:
        raise NoRoom
    if minutes < 0 and account.floor is not None and reached < account.floor:
        raise NoRoom


def make_room(account: TimeAccount, minutes: int, *, actor: Member | None) -> None:
    """What went wrong can always be put right: a bound in its way moves as far as needed."""
    reached = account.balance + minutes
    floor, ceiling = account.floor, account.ceiling
    if floor is not None and reached < floor:
        floor = reached
    if ceiling is not None and reached > ceiling:
        ceiling = reached
    move_bounds(account, floor=floor, ceiling=ceiling, cause=Cause.CORRECTION, actor=actor)


def widen_floor(account: TimeAccount, minutes: int, *, lowest: int, given: TimeTransfer) -> None:
    """Whoever gave may receive as much more, down to the lowest floor of the community."""
    if account.floor is None or account.floor <= lowest:
        return
    floor = max(lowest, account.floor - minutes)
    move_bounds(account, floor=floor, ceiling=account.ceiling, cause=Cause.GIVING, transfer=given)


def narrow_floor(account: TimeAccount, *, standing: int, given: TimeTransfer) -> None:
    """What a transfer widened lasts as long as its hours: no more than `standing` minutes of it
    are left. A balance stays within its bounds.
    """
    moved = LimitChange.objects.filter(account=account, transfer=given)
    by = moved.aggregate(by=Sum(F("floor_before") - F("floor_after"), default=0))["by"]
    widened = int(by)
    if account.floor is None or widened <= standing:
        return
    floor = min(account.floor + widened - standing, account.balance)
    move_bounds(
        account, floor=floor, ceiling=account.ceiling, cause=Cause.CORRECTED, transfer=given
    )


def move_bounds(
    account: TimeAccount,
    *,
    floor: int | None,
    ceiling: int | None,
    actor: Member | None = None,
    reason: str = "",
    cause: str = "",
    transfer: TimeTransfer | None = None,
) -> bool:
    """Move the bounds of an account that is locked, and write it down. False: nothing to move."""
    if (floor, ceiling) == (account.floor, account.ceiling):
        return False
    LimitChange.objects.create(
        account=account,
        actor=actor,
        floor_before=account.floor,
        floor_after=floor,
        ceiling_before=account.ceiling,
        ceiling_after=ceiling,
        reason=reason,
        cause=cause,
        transfer=transfer,
    )
    account.floor, account.ceiling = floor, ceiling
    account.save(update_fields=["floor", "ceiling"])
    return True
