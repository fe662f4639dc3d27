"""What the house does for missions once a day: remind, ask how it went, and ask to look back."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from debates.models import Commitment, CommitmentState, Mission, MissionState
from debates.services.missions.commitments import SILENT_FOR
from members.services.outbox import notify

# A worker that was away for some days still asks.
CATCH_UP = timedelta(days=3)


def look_after_missions() -> None:
    """Everything that is due today; a second run the same day tells nobody anything twice."""
    today = timezone.localdate()
    remind_of(today)
    ask_how_it_went(today)
    call_missed(today)
    ask_to_look_back(today)


def remind_of(today: date) -> int:
    """The day before: a word to whoever promised."""
    tomorrow = today + timedelta(days=1)
    due = Commitment.objects.promised().filter(due__in=[today, tomorrow])
    return _notify_each("debates.commitment_due", due)


def ask_how_it_went(today: date) -> int:
    """After the day: how did it go? Done, released, or still to come."""
    passed = Commitment.objects.promised().filter(due__lt=today, due__gte=today - SILENT_FOR)
    return _notify_each("debates.commitment_passed", passed)


def call_missed(today: date) -> int:
    """After a week without a word; without a word only the carriers see it."""
    silent = Commitment.objects.promised().filter(due__lt=today - SILENT_FOR)
    return silent.update(state=CommitmentState.MISSED, settled_at=timezone.now())


def ask_to_look_back(today: date) -> int:
    """On the review day every carrier is asked for one sentence."""
    running = Mission.objects.filter(
        state=MissionState.RUNNING,
        hidden_at__isnull=True,
        review_on__lte=today,
        review_on__gte=today - CATCH_UP,
    )
    for mission in running:
        notify("debates.mission_review", actor=None, target=mission, once=str(mission.review_on))
    return len(running)


def _notify_each(kind: str, commitments: QuerySet[Commitment]) -> int:
    rows = list(commitments)
    for row in rows:
        notify(kind, actor=None, target=row, once=str(row.due))
    return len(rows)
