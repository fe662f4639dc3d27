"""Entry points of the workers: one call out, safe to run twice."""

from celery import shared_task

from communities.services import letters


@shared_task(name="communities.write_to_reporters")
def write_to_reporters() -> None:
    """Receipts and decisions for people who reported without an account."""
    letters.write_to_reporters()
