"""What is said about statements out of their stored counts with noise, and out of nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from debates.landscape.constants import FEWEST_CAMPS
from debates.landscape.counts import Counts, Tally
from debates.landscape.figures import Camp, Said, StatementFigures
from debates.landscape.ground import ground_of, said
from debates.landscape.parts import Parts


def told_of(stored: Mapping[Any, Parts], camps: Sequence[Camp]) -> Said:
    """The figures and lists of these statements; `camps` are those of the map that is shown.

    Of a statement whose parts are not of these camps only the total is known. Where that is so of
    all, scores and lists are those of everybody together.
    """
    keys = tuple(stored)
    apart = {key for key, parts in stored.items() if camps and parts.camps.keys() == set(camps)}
    names = list(camps) if apart else []
    by_camp = np.zeros((len(keys), len(names), 3), dtype=np.int64)
    for place, key in enumerate(keys):
        if key in apart:
            by_camp[place] = [stored[key].camps[name] for name in names]
    everybody = [_total(parts) for parts in stored.values()]
    ground = ground_of(
        keys,
        tuple(range(len(keys))),
        names,
        _tally(by_camp),
        _tally(np.array(everybody, dtype=np.int64).reshape(-1, 1, 3)),
        fewest=1 if names else 0,
    )
    found = said(ground, np.zeros(len(keys)))
    if len(names) < FEWEST_CAMPS:
        return found
    statements = tuple(one if one.id in apart else _only_total(one) for one in found.statements)
    return replace(found, statements=statements)


def _total(parts: Parts) -> list[int]:
    return [sum(column) for column in zip(*parts.camps.values(), parts.rest, strict=True)]


def _tally(rows: Counts) -> Tally:
    """Of counts with noise [m, camps, choices]; what fell below nothing is nothing."""
    rows = rows.clip(min=0)
    return Tally(rows[..., 0], rows[..., 1], rows.sum(axis=2))


def _only_total(figures: StatementFigures) -> StatementFigures:
    return replace(
        figures, consensus=None, consensus_disagree=None, bridging=None, divide=None, camps=()
    )
