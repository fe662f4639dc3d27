"""Entry points of the workers: ids in, one call out, safe to run twice."""

from celery import shared_task

from debates.services import topics


@shared_task(name="debates.close_due_topics")
def close_due_topics() -> None:
    """Close the topics whose day has passed."""
    topics.close_due_topics()
