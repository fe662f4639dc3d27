"""A position as it is read: its words, the values it rests on, and what was asked about it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from debates.models import Confidence, Credit, Ground, Importance, Position
from debates.reading.credits import moved_by
from members.markup.dates import ago
from members.models import Member, Question

MOST_ON_ITS_PAGE = 50


@dataclass(frozen=True)
class GroundLine:
    """A value a position rests on: its words (empty where they no longer stand) and a because."""

    value: str
    words: str
    language: str
    because: str


@dataclass(frozen=True)
class Talk:
    """A question both sides released, and its answer."""

    asker: Member
    text: str
    language: str
    answer: str
    answer_language: str
    kind: str = ""


def ground_line(
    *, value: str, words: str, language: str, because: str, hidden_at: Any, withdrawn_at: Any
) -> GroundLine:
    """Publishing a position shows the words of its grounds, as its form says; words that were
    withdrawn or hidden stay away, and the value alone is named.
    """
    stands = hidden_at is None and withdrawn_at is None
    return GroundLine(value, words if stands else "", language, because)


def taken_in_words(number: int, at: datetime) -> SafeString:
    """When the current version was written; a later one says that it changed."""
    sentence = gettext("taken %(day)s") if number == 1 else gettext("changed %(day)s")
    return mark_safe(escape(sentence) % {"day": ago(at)})  # noqa: S308 (both are escaped)


def beginning_of(text: str, most: int) -> tuple[str, bool]:
    """The text, or its first paragraphs where it is long, and whether it goes on."""
    if len(text) <= most:
        return text, False
    start = text[:most]
    cut = max(start.rfind("\n\n"), start.rfind("\r\n\r\n"))
    if cut > most // 3:
        return start[:cut].rstrip(), True
    return start.rsplit(" ", 1)[0].rstrip(" ,;:") + " …", True


def versions_of(position: Position, reader: Member | None = None) -> list[dict[str, Any]]:
    """Every version of a position that is open to the reader, the latest first, with its grounds
    and what moved its author there; three queries.
    """
    versions = list(position.versions.open_to(reader))
    grounds = _grounds_of(version.pk for version in versions)
    credits = _credits_of((version.pk for version in versions), reader)
    return [
        {
            "version": version,
            "author": position.member,
            "grounds": grounds[version.pk],
            "taken": taken_in_words(version.number, version.created_at),
            "credits": credits[version.pk],
            "weight": weight_in_words(version.confidence, version.importance),
        }
        for version in versions
    ]


def weight_in_words(confidence: int | None, importance: int | None) -> list[str]:
    """How sure somebody is and how much it matters, where they said so."""
    said = []
    if confidence is not None:
        said.append(gettext("How sure: %(step)s") % {"step": Confidence(confidence).label})
    if importance is not None:
        said.append(gettext("How important: %(step)s") % {"step": Importance(importance).label})
    return said


def talks_about(position: Position, reader: Member | None) -> list[Talk]:
    """Every question about it that both sides released, the latest first."""
    public = Question.objects.public().filter(
        target_type=ContentType.objects.get_for_model(Position),
        target_id=position.pk,
        hidden_at__isnull=True,
        asker__is_active=True,
    )
    if reader is not None:
        public = public.exclude(asker__in=reader.blocked_ids)
    rows = public.select_related("asker").order_by("-answered_at", "id")[:MOST_ON_ITS_PAGE]
    return [
        Talk(one.asker, one.text, one.language, one.answer, one.answer_language, one.kind)
        for one in rows
    ]


def _credits_of(
    version_ids: Iterable[int], reader: Member | None
) -> dict[int, list[tuple[str, str]]]:
    """The sentences of credits with the words that were added, by version."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Credit.objects.standing_for(reader).filter(version__in=list(version_ids))
    rows = rows.select_related("receiver", "question").defer("receiver__search", "receiver__story")
    for credit in rows.order_by("created_at", "id"):
        found[credit.version_id].append((moved_by(credit), credit.words))
    return found


def _grounds_of(version_ids: Iterable[int]) -> dict[int, list[GroundLine]]:
    found: dict[int, list[GroundLine]] = defaultdict(list)
    rows = Ground.objects.filter(version__in=list(version_ids)).select_related("statement")
    for ground in rows.order_by("pk"):
        one = ground.statement
        found[ground.version_id].append(
            ground_line(
                value=one.value,
                words=one.words,
                language=one.language,
                because=ground.because,
                hidden_at=one.hidden_at,
                withdrawn_at=one.withdrawn_at,
            )
        )
    return found
