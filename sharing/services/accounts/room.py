"""How much an account still has room for, and how its bounds move: each move is written down."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from members.models import Member
from members.refusals import Invalid, Refusal
from sharing.models import LimitChange, TimeAccount

# Nobody gives more than this in one go.
MOST_AT_ONCE = 6000
# Stands in the log in English, and is translated where it is read.
BY_GIVING = gettext_noop("Whoever gives may receive more.")
BY_CORRECTION = gettext_noop("So that a correction could be entered.")


class GivenAll(Refusal):
    sentence = _(
        "Whoever gives has given as many hours here as this community enters for one person."
        " It can still be a gift."
    )


class ReceivedAll(Refusal):
    sentence = _(
        "Whoever receives has received as many hours here as they may for now; giving widens that."
        " Agree on fewer hours, or let it be a gift."
    )


class NotInBoth(Refusal):
    sentence = _(
        "Hours are entered only between two members of the community. Choose a community to which"
        " you both belong, or let it be a gift."
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
        raise GivenAll
    if minutes < 0 and account.floor is not None and reached < account.floor:
        raise ReceivedAll


def make_room(account: TimeAccount, minutes: int, *, actor: Member | None) -> None:
    """What went wrong can always be put right: a bound in its way moves as far as needed."""
    reached = account.balance + minutes
    floor, ceiling = account.floor, account.ceiling
    if floor is not None and reached < floor:
        floor = reached
    if ceiling is not None and reached > ceiling:
        ceiling = reached
    move_bounds(account, floor=floor, ceiling=ceiling, reason=BY_CORRECTION, actor=actor)


def widen_floor(account: TimeAccount, minutes: int, *, lowest: int) -> None:
    """Whoever gave may receive as much more, down to the lowest floor of the community."""
    if account.floor is None or account.floor <= lowest:
        return
    move_bounds(
        account,
        floor=max(lowest, account.floor - minutes),
        ceiling=account.ceiling,
        reason=BY_GIVING,
        actor=None,
    )


def move_bounds(
    account: TimeAccount,
    *,
    floor: int | None,
    ceiling: int | None,
    reason: str,
    actor: Member | None,
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
    )
    account.floor, account.ceiling = floor, ceiling
    account.save(update_fields=["floor", "ceiling"])
    return True
