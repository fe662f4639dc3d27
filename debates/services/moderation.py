"""Decisions of moderators take topics and positions out of sight, and bring them back."""

from django.utils import timezone

from debates.models import Position, Topic


def hide_topic(topic: Topic) -> None:
    """Out of sight for everyone, with all that stands under it."""
    Topic.objects.filter(pk=topic.pk, hidden_at=None).update(hidden_at=timezone.now())


def restore_topic(topic: Topic) -> None:
    """As it stood before the decision."""
    Topic.objects.filter(pk=topic.pk).update(hidden_at=None)


def hide_position(position: Position) -> None:
    """Out of sight for everyone; its author cannot write over the decision."""
    Position.objects.filter(pk=position.pk, hidden_at=None).update(hidden_at=timezone.now())


def restore_position(position: Position) -> None:
    """As it stood before the decision."""
    Position.objects.filter(pk=position.pk).update(hidden_at=None)
