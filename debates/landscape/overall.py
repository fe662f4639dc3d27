"""What all participants together lean to, whatever their camp."""

from collections.abc import Iterator, Sequence

from debates.landscape.constants import MOST_OVERALL, SIGNIFICANT
from debates.landscape.counts import Tally, one_sided
from debates.landscape.figures import Majority, Overall, Side
from debates.landscape.scores import share
from debates.landscape.votes import Key


def overall_of(statements: Sequence[Key], everybody: Tally, among: Sequence[int]) -> Overall:
    """Statements with more than half on one side, and significantly so; by share times z."""
    return Overall(
        *(_strongest(statements, everybody, among, side) for side in ("agree", "disagree"))
    )


def _strongest(
    statements: Sequence[Key], everybody: Tally, among: Sequence[int], side: Side
) -> tuple[Majority, ...]:
    clear = sorted(_clear(statements, everybody, among, side), key=lambda found: -found.metric)
    return tuple(clear[:MOST_OVERALL])


def _clear(
    statements: Sequence[Key], everybody: Tally, among: Sequence[int], side: Side
) -> Iterator[Majority]:
    for place in among:
        success, seen = int(everybody.count(side)[place, 0]), int(everybody.seen[place, 0])
        p, z = float(share(success, seen)), float(one_sided(success, seen))
        if p > 0.5 and z > SIGNIFICANT:
            yield Majority(statements[place], success, seen, p, z, p * z)
