"""Entry points of the workers: ids in, one call out, safe to run twice."""

from celery import shared_task

from debates.services import bridging, echoes, joint, landscapes, restatements, topics
from debates.services.missions.reminders import look_after_missions
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


@shared_task(name="debates.lapse_restatements")
def lapse_restatements() -> None:
    """Write down that restatements stayed unanswered for three days."""
    restatements.lapse_due()


@shared_task(name="debates.look_after_deeds")
def look_after_deeds() -> None:
    """Once a day: remind, ask how it went, look back, and decide what is open anew."""
    look_after_missions()
    joint.decide_open()


@shared_task(name="debates.sound_echoes")
def sound_echoes() -> None:
    """Once a day: tell members what became of what they gave 7, 30 and 90 days ago."""
    echoes.sound_echoes()


@shared_task(name="debates.rescore_bridges")
def rescore_bridges() -> None:
    """Once a day: people move from side to side, and the scores of what they heard follow."""
    bridging.rescore_burning()
