"""A position as it is read: its words, the values it rests on, and what was asked about it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext

from debates.models import Ground, Position, PositionVersion
from members.markup.dates import since
from members.models import Member, Question

# On a page of twenty, longer reasons and answers are cut and read in full on the position's page.
LONGEST = 1200
LONGEST_ANSWER = 500
MOST_QUESTIONS = 2


@dataclass(frozen=True)
class Said:
    """A position in a list, with everything its lines need."""

    position: Position
    version: PositionVersion
    code: str
    grounds: Sequence[Ground]
    questions: Sequence[Question]
    reasons: str
    goes_on: bool
    taken: str


def said(positions: Sequence[Position], reader: Member | None) -> list[Said]:
    """Positions of one page with grounds and public questions; two queries for all."""
    grounds = grounds_of(position.current_id for position in positions)
    questions = questions_about(positions, reader, most=MOST_QUESTIONS)
    return [
        _said(position, position.current, grounds, questions)
        for position in positions
        if position.current is not None
    ]


def _said(
    position: Position,
    version: PositionVersion,
    grounds: dict[int, list[Ground]],
    questions: dict[int, list[Question]],
) -> Said:
    reasons, goes_on = beginning(version.reasons, LONGEST)
    return Said(
        position=position,
        version=version,
        code=position.code,
        grounds=grounds[version.pk],
        questions=questions[position.pk],
        reasons=reasons,
        goes_on=goes_on,
        taken=taken_in_words(version, position.taken_at),
    )


def taken_in_words(version: PositionVersion, at: datetime) -> str:
    """When the current version was written; a later one says that it changed."""
    sentence = gettext("taken %(day)s") if version.number == 1 else gettext("changed %(day)s")
    return sentence % {"day": since(at)}


def grounds_of(version_ids: Iterable[int | None]) -> dict[int, list[Ground]]:
    """What versions rest on. Publishing a position shows the words of its grounds, as its form
    says; words that were withdrawn or hidden stay away, and the value alone is named.
    """
    found: dict[int, list[Ground]] = defaultdict(list)
    rows = Ground.objects.filter(version__in=[pk for pk in version_ids if pk])
    fields = ("value", "words", "language", "hidden_at", "withdrawn_at", "member_id")
    rows = rows.select_related("statement").only(
        "version_id", "because", *(f"statement__{field}" for field in fields)
    )
    for ground in rows.order_by("statement__created_at", "pk"):
        found[ground.version_id].append(ground)
    return found


def questions_about(
    positions: Sequence[Position], reader: Member | None, *, most: int
) -> dict[int, list[Question]]:
    """Questions both sides released, with their answers, the latest of each position."""
    found: dict[int, list[Question]] = defaultdict(list)
    if not positions:
        return found
    public = Question.objects.public().filter(
        target_type=ContentType.objects.get_for_model(Position),
        target_id__in=[position.pk for position in positions],
        hidden_at__isnull=True,
        asker__is_active=True,
    )
    if reader is not None:
        public = public.exclude(asker__in=reader.blocked_ids)
    place = Window(
        RowNumber(), partition_by=F("target_id"), order_by=[F("answered_at").desc(), F("id")]
    )
    rows = public.annotate(place=place).filter(place__lte=most)
    for question in rows.select_related("asker").defer("asker__search", "asker__story"):
        found[question.target_id].append(question)
    return found


def beginning(text: str, most: int) -> tuple[str, bool]:
    """The text, or its first paragraphs where it is long, and whether it goes on."""
    if len(text) <= most:
        return text, False
    start = text[:most]
    cut = max(start.rfind("\n\n"), start.rfind("\r\n\r\n"))
    if cut > most // 3:
        return start[:cut].rstrip(), True
    return start.rsplit(" ", 1)[0].rstrip(" ,;:") + " …", True


def versions_of(position: Position) -> list[dict[str, Any]]:
    """Every version of a position with its grounds, the latest first; two queries."""
    versions = list(position.versions.all())
    grounds = grounds_of(version.pk for version in versions)
    return [
        {
            "version": version,
            "grounds": grounds[version.pk],
            "taken": taken_in_words(version, version.created_at),
        }
        for version in versions
    ]
