"""Landscapes are computed anew when votes have changed, and published when enough of them have.

Votes of an imported conversation are public, and everything about them is told exactly. Votes of
members are told through `debates.services.publications` only; where the camps lie follows them.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from debates.landscape import (
    Landscape,
    Parts,
    Said,
    Steadiness,
    Votes,
    can_be_shown,
    landscape_of,
    large_camps,
    steady,
    told_of,
)
from debates.landscape.constants import FEWEST_APART, FEWEST_CAMPS
from debates.models import LandscapeRun, Place, RunState, Statement, Topic, Vote
from debates.reading.votes import is_imported, votes_of
from debates.services.maps import camps_of, map_now
from debates.services.publications import publish, stored_of
from debates.services.shown import Content, map_of_members, shown_of_import, told_to_members
from members.models import Consent, Purpose

logger = logging.getLogger(__name__)
# A topic rests so long between two computations.
PAUSE = timedelta(minutes=10)
# How far back beat looks for votes; whoever votes later wakes the topic again.
LOOKS_BACK = timedelta(days=1)
BATCH = 1000
# Written at once: `bulk_update` builds three branches for every statement, for half a second.
WRITE_SCORES = """
    UPDATE debates_statement AS statement
    SET priority = new.priority, bridging = new.bridging, consensus = new.consensus
    FROM unnest(%s::bigint[], %s::float8[], %s::float8[], %s::float8[])
        AS new(id, priority, bridging, consensus)
    WHERE statement.id = new.id
"""


def refresh(topic_id: int) -> LandscapeRun | None:
    """Compute the landscape of a topic, one worker at a time; gives the run.

    A run that fails leaves the last one standing, and keeps only the name of its error.
    """
    topic = Topic.objects.filter(pk=topic_id).first()
    if topic is None:
        return None
    begun = timezone.now()
    try:
        with transaction.atomic():
            return _compute(topic, begun) if _is_free(topic) else None
    except Exception as error:
        # Not with its words: they could quote a vote.
        logger.error("The landscape of topic %s failed: %s", topic.code, type(error).__name__)
        return _failed(topic, begun, type(error).__name__)


def due_topics(now: datetime | None = None) -> QuerySet[Topic]:
    """Where votes, or consents to count them, changed after what the last run counted; where
    something waited for its day; and where votes were never computed. Each rests ten minutes
    between two runs.
    """
    now = now or timezone.now()
    recent = now - LOOKS_BACK
    votes = Vote.objects.filter(statement__topic=OuterRef("pk"))
    changed = Consent.objects.filter(Q(given_at__gte=recent) | Q(withdrawn_at__gte=recent))
    changed = changed.filter(purpose=Purpose.VOTE, member__votes__statement__topic=OuterRef("pk"))
    runs = LandscapeRun.objects.filter(topic=OuterRef("pk")).order_by("-created_at", "-id")
    counted = runs.exclude(state=RunState.FAILED)
    topics = Topic.objects.filter(hidden_at=None, withdrawn_at=None).annotate(
        computed_at=Subquery(runs.values("created_at")[:1]),
        counted=Subquery(counted.values("counted_until")[:1]),
        again_at=Subquery(counted.values("again_at")[:1]),
    )
    rested = topics.filter(Q(computed_at=None) | Q(computed_at__lte=now - PAUSE))
    since = OuterRef("counted")
    later = Q(given_at__gt=since) | Q(withdrawn_at__gt=since)
    voted = votes.filter(cast_at__gte=recent, cast_at__gt=since)
    return rested.filter(
        Q(counted=None) & Exists(votes)
        | Q(again_at__lte=now)
        | Exists(voted)
        | Exists(changed.filter(later))
    )


def _is_free(topic: Topic) -> bool:
    """Whether no other worker computes this topic; holds until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [topic.pk])
        return bool(cursor.fetchone()[0])


def _compute(topic: Topic, begun: datetime) -> LandscapeRun:
    last = LandscapeRun.objects.exclude(state=RunState.FAILED).latest(topic.pk)
    imported = is_imported(topic)
    votes = votes_of(topic, imported=imported)
    found, steadiness = _found(votes, last, apart=0 if imported else FEWEST_APART)
    run = LandscapeRun(
        topic=topic,
        counted_until=begun,
        voters=len(votes.participants),
        camps=steadiness.shown if steadiness else 0,
        best_camps=steadiness.found if steadiness else 0,
        times_in_a_row=steadiness.times if steadiness else 0,
    )
    (_of_import if imported else _of_members)(run, votes, found)
    run.seconds = round((timezone.now() - begun).total_seconds(), 3)
    run.save(update_fields=["seconds"])
    return run


