"""When a digest is due: at the member's weekday and hour, in their own time zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from members.models import Member, Rhythm

WEEKS = {Rhythm.WEEKLY: 1, Rhythm.FORTNIGHTLY: 2, Rhythm.MONTHLY: 4}
LADDER = list(WEEKS)
# After so many letters of which no link was followed, they come a step less often.
PATIENCE = 3


def pace(member: Member) -> Rhythm | None:
    """How often letters come now: slower while nobody follows them; None: ask how often."""
    step = LADDER.index(Rhythm(member.digest_rhythm)) + member.letters_unread // PATIENCE
    return LADDER[step] if step < len(LADDER) else None


def first_due(member: Member, now: datetime) -> datetime:
    """The next time it is the member's weekday and hour where they live."""
    local = now.astimezone(ZoneInfo(member.time_zone))
    day = local + timedelta(days=(member.digest_weekday - local.weekday()) % 7)
    due = _at_hour(day, member)
    return due if due > now else _at_hour(day + timedelta(days=7), member)


def next_due(member: Member, due: datetime, now: datetime) -> datetime:
    """One step after a due time, by the clock on the wall; missed periods are skipped."""
    step = timedelta(weeks=WEEKS[pace(member) or Rhythm.MONTHLY])
    local = due.astimezone(ZoneInfo(member.time_zone)) + step
    following = _at_hour(local, member)
    return following if following > now else first_due(member, now)


def _at_hour(day: datetime, member: Member) -> datetime:
    """The moment in UTC, since two local times of one zone are compared by the wall clock."""
    return day.replace(hour=member.digest_hour, minute=0, second=0, microsecond=0).astimezone(UTC)
