"""Landscapes are computed anew when votes have changed, and published when enough of them have."""

import logging
import time
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import cast

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from debates.landscape import (
    Landscape,
    Steadiness,
    Votes,
    can_be_shown,
    discreet,
    landscape_of,
    steady,
)
from debates.landscape.constants import FEWEST_CAMPS, FEWEST_CHANGES
from debates.models import LandscapeRun, Participant, Place, RunState, Statement, Topic, Vote
from debates.reading.votes import Voter, is_imported, votes_of
from debates.services.shown import shown_of
from members.models import Consent, Purpose

logger = logging.getLogger(__name__)
# A topic rests so long between two computations.
RESTS = timedelta(minutes=10)
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
    """Where votes, or consents to count them, changed after what the last run counted; and imports
    that have none. Each rests ten minutes between two runs.
    """
    now = now or timezone.now()
    recent = now - LOOKS_BACK
    voted = Vote.objects.filter(cast_at__gte=recent, statement__topic=OuterRef("pk"))
    changed = Consent.objects.filter(Q(given_at__gte=recent) | Q(withdrawn_at__gte=recent))
    changed = changed.filter(purpose=Purpose.VOTE, member__votes__statement__topic=OuterRef("pk"))
    runs = LandscapeRun.objects.filter(topic=OuterRef("pk")).order_by("-created_at", "-id")
    counted = runs.exclude(state=RunState.FAILED).values("counted_until")[:1]
    topics = Topic.objects.filter(hidden_at=None, withdrawn_at=None).annotate(
        computed_at=Subquery(runs.values("created_at")[:1]), counted=Subquery(counted)
    )
    rested = topics.filter(Q(computed_at=None) | Q(computed_at__lte=now - RESTS))
    since = OuterRef("counted")
    later = Q(given_at__gt=since) | Q(withdrawn_at__gt=since)
    never = Q(counted=None) & (
        Exists(voted) | Exists(Participant.objects.filter(topic=OuterRef("pk")))
    )
    return rested.filter(
        never | Exists(voted.filter(cast_at__gt=since)) | Exists(changed.filter(later))
    )


def _is_free(topic: Topic) -> bool:
    """Whether no other worker computes this topic; holds until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [topic.pk])
        return bool(cursor.fetchone()[0])


def _compute(topic: Topic, begun: datetime) -> LandscapeRun:
    clock = time.perf_counter()
    imported = is_imported(topic)
    votes = votes_of(topic, imported=imported)
    runs = LandscapeRun.objects
    last = runs.exclude(state=RunState.FAILED).latest(topic.pk)
    published = runs.latest_published(topic.pk)
    found, steadiness = _found(votes, last)
    told = discreet(votes, found)
    run = runs.create(
        topic=topic,
        state=_state(topic, told, published, votes, imported),
        counted_until=begun,
        voters=len(votes.participants),
        camps=steadiness.shown if steadiness else 0,
        best_camps=steadiness.found if steadiness else 0,
        times_in_a_row=steadiness.times if steadiness else 0,
        shown=shown_of(told, imported=imported),
        seconds=round(time.perf_counter() - clock, 3),
    )
    _keep_places(run, told)
    _keep_scores(run, found, told, published)
    _forget_earlier(run, published)
    return run


def _found(votes: Votes, last: LandscapeRun | None) -> tuple[Landscape, Steadiness | None]:
    """Camps that keep their names and their number from run to run."""
    previous = _camps_of(last)
    free = landscape_of(votes, previous=previous)
    before = None
    if last is not None and last.camps >= FEWEST_CAMPS:
        before = Steadiness(last.camps, last.best_camps, last.times_in_a_row)
    if free.k < FEWEST_CAMPS or (before is None and not can_be_shown(free)):
        return free, None
    now = steady(before, free.k)
    if now.shown == free.k:
        return free, now
    return landscape_of(votes, camps=now.shown, previous=previous), now


def _camps_of(run: LandscapeRun | None) -> Mapping[Voter, int] | None:
    """Who stood in which camp then; nothing where there were none."""
    if run is None:
        return None
    rows = run.places.filter(camp__isnull=False).values_list("member", "participant", "camp")
    kept: dict[Voter, int] = {}
    for member, participant, camp in rows:
        if camp is not None:
            kept[member, participant] = camp
    return kept or None


def _state(
    topic: Topic, told: Landscape, published: LandscapeRun | None, votes: Votes, imported: bool
) -> RunState:
    """Published once there is something to show, and then only when enough voters changed.

    Where too few are left to show anything, that is published too, by the same rule.
    """
    if published is None or imported:
        return RunState.PUBLISHED if told.k else RunState.HELD_BACK
    enough = _changed(topic, published, votes) >= FEWEST_CHANGES
    return RunState.PUBLISHED if enough else RunState.HELD_BACK


def _changed(topic: Topic, published: LandscapeRun, votes: Votes) -> int:
    """How many voters came, went or voted since: nobody may be read from the difference."""
    before = set(published.places.filter(member__isnull=False).values_list("member", flat=True))
    erased = published.voters - published.places.count()
    voters = cast("Sequence[Voter]", votes.participants)
    now = {member for member, _participant in voters if member is not None}
    casts = Vote.objects.counting(topic).filter(cast_at__gt=published.counted_until)
    new = set(casts.filter(member__isnull=False).values_list("member", flat=True).distinct())
    return len(new | (before ^ now)) + erased


def _keep_places(run: LandscapeRun, told: Landscape) -> None:
    Place.objects.bulk_create(
        (
            Place(
                run=run,
                member_id=point.id[0],  # type: ignore[index]
                participant_id=point.id[1],  # type: ignore[index]
                x=point.x,
                y=point.y,
                camp=point.camp,
            )
            for point in told.participants
        ),
        batch_size=BATCH,
    )


def _keep_scores(
    run: LandscapeRun, found: Landscape, told: Landscape, published: LandscapeRun | None
) -> None:
    """How likely a statement is drawn, and what others see of it.

    Both follow published runs, so that not even the order of questions follows a single vote; the
    first weights are there before the first map.
    """
    if run.state != RunState.PUBLISHED and published is not None:
        return
    weights = {figure.id: figure.priority for figure in found.statements}
    scores = {figure.id: (figure.bridging, figure.consensus) for figure in told.statements}
    keys = Statement.objects.filter(topic=run.topic).values_list("pk", flat=True)
    rows = [(key, weights.get(key), *scores.get(key, (None, None))) for key in keys]
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
