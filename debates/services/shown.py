"""What of a computation is stored to be shown: areas of camps, figures of statements, lists.

No single vote. Of an imported conversation, whose votes are public, the counts are exact and every
point is kept; of members' votes shares are told in tenths, people in steps, and no point.
"""

from collections.abc import Iterable, Mapping
from math import floor
from typing import Any

import numpy as np

from debates.landscape import CampFigures, Landscape, Said, StatementFigures
from debates.landscape.areas import area_of, circles_of, spread_of
from debates.landscape.constants import BRIDGES, FEWEST_TOLD, MOST_OVERALL, STEP

# From this distance between two camps' shares of agreement on, a statement divides.
DIVIDES = 0.3
DECIMALS = 3
UNTOLD = [0, 0, 0]
Content = dict[str, Any]


def shown_of_import(landscape: Landscape) -> Content:
    """The content of `LandscapeRun.shown` for public votes; empty where there are no camps."""
    if landscape.k == 0:
        return {}
    figures = {str(one.id): _exact(one) for one in landscape.statements}
    dots = [
        [round(point.x, DECIMALS), round(point.y, DECIMALS), point.camp]
        for point in landscape.participants
    ]
    return (
        _map_of_import(landscape)
        | _lists(landscape)
        | {"figures": figures, "dots": dots, "in_tenths": False}
    )


def map_of_members(landscape: Landscape, camps: Iterable[int]) -> Content:
    """The part of the content that stays until the next map; `camps` are those that are shown. The
    width is told to nobody: one's own place is drawn by it.
    """
    sizes = {camp: _in_steps(landscape.sizes[camp]) for camp in camps}
    points = _points(landscape, sizes)
    width = _width(points)
    middles = {camp: np.mean(ones, axis=0) / width for camp, ones in points.items()}
    areas = circles_of(middles, sizes)
    return {
        "k": len(sizes),
        "width": width,
        "voters": _in_steps(landscape.enough),
        "silhouette": round(landscape.silhouette, 1),
        "camps": [
            {"camp": camp, "size": sizes[camp], "area": vars(areas[camp])} for camp in points
        ],
        "dots": [],
        "in_tenths": True,
    }


def told_to_members(said: Said) -> Content:
    """The part that follows every publication of a statement."""
    return _lists(said) | {"figures": {str(one.id): _in_tenths(one) for one in said.statements}}


def _map_of_import(landscape: Landscape) -> Content:
    points = _points(landscape, landscape.sizes)
    width = _width(points)
    return {
        "k": landscape.k,
        "voters": landscape.enough,
        "silhouette": round(landscape.silhouette, DECIMALS),
        "camps": [
            {"camp": camp, "size": len(ones), "area": vars(area_of(ones, width))}
            for camp, ones in points.items()
        ],
    }


def _points(landscape: Landscape, camps: Iterable[int]) -> dict[int, list[tuple[float, float]]]:
    points: dict[int, list[tuple[float, float]]] = {camp: [] for camp in sorted(camps)}
    for point in landscape.participants:
        if point.camp in points:
            points[point.camp].append((point.x, point.y))
    return points


def _width(points: Mapping[int, list[tuple[float, float]]]) -> float:
    return spread_of([place for ones in points.values() for place in ones] or [(0.0, 0.0)])


def _lists(said: Said) -> Content:
    figures = {one.id: one for one in said.statements}
    shared = [key for key in said.common_ground if _at_least(figures[key].bridging, BRIDGES)]
    shared = shared[:MOST_OVERALL]
    wide = [key for key in said.most_divisive if _at_least(figures[key].divide, DIVIDES)]
    return {
        "statements": len(said.statements),
        # Whether scores and lists compare camps; else they are those of all together.
        "is_apart": any(one.camps for one in said.statements),
        "common_ground": shared,
        "characterises": {str(camp): list(keys) for camp, keys in said.representative.items()},
        "divides": [key for key in wide if key not in shared][:MOST_OVERALL],
    }


def _at_least(score: float | None, least: float) -> bool:
    return score is not None and score >= least


def _exact(one: StatementFigures) -> Content:
    """Counts, agree, disagree and seen: of all, and of each camp with the side it leans to."""
    return {
        "all": [one.agree, one.disagree, one.seen],
        "bridging": None if one.bridging is None else round(one.bridging, DECIMALS),
        "camps": {
            str(camp.camp): [camp.agree, camp.disagree, camp.seen, camp.side or ""]
            for camp in one.camps
        },
    }


def _in_tenths(one: StatementFigures) -> Content:
    """The same out of ten, where there are votes enough to tell it; else which side only."""
    enough = one.seen is not None and one.seen >= FEWEST_TOLD
    return {
        "all": _tenths(one) if enough else None,
        # Downwards, so that what is told to bridge does.
        "bridging": None if one.bridging is None else floor(10 * one.bridging) / 10,
        "camps": {
            str(camp.camp): [
                *(_tenths(camp) if camp.seen >= FEWEST_TOLD else UNTOLD),
                camp.side or "",
            ]
            for camp in one.camps
        },
    }


def _tenths(counts: StatementFigures | CampFigures) -> list[int]:
    agree, disagree, seen = counts.agree or 0, counts.disagree or 0, counts.seen or 1
    return [round(10 * agree / seen), round(10 * disagree / seen), 10]


def _in_steps(people: int) -> int:
    return STEP * round(people / STEP)
