"""What a member gave to debates on certain days: positions, questions, restatements and more."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext

from debates.models import Argument, Position, Restatement, Statement, Topic
from debates.reading.traces.spans import Span, given_on, span_of
from members.models import Member, Question

# Whoever gives more than this on a day hears of the first of them.
MOST = 20
POSITION, QUESTION, RESTATEMENT, ARGUMENT, STATEMENT = (
    "position",
    "question",
    "restatement",
    "argument",
    "statement",
)


@dataclass(frozen=True)
class Trace:
    """One thing that became of a contribution."""

    icon: str
    sentence: str
    href: str
    at: datetime


@dataclass(frozen=True)
class Given:
    """Something a member gave, and what became of it."""

    kind: str
    id: int
    topic_id: int
    words: str
    href: str
    at: datetime
    span: Span
    traces: Sequence[Trace] = ()

    @property
    def days(self) -> int:
        return self.span.days

    def hears(self, trace: Trace) -> bool:
        """Whether the trace belongs to this echo, not to an earlier or a later one."""
        return self.span.since <= trace.at < self.span.until

    def with_traces(self, traces: Iterable[Trace]) -> "Given":
        return replace(self, traces=sorted(traces, key=lambda trace: trace.at))


Found = dict[int, Given]


def _positions(member: Member, spans: Sequence[Span]) -> Found:
    mine = Position.objects.visible_to(member).filter(given_on(spans), member=member)
    mine = mine.select_related("topic").defer("topic__search").order_by("created_at", "id")
    words = gettext("Your position on “%(question)s”")
    return {
        one.pk: _given(POSITION, one, one.topic, words % {"question": one.topic.question}, spans)
        for one in mine[:MOST]
    }


def _questions(member: Member, spans: Sequence[Span]) -> Found:
    """Questions about positions; of those about other things debates know nothing."""
    asked = Question.objects.readable_by(member).filter(
        given_on(spans),
        asker=member,
        target_type=ContentType.objects.get_for_model(Position),
    )
    asked = asked.select_related("addressee")
    questions = list(asked.order_by("created_at", "id")[:MOST])
    positions = Position.objects.visible_to(member).select_related("topic").defer("topic__search")
    about = positions.in_bulk([one.target_id for one in questions]) if questions else {}
    words = gettext("Your question to %(name)s on “%(question)s”")
    return {
        one.pk: _given(
            QUESTION, one, topic, words % {"name": one.addressee.name, **_about(topic)}, spans
        )
        for one in questions
        if (position := about.get(one.target_id)) and (topic := position.topic)
    }


def _restatements(member: Member, spans: Sequence[Span]) -> Found:
    mine = Restatement.objects.visible_to(member).filter(given_on(spans), listener=member)
    mine = mine.filter(position__in=Position.objects.visible_to(member))
    mine = mine.select_related("author", "position__topic").defer("position__topic__search")
    words = gettext("Your restatement of %(name)s on “%(question)s”")
    return {
        one.pk: _given(
            RESTATEMENT,
            one,
            one.position.topic,
            words % {"name": _name(one.author), **_about(one.position.topic)},
            spans,
        )
        for one in mine.order_by("created_at", "id")[:MOST]
    }


def _arguments(member: Member, spans: Sequence[Span]) -> Found:
    mine = Argument.objects.visible_to(member).filter(given_on(spans), author=member)
    mine = mine.select_related("position__topic").defer("position__topic__search")
    words = gettext("Your contribution on “%(question)s”")
    return {
        one.pk: _given(ARGUMENT, one, one.position.topic, words % _about(one.position.topic), spans)
        for one in mine.order_by("created_at", "id")[:MOST]
    }


def _statements(member: Member, spans: Sequence[Span]) -> Found:
    mine = Statement.objects.visible_to(member).filter(given_on(spans), author=member)
    mine = mine.select_related("topic").defer("topic__search").order_by("created_at", "id")
    words = gettext("Your statement “%(statement)s”")
    return {
        one.pk: _given(STATEMENT, one, one.topic, words % {"statement": one.text}, spans)
        for one in mine[:MOST]
    }


def _given(kind: str, one: Any, topic: Topic, words: str, spans: Sequence[Span]) -> Given:
    href = f"{topic.get_absolute_url()}statements/"
    if kind != STATEMENT:
        href = one.get_absolute_url()
    span = span_of(one.created_at, spans)
    return Given(kind, one.pk, topic.pk, words, href, one.created_at, span)


def _about(topic: Topic) -> dict[str, str]:
    return {"question": topic.question}


def _name(member: Member | None) -> str:
    return member.name if member else gettext("somebody who has left")


GIVEN: dict[str, Callable[[Member, Sequence[Span]], Found]] = {
    POSITION: _positions,
    QUESTION: _questions,
    RESTATEMENT: _restatements,
    ARGUMENT: _arguments,
    STATEMENT: _statements,
}