def _of_import(run: LandscapeRun, votes: Votes, found: Landscape) -> None:
    """Everything is public, so every run is published that has something to show."""
    run.shown = shown_of_import(found)
    run.state = RunState.PUBLISHED if run.shown else RunState.HELD_BACK
    published = LandscapeRun.objects.latest_published(run.topic_id)
    run.save()
    _keep_places(run, found, found.camps)
    if run.shown or published is None:
        _keep_scores(run.topic, found)
    _forget_earlier(run, published)


def _of_members(run: LandscapeRun, votes: Votes, found: Landscape) -> None:
    """Statements are published anew by the camps of the map, each at its own time."""
    published = LandscapeRun.objects.latest_published(run.topic_id)
    now = map_now(run.topic, votes, found, published, run.counted_until)
    due = publish(run.topic, votes, now.camps, now.era, run.counted_until)
    stored = stored_of(run.topic, now.era)
    is_first = published is None and bool(stored)
    run.state = RunState.PUBLISHED if now.is_new or is_first else RunState.HELD_BACK
    run.era = now.era
    run.again_at = min(filter(None, (now.again_at, due.again_at)), default=None)
    run.save()
    _keep_places(run, found, large_camps(found))
    camps = sorted(set(now.camps.values()))
    if run.state == RunState.PUBLISHED:
        _tell(run, map_of_members(found, camps), stored, camps)
    elif published is not None and due.statements:
        _tell(published, published.shown, stored, camps)
    _forget_earlier(run, published)


def _tell(
    run: LandscapeRun, content: Content, stored: Mapping[int, Parts], camps: Sequence[int]
) -> None:
    """What everybody sees of a published run, and the order of its statements."""
    said = told_of(stored, camps)
    run.shown = content | told_to_members(said) if stored or camps else {}
    run.save(update_fields=["shown"])
    _keep_scores(run.topic, said)


def _found(
    votes: Votes, last: LandscapeRun | None, *, apart: int
) -> tuple[Landscape, Steadiness | None]:
    """Camps that keep their names and their number from run to run."""
    previous = camps_of(last) or None
    free = landscape_of(votes, previous=previous, apart=apart)
    before = None
    if last is not None and last.camps >= FEWEST_CAMPS:
        before = Steadiness(last.camps, last.best_camps, last.times_in_a_row)
    if free.k < FEWEST_CAMPS or (before is None and not can_be_shown(free)):
        return free, None
    now = steady(before, free.k)
    if now.shown == free.k:
        return free, now
    return landscape_of(votes, camps=now.shown, previous=previous), now


def _keep_places(run: LandscapeRun, found: Landscape, camps: Mapping[Any, int]) -> None:
    """Where everybody stands, in a camp or in none."""
    Place.objects.bulk_create(
        (
            Place(
                run=run,
                member_id=point.id[0],  # type: ignore[index]
                participant_id=point.id[1],  # type: ignore[index]
                x=point.x,
                y=point.y,
                camp=camps.get(point.id),
            )
            for point in found.participants
        ),
        batch_size=BATCH,
    )


def _keep_scores(topic: Topic, said: Said) -> None:
    """How likely a statement is drawn, and where it stands: as everybody may see it."""
    known = {one.id: (one.priority, one.bridging, one.consensus) for one in said.statements}
    keys = Statement.objects.filter(topic=topic).values_list("pk", flat=True)
    rows = [(key, *known.get(key, (None, None, None))) for key in keys]
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(WRITE_SCORES, [list(column) for column in zip(*rows, strict=True)])


def _forget_earlier(run: LandscapeRun, published: LandscapeRun | None) -> None:
    """Of runs that were not published the newest is kept, and places only where they are needed."""
    others = LandscapeRun.objects.filter(topic=run.topic_id).exclude(pk=run.pk)
    others.exclude(state=RunState.PUBLISHED).delete()
    needed = {run.pk}
    if run.state != RunState.PUBLISHED and published is not None:
        needed.add(published.pk)
    Place.objects.filter(run__topic=run.topic_id).exclude(run__in=needed).delete()


def _failed(topic: Topic, begun: datetime, error: str) -> LandscapeRun:
    """One line for staff; of several failures in a row the latest is kept."""
    with transaction.atomic():
        LandscapeRun.objects.filter(topic=topic, state=RunState.FAILED).delete()
        return LandscapeRun.objects.create(
            topic=topic, state=RunState.FAILED, counted_until=begun, error=error[:80]
        )
