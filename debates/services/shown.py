"""What of a computation is stored to be shown: figures with the minimums applied, and areas.

No single vote, and no point of a member; points are kept only for an imported conversation, whose
votes are public.
"""

from collections.abc import Mapping
from typing import Any

from debates.landscape import Landscape, Point, StatementFigures
from debates.landscape.areas import area_of, spread_of
from debates.landscape.constants import BRIDGES, MOST_OVERALL
from debates.landscape.votes import Key

# From this distance between two camps' shares of agreement on, a statement divides.
DIVIDES = 0.3
DECIMALS = 3


def shown_of(landscape: Landscape, *, imported: bool) -> dict[str, Any]:
    """The content of `LandscapeRun.shown`; empty where nothing may be shown."""
    if landscape.k == 0:
        return {}
    figures = {figure.id: figure for figure in landscape.statements}
    shared = _shared(landscape, figures)
    return {
        "k": landscape.k,
        "voters": landscape.enough,
        "statements": len(landscape.statements),
        "silhouette": round(landscape.silhouette, DECIMALS),
        "camps": _camps(landscape),
        "common_ground": shared,
        "characterises": {
            str(camp): list(ids) for camp, ids in sorted(landscape.representative.items())
        },
        "divides": _dividing(landscape, figures, shared),
        "figures": {str(figure.id): _figures(figure) for figure in landscape.statements},
        "dots": _dots(landscape) if imported else [],
    }


def _camps(landscape: Landscape) -> list[dict[str, Any]]:
    points: dict[int, list[Point]] = {camp: [] for camp in sorted(landscape.sizes)}
    for point in landscape.participants:
        if point.camp is not None:
            points[point.camp].append(point)
    width = spread_of([(one.x, one.y) for ones in points.values() for one in ones])
    return [
        {
            "camp": camp,
            "size": len(ones),
            "area": vars(area_of([(one.x, one.y) for one in ones], width)),
        }
        for camp, ones in points.items()
    ]


def _shared(landscape: Landscape, figures: Mapping[Key, StatementFigures]) -> list[Key]:
    """What bridges, the strongest consensus first."""
    bridges = [key for key in landscape.common_ground if _at_least(figures[key].bridging, BRIDGES)]
    return bridges[:MOST_OVERALL]


def _dividing(
    landscape: Landscape, figures: Mapping[Key, StatementFigures], shared: list[Key]
) -> list[Key]:
    wide = [key for key in landscape.most_divisive if _at_least(figures[key].divide, DIVIDES)]
    return [key for key in wide if key not in shared][:MOST_OVERALL]


def _at_least(score: float | None, least: float) -> bool:
    return score is not None and score >= least


def _figures(figure: StatementFigures) -> dict[str, Any]:
    """Counts, agree, disagree and seen: of all where that may be told, and of each shown camp."""
    together = None
    if figure.seen is not None:
        together = [figure.agree, figure.disagree, figure.seen]
    return {
        "all": together,
        "bridging": None if figure.bridging is None else round(figure.bridging, DECIMALS),
        "camps": {
            str(camp.camp): [camp.agree, camp.disagree, camp.seen, camp.side or ""]
            for camp in figure.camps
        },
    }


def _dots(landscape: Landscape) -> list[list[Any]]:
    return [
        [round(point.x, DECIMALS), round(point.y, DECIMALS), point.camp]
        for point in landscape.participants
    ]
