"""Figures of members' votes: when a statement is counted anew, and what is stored of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

import numpy as np
from django.db import connection

from debates.landscape import Parts, Votes, changed, changed_enough, fresh_generator, published
from debates.models import Moderated, PublishedCounts, Topic, Vote
from debates.reading.votes import Voter

# Nothing is published anew sooner than this after the last time.
RESTS = timedelta(days=1)
BATCH = 1000
KEEP_CHOICES = """
    UPDATE debates_vote AS vote SET published_as = told.choice
    FROM unnest(%s::bigint[], %s::bigint[], %s::smallint[]) AS told(member, statement, choice)
    WHERE vote.member_id = told.member AND vote.statement_id = told.statement
"""
Choices = dict[int, int]


@dataclass(frozen=True)
class Due:
    """Statements that are published now, and when the first of those that wait for a day may be."""

    statements: frozenset[int]
    again_at: datetime | None


def publish(topic: Topic, votes: Votes, camps: Mapping[Voter, int], era: int, now: datetime) -> Due:
    """Count the statements anew on which enough voters changed; `camps` are those of the era."""
    columns = _columns(votes)
    due = _due(topic, columns, now)
    parts = published(votes, due.statements, camps, fresh_generator())
    PublishedCounts.objects.bulk_create(
        (
            PublishedCounts(
                statement_id=key,
                camps={str(camp): row for camp, row in counted.camps.items()},
                rest=counted.rest,
                era=era,
                voters=len(columns[key]),
                published_at=now,
            )
            for key, counted in parts.items()
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["statement"],
        update_fields=["camps", "rest", "era", "voters", "published_at"],
    )
    _keep_choices({key: columns[key] for key in due.statements})
    return due


def stored_of(topic: Topic, era: int) -> dict[int, Parts]:
    """What is published of a topic. Camps of another era are joined with everybody else."""
    rows = PublishedCounts.objects.filter(statement__topic=topic)
    rows = rows.exclude(statement__moderated=Moderated.REJECTED).order_by("statement_id")
    return {row.statement_id: _parts(row, era) for row in rows}


def _parts(row: PublishedCounts, era: int) -> Parts:
    camps = {int(camp): tuple(counts) for camp, counts in row.camps.items()}
    if row.era == era:
        return Parts(camps, tuple(row.rest))
    agree, disagree, passes = (sum(one) for one in zip(*camps.values(), row.rest, strict=True))
    return Parts({}, (agree, disagree, passes))


def _columns(votes: Votes) -> dict[int, Choices]:
    """For every statement that was not rejected, the vote of each member."""
    voters = cast("Sequence[Voter]", votes.participants)
    statements = cast("Sequence[int]", votes.statements)
    members = [member or 0 for member, _participant in voters]
    return {
        key: {
            members[row]: int(votes.values[row, column])
            for row in np.flatnonzero(votes.seen[:, column])
        }
        for column, key in enumerate(statements)
        if not votes.rejected[column]
    }


def _due(topic: Topic, columns: Mapping[int, Choices], now: datetime) -> Due:
    before: dict[int, Choices] = defaultdict(dict)
    kept = Vote.objects.filter(statement__topic=topic, published_as__isnull=False)
    for key, member, choice in kept.values_list("statement", "member", "published_as"):
        if member is not None and choice is not None:
            before[key][member] = choice
    last = PublishedCounts.objects.filter(statement__topic=topic).in_bulk()
    due, waiting = set(), []
    for key, choices in columns.items():
        earlier = last.get(key)
        erased = earlier.voters - len(before[key]) if earlier else 0
        voters = max(len(choices), earlier.voters if earlier else 0)
        if not changed_enough(changed(before[key], choices, erased), voters):
            continue
        if earlier is None or earlier.published_at + RESTS <= now:
            due.add(key)
        else:
            waiting.append(earlier.published_at + RESTS)
    return Due(frozenset(due), min(waiting, default=None))


def _keep_choices(columns: Mapping[int, Choices]) -> None:
    """What every vote on these statements was when it was counted."""
    Vote.objects.filter(statement__in=list(columns)).update(published_as=None)
    rows = [
        (member, key, choice)
        for key, choices in columns.items()
        for member, choice in choices.items()
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(KEEP_CHOICES, [list(column) for column in zip(*rows, strict=True)])
