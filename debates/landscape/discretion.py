"""From how many voters on there is a map, and what `bin/manage landscape` prints of members' votes:
exact counts, but nothing about a few people. What pages tell of them is in parts.py and told.py.
"""

from collections.abc import Collection
from dataclasses import replace

from debates.landscape.constants import (
    FEWEST_CAMP_VOTES,
    FEWEST_CAMPS,
    FEWEST_GROUPED,
    SMALLEST_CAMP,
)
from debates.landscape.figures import (
    Camp,
    CampFigures,
    Landscape,
    Overall,
    StatementFigures,
)
from debates.landscape.landscape import landscape_of
from debates.landscape.votes import Key, Votes


def can_be_shown(landscape: Landscape) -> bool:
    """There is something to show: enough voters with enough votes, and two camps large enough."""
    return bool(large_camps(landscape))


def large_camps(landscape: Landscape) -> dict[Key, Camp]:
    """Who is in a camp that may be shown; nobody where there is nothing to show."""
    large = {camp for camp, size in landscape.sizes.items() if size >= SMALLEST_CAMP}
    if landscape.enough < FEWEST_GROUPED or len(large) < FEWEST_CAMPS:
        return {}
    return {key: camp for key, camp in landscape.camps.items() if camp in large}


def discreet(votes: Votes, landscape: Landscape) -> Landscape:
    """What may be shown of the landscape of these votes; k is 0 where that is nothing.

    Camps of fewer than SMALLEST_CAMP are dissolved and the figures computed anew without them, so
    that no ratio to "all others" holds them. Of a statement on which some camp gave fewer than
    FEWEST_CAMP_VOTES, only counts of the other camps remain and no list names it: scores and ratios
    over all camps would give the small one away. Totals remain only where the voters that no shown
    camp accounts for are none, or FEWEST_CAMP_VOTES at least. The points stay, for drawing areas;
    nobody but their owners may see them.
    """
    if not can_be_shown(landscape):
        return _nothing(landscape)
    again = landscape_of(votes, groups=large_camps(landscape), fewest=FEWEST_CAMP_VOTES)
    statements = tuple(_discreet(statement) for statement in again.statements)
    told = {statement.id for statement in statements if statement.seen is not None}
    return replace(again, statements=statements, overall=_only(told, again.overall))


def _discreet(statement: StatementFigures) -> StatementFigures:
    shown = tuple(camp for camp in statement.camps if camp.seen >= FEWEST_CAMP_VOTES)
    rest = (statement.seen or 0) - sum(camp.seen for camp in shown)
    if 0 < rest < FEWEST_CAMP_VOTES:
        statement = replace(statement, agree=None, disagree=None, seen=None)
    if len(shown) == len(statement.camps):
        return statement
    return replace(
        statement,
        consensus=None,
        consensus_disagree=None,
        bridging=None,
        divide=None,
        camps=tuple(_only_counts(camp) for camp in shown),
    )


def _only(told: Collection[Key], overall: Overall) -> Overall:
    """Without the statements whose totals are not told."""
    sides = (overall.agree, overall.disagree)
    return Overall(*(tuple(one for one in side if one.id in told) for side in sides))


def _only_counts(camp: CampFigures) -> CampFigures:
    return CampFigures(camp.camp, camp.agree, camp.disagree, camp.seen)


def _nothing(landscape: Landscape) -> Landscape:
    """No camps, no figures, nobody's place."""
    return replace(
        landscape,
        participants=(),
        statements=(),
        representative={},
        overall=Overall((), ()),
        common_ground=(),
        most_divisive=(),
        k=0,
        silhouette=0.0,
        sizes={},
    )
