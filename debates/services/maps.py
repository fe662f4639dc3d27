"""The map of members' votes: which camps are shown now, and when others may be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from debates.landscape import Landscape, Votes, are_the_same, changed_enough, large_camps
from debates.models import LandscapeRun, Topic, Vote
from debates.reading.votes import Voter
from debates.services.publications import RESTS


@dataclass(frozen=True)
class Map:
    """The camps by which statements are counted; empty where none are shown.

    `is_new` where this computation replaces the map that is shown; `again_at` where it only waits
    for its day.
    """

    camps: Mapping[Voter, int]
    era: int
    is_new: bool
    again_at: datetime | None = None


def map_now(
    topic: Topic, votes: Votes, found: Landscape, last: LandscapeRun | None, now: datetime
) -> Map:
    """The first map comes as soon as there is something to show, the next once enough voters have
    changed and a day has passed; where too few are left, the next one is empty. `last` is the one
    that is shown.
    """
    large = cast("Mapping[Voter, int]", large_camps(found))
    before = camps_of(last)
    era = last.era if last is not None else 0
    if large and not before:
        return Map(large, era + 1, is_new=True)
    if last is None:
        return Map({}, era, is_new=False)
    if not changed_enough(_changed(topic, last, votes), last.voters):
        return Map(before, era, is_new=False)
    if last.created_at + RESTS > now:
        return Map(before, era, is_new=False, again_at=last.created_at + RESTS)
    return Map(large, era if are_the_same(before, large) else era + 1, is_new=True)


def camps_of(run: LandscapeRun | None) -> dict[Voter, int]:
    """Who stood in which camp then; nothing where there were none."""
    if run is None:
        return {}
    rows = run.places.filter(camp__isnull=False).values_list("member", "participant", "camp")
    return {(member, participant): camp for member, participant, camp in rows if camp is not None}


def _changed(topic: Topic, last: LandscapeRun, votes: Votes) -> int:
    """How many voters came, went or voted since."""
    before = set(last.places.filter(member__isnull=False).values_list("member", flat=True))
    erased = last.voters - last.places.count()
    voters = cast("Sequence[Voter]", votes.participants)
    now = {member for member, _participant in voters if member is not None}
    casts = Vote.objects.counting(topic).filter(cast_at__gt=last.counted_until)
    new = set(casts.filter(member__isnull=False).values_list("member", flat=True).distinct())
    return len(new | (before ^ now)) + erased
