"""What this floor keeps about a member: how it is handed out, and how it is erased."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from debates.models import (
    Ground,
    Moderated,
    Position,
    PositionVersion,
    Statement,
    Topic,
    TopicChoice,
    Vote,
)
from debates.registrations.exported import questions_for, statements_for
from members.models import Member
from members.services.privacy import plain
from members.shelves import PersonalData, personal_data


def _export_positions(member: Member) -> Iterable[dict[str, Any]]:
    """Every version with what it rests on, also of withdrawn positions."""
    versions = PositionVersion.objects.filter(position__member=member).order_by("created_at")
    known = versions.select_related("position").prefetch_related("grounds__statement")
    question = questions_for(member, [version.position.topic_id for version in known])
    for version in known:
        yield {
            "question": question(version.position.topic_id),
            "version": version.number,
            "written_at": version.created_at.isoformat(),
            "stance": version.stance,
            "confidence": version.confidence,
            "importance": version.importance,
            "core": version.core,
            "story": version.story,
            "reasons": version.reasons,
            "because": version.because,
            "who_reads_it": _who_reads(version),
            "language": version.language,
            "grounds": [
                {"statement": ground.statement.words, "because": ground.because}
                for ground in version.grounds.all()
            ],
        }


def _who_reads(version: PositionVersion) -> str:
    """Of an earlier version: whoever could when it was current."""
    position = version.position
    return position.visibility if version.pk == position.current_id else version.reach


def _erase_topics(member: Member) -> None:
    """A question under which others stand stays without a name; every other one is deleted."""
    others = Position.objects.filter(topic=OuterRef("pk")).exclude(member=member)
    mine = Topic.objects.filter(author=member)
    mine.filter(~Exists(others)).delete()
    mine.update(author=None)


def _forget_author(member: Member) -> None:
    Statement.objects.filter(author=member).update(author=None)


def _delete(rows: QuerySet[Any]) -> None:
    rows.delete()


def _export_choices(member: Member) -> list[dict[str, Any]]:
    choices = list(TopicChoice.objects.filter(member=member))
    question = questions_for(member, [choice.topic_id for choice in choices])
    return [{"question": question(choice.topic_id), "wish": choice.wish} for choice in choices]


def _export_statements(member: Member) -> list[dict[str, Any]]:
    """What one wrote, also where others read it no more."""
    rows = list(Statement.objects.filter(author=member))
    question = questions_for(member, [row.topic_id for row in rows])
    return [
        {
            "question": question(row.topic_id),
            "statement": row.text,
            "language": row.language,
            "written_at": row.created_at.isoformat(),
            "state": Moderated(row.moderated).name.lower(),
        }
        for row in rows
    ]


def _export_votes(member: Member) -> list[dict[str, Any]]:
    votes = list(Vote.objects.filter(member=member))
    text = statements_for(member, [vote.statement_id for vote in votes])
    return [
        {
            "statement": text(vote.statement_id),
            "vote": vote.choice,
            "cast_at": vote.cast_at.isoformat(),
        }
        for vote in votes
    ]


personal_data.register(
    PersonalData(
        name="debates.positions",
        model=Position,
        label=_("Positions"),
        export=_export_positions,
        erase=lambda member: _delete(Position.objects.filter(member=member)),
        order=20,
        also_covers=(PositionVersion, Ground),
    )
)
personal_data.register(
    PersonalData(
        name="debates.votes",
        model=Vote,
        label=_("Votes"),
        export=_export_votes,
        erase=lambda member: _delete(Vote.objects.filter(member=member)),
        order=20,
    )
)
personal_data.register(
    PersonalData(
        name="debates.statements",
        model=Statement,
        label=_("Statements"),
        export=_export_statements,
        erase=_forget_author,
        order=20,
    )
)
personal_data.register(
    PersonalData(
        name="debates.topics",
        model=Topic,
        label=_("Burning topics"),
        export=lambda member: plain(Topic.objects.filter(author=member), member),
        erase=_erase_topics,
        order=30,
    )
)
personal_data.register(
    PersonalData(
        name="debates.choices",
        model=TopicChoice,
        label=_("Topics you follow or muted"),
        export=_export_choices,
        erase=lambda member: _delete(TopicChoice.objects.filter(member=member)),
        order=20,
    )
)
