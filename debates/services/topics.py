"""A topic is opened, reworded, closed, reopened and withdrawn."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from communities.services.activity import record
from debates import access
from debates.models import STEPS, Position, Topic, TopicState
from debates.refusals import OthersStandHere, StepNotPossible, TopicClosed, TopicStillOpen
from members.models import Language, Member
from members.refusals import Invalid, require
from members.services import limits
from members.services.revisions import rewrite
from members.text import clean_line, clean_text

SHORTEST_QUESTION = 10
TWICE = timedelta(minutes=10)
LONGEST_OPEN = timedelta(days=5 * 365)


@transaction.atomic
def open_topic(
    *,
    member: Member,
    community: Community,
    question: str,
    why: str = "",
    known: str = "",
    sources: str = "",
    language: str = Language.GERMAN,
    closes_on: date | None = None,
) -> Topic:
    """Ask a community a burning question. The same one twice in a row is one topic."""
    require(access.can_open_topic, member, community)
    words = _checked(question=question, why=why, known=known, sources=sources, language=language)
    _within_reach(community, closes_on)
    # Two clicks at once wait for each other here.
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if earlier := _asked_just_now(member, community, words["question"]):
        return earlier
    with limits.one_more(limits.TOPICS, member):
        topic = Topic.objects.create(
            community=community, author=member, closes_on=closes_on, **words
        )
        record("debates.topic_opened", actor=member, community=community, target=topic)
    return topic


@transaction.atomic
def edit_topic(*, member: Member, topic: Topic, **fields: Any) -> Topic:
    """Reword one's own question; how it stood before stays readable."""
    topic = _locked(topic)
    require(access.can_edit_topic, member, topic)
    closes_on = fields.pop("closes_on", topic.closes_on)
    if closes_on != topic.closes_on:
        _within_reach(topic.community, closes_on)
    kept = {name: getattr(topic, name) for name in WORDS if name not in fields}
    rewrite(topic, editor=member, fields=_checked(**kept, **fields) | {"closes_on": closes_on})
    return topic


@transaction.atomic
def step(topic: Topic, to: str, actor: Member | None) -> Topic:
    """Move a topic to another state, by the table of steps only; nobody is the day it closes on."""
    return _step(_locked(topic), to, actor)


def _step(topic: Topic, to: str, actor: Member | None) -> Topic:
    """The same for a topic that is locked already."""
    _refuse_step(topic, to)
    was_closed, topic.state = topic.state == TopicState.CLOSED, TopicState(to)
    topic.closed_at = timezone.now() if to == TopicState.CLOSED else None
    topic.save(update_fields=["state", "closed_at"])
    if to == TopicState.CLOSED:
        record("debates.topic_closed", actor=actor, community=topic.community, target=topic)
    elif was_closed:
        record("debates.topic_reopened", actor=actor, community=topic.community, target=topic)
    return topic


@transaction.atomic
def close_topic(*, member: Member, topic: Topic) -> Topic:
    """End the taking of positions; everything stays readable."""
    topic = _locked(topic)
    require(access.can_close_topic, member, topic)
    return _step(topic, TopicState.CLOSED, member)


@transaction.atomic
def reopen_topic(*, member: Member, topic: Topic) -> Topic:
    """Let a closed topic burn again; a day that has passed no longer limits it."""
    topic = _locked(topic)
    require(access.can_close_topic, member, topic)
    if not topic.is_over:
        raise TopicStillOpen
    if topic.closes_on and topic.closes_on < topic.community.today():
        topic.closes_on = None
        topic.save(update_fields=["closes_on"])
    if topic.state == TopicState.CLOSED:
        return _step(topic, TopicState.OPEN, member)
    record("debates.topic_reopened", actor=member, community=topic.community, target=topic)
    return topic


@transaction.atomic
def withdraw_topic(*, member: Member, topic: Topic) -> Topic:
    """Take a question back, as long as nobody else stands for something under it."""
    topic = _locked(topic)
    require(access.can_withdraw_topic, member, topic)
    if Position.objects.standing().filter(topic=topic).exclude(member=member).exists():
        raise OthersStandHere
    topic.withdrawn_at = topic.withdrawn_at or timezone.now()
    topic.save(update_fields=["withdrawn_at"])
    return topic


@transaction.atomic
def restore_topic(*, member: Member, topic: Topic) -> Topic:
    """Bring a withdrawn question back as it stood."""
    topic = _locked(topic)
    require(access.can_withdraw_topic, member, topic)
    topic.withdrawn_at = None
    topic.save(update_fields=["withdrawn_at"])
    return topic


def close_due_topics() -> int:
    """Close the topics whose day has passed, each in its own transaction; gives how many."""
    due = Topic.objects.over().exclude(state=TopicState.CLOSED)
    return sum(_close_if_due(pk) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _close_if_due(pk: int) -> bool:
    topic = Topic.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    if topic is None or topic.state == TopicState.CLOSED or not topic.is_over:
        return False
    step(topic, TopicState.CLOSED, actor=None)
    return True


def _refuse_step(topic: Topic, to: str) -> None:
    """Only what the table knows; a topic that is over is told as such."""
    if topic.state == TopicState.CLOSED and to != TopicState.OPEN:
        raise TopicClosed
    if topic.state == to == TopicState.OPEN:
        raise TopicStillOpen
    if to not in STEPS[TopicState(topic.state)]:
        raise StepNotPossible
    if topic.is_over and to not in {TopicState.OPEN, TopicState.CLOSED}:
        raise TopicClosed


WORDS = {"question": 200, "why": 6000, "known": 3000, "sources": 2000, "language": 2}


def _checked(**words: str) -> dict[str, str]:
    """The words without surrounding white space, or a refusal that names the field."""
    words = {name: clean_text(text) for name, text in words.items()}
    words["question"] = clean_line(words["question"])
    for name, text in words.items():
        if len(text) > WORDS[name]:
            raise Invalid(_("This is too long. Please shorten it."), field=name)
    if len(words["question"]) < SHORTEST_QUESTION:
        raise Invalid(_("Please ask a question others can take a position on."), field="question")
    if words["language"] not in Language.values:
        raise Invalid(_("Please choose the language you wrote in."), field="language")
    return words


def _within_reach(community: Community, day: date | None) -> None:
    if day is None:
        return
    today = community.today()
    if day < today:
        raise Invalid(_("This day has passed. Choose today or a later one."), field="closes_on")
    if day > today + LONGEST_OPEN:
        raise Invalid(_("Choose a day within five years."), field="closes_on")


def _asked_just_now(member: Member, community: Community, question: str) -> Topic | None:
    return Topic.objects.filter(
        author=member,
        community=community,
        question=question,
        withdrawn_at__isnull=True,
        created_at__gt=timezone.now() - TWICE,
    ).first()


def _locked(topic: Topic) -> Topic:
    return (
        Topic.objects.select_for_update(of=("self",)).select_related("community").get(pk=topic.pk)
    )
