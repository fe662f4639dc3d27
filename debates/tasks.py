"""Entry points of the workers: ids in, one call out, safe to run twice."""

from celery import shared_task

from debates.services import landscapes, topics
from members.services.outbox import send


@shared_task(name="debates.close_due_topics")
def close_due_topics() -> None:
    """Close the topics whose day has passed."""
    topics.close_due_topics()


@shared_task(name="debates.refresh_landscape")
def refresh_landscape(topic_id: int) -> None:
    """Compute the landscape of one topic anew."""
    landscapes.refresh(topic_id)


@shared_task(name="debates.refresh_due_landscapes")
def refresh_due_landscapes() -> None:
    """Queue every topic whose votes changed and that has rested."""
    for topic_id in landscapes.due_topics().values_list("pk", flat=True):
        send("debates.refresh_landscape", topic_id)
