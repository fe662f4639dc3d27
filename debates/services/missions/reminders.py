"""What the house does for missions once a day: remind, ask how it went, and ask to look back."""

from django.db.models import QuerySet
from django.utils import timezone

from debates.models import Commitment, CommitmentState, Mission, MissionState
from debates.models.commitment import ZONE_OF_COMMITMENT
from debates.models.mission import ZONE_OF_MISSION
from debates.services.missions.commitments import SILENT_FOR
from members.days import Today
from members.services.outbox import notify

# A worker that was away for some days still asks.
CATCH_UP = 3


def look_after_missions() -> None:
    """Everything that is due today where its community is; a second run the same day tells nobody
    anything twice.
    """
    remind_of_tomorrow()
    ask_how_it_went()
    call_missed()
    ask_to_look_back()


def remind_of_tomorrow() -> int:
    """The day before: a word to whoever promised."""
    due = Commitment.objects.promised().filter(due__gte=_day(0), due__lte=_day(1))
    return _notify_each("debates.commitment_due", due)


def ask_how_it_went() -> int:
    """After the day: how did it go? Done, released, or still to come."""
    passed = Commitment.objects.promised().filter(due__lt=_day(0), due__gte=_day(-SILENT_FOR.days))
    return _notify_each("debates.commitment_passed", passed)


def call_missed() -> int:
    """After a week without a word; without a word only the carriers see it."""
    silent = Commitment.objects.promised().filter(due__lt=_day(-SILENT_FOR.days))
    # What is updated cannot be joined in the same statement.
    silent = Commitment.objects.filter(pk__in=silent.values("pk"))
    return silent.update(state=CommitmentState.MISSED, settled_at=timezone.now())


def ask_to_look_back() -> int:
    """On the review day every carrier is asked for one sentence."""
    running = Mission.objects.filter(
        state=MissionState.RUNNING,
        hidden_at__isnull=True,
        review_on__lte=Today(ZONE_OF_MISSION, now=timezone.now()),
        review_on__gte=Today(ZONE_OF_MISSION, days=-CATCH_UP, now=timezone.now()),
    )
    for mission in running:
        notify("debates.mission_review", actor=None, target=mission, once=str(mission.review_on))
    return len(running)


def _day(days: int) -> Today:
    """So many days from today, where the community of a commitment is."""
    return Today(ZONE_OF_COMMITMENT, days=days, now=timezone.now())


def _notify_each(kind: str, commitments: QuerySet[Commitment]) -> int:
    rows = list(commitments)
    for row in rows:
        notify(kind, actor=None, target=row, once=str(row.due))
    return len(rows)
