"""Entry points of the workers: ids in, one call out, safe to run twice."""

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

from members.services import digests, mails, notifications, once, outbox, sessions

# More than one run would take rows from the same queue for no gain.
MOST_ROWS = 500
HEARTBEAT = "heartbeat:beat"


@shared_task(name="members.drain_outbox")
def drain_outbox() -> None:
    """Tell people what happened, then mail what cannot wait."""
    for _ in range(MOST_ROWS):
        if not notifications.drain_next():
            break
    mails.take_up_lost_claims()
    for _ in range(MOST_ROWS):
        if not mails.send_next():
            break


@shared_task(name="members.send_due_digests")
def send_due_digests() -> None:
    """Open the letters that are due, and queue one task for each."""
    now = timezone.now()
    digests.open_due(now)
    for member_id in digests.queue(now):
        outbox.send("members.send_digest", member_id)


@shared_task(name="members.send_digest")
def send_digest(member_id: int) -> None:
    digests.send_digest(member_id=member_id)


@shared_task(name="members.forget_old_letters")
def forget_old_letters() -> None:
    """Once a day: what stood in letters long ago is nobody's business any more."""
    digests.forget_old_lines(timezone.now())


@shared_task(name="members.forget_ended_sessions")
def forget_ended_sessions() -> None:
    """Once a day: where somebody was signed in is forgotten once they no longer are."""
    sessions.forget_ended(timezone.now())


@shared_task(name="members.forget_what_programs_sent")
def forget_what_programs_sent() -> None:
    """Once an hour: answers kept for a repetition, of programs and forms, are kept for a day."""
    once.forget(timezone.now())


@shared_task(name="members.beat_is_alive")
def beat_is_alive() -> None:
    """Beat and a worker both had to live for this to be written."""
    cache.set(HEARTBEAT, timezone.now().isoformat(), 300)
