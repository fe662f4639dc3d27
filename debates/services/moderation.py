"""Decisions of moderators take what was written out of sight, and bring it back."""

from django.utils import timezone

from debates.models import (
    Argument,
    Commitment,
    JointState,
    JointStatement,
    Mission,
    Position,
    Progress,
    Ratification,
    Restatement,
    Topic,
)
from debates.services.bridging import rescore


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


def hide_joint(joint: JointStatement) -> None:
    """Out of sight; while it is, another one may be at work in the topic."""
    hidden = JointStatement.objects.filter(pk=joint.pk, hidden_at=None)
    hidden.update(hidden_at=timezone.now())
    JointStatement.objects.filter(pk=joint.pk).at_work().update(state=JointState.SET_ASIDE)


def restore_joint(joint: JointStatement) -> None:
    """As it stood before the decision; set aside where another one is at work by now."""
    JointStatement.objects.filter(pk=joint.pk).update(hidden_at=None)
    stopped = JointStatement.objects.filter(
        pk=joint.pk, state=JointState.SET_ASIDE, aside_at__isnull=True
    )
    if JointStatement.objects.at_work().filter(topic=joint.topic_id).exists():
        stopped.update(aside_at=timezone.now())
    stopped.filter(opened_at__isnull=True).update(state=JointState.DRAFTED)
    stopped.filter(opened_at__isnull=False).update(state=JointState.OPEN)


def hide_words(thing: Mission | Commitment | Progress | Ratification) -> None:
    """A mission, or one thing said in it, out of sight for everyone."""
    rows = type(thing)._default_manager.filter(pk=thing.pk, hidden_at=None)
    rows.update(hidden_at=timezone.now())


def restore_words(thing: Mission | Commitment | Progress | Ratification) -> None:
    """As it stood before the decision."""
    type(thing)._default_manager.filter(pk=thing.pk).update(hidden_at=None)


def hide_argument(argument: Argument) -> None:
    """Out of sight for everyone; the answers to it stay."""
    Argument.objects.filter(pk=argument.pk, hidden_at=None).update(hidden_at=timezone.now())


def restore_argument(argument: Argument) -> None:
    """As it stood before the decision."""
    Argument.objects.filter(pk=argument.pk).update(hidden_at=None)


def hide_restatement(restatement: Restatement) -> None:
    """Out of sight for everyone, and it opens no gate any more."""
    Restatement.objects.filter(pk=restatement.pk, hidden_at=None).update(hidden_at=timezone.now())
    rescore(restatement.position_id)


def restore_restatement(restatement: Restatement) -> None:
    """As it stood before the decision."""
    Restatement.objects.filter(pk=restatement.pk).update(hidden_at=None)
    rescore(restatement.position_id)
