"""Entry points of the workers: ids in, one call out, safe to run twice."""

from celery import shared_task

from sharing.services import listings


@shared_task(name="sharing.look_after_listings")
def look_after_listings() -> None:
    """Once a day: tell authors what of theirs runs out soon."""
    listings.look_after_listings()
