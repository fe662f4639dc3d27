"""Two principal components of the votes, and where everybody stands on them.

Source: the mathematics of Polis (mean imputation, two components, correction for few votes),
computed exactly here instead of by power iteration.
"""

from dataclasses import dataclass

import numpy as np

from debates.landscape.matrix import Cells, Floats

# An eigenvalue below this share of the variance is rounding, not a direction.
NOTHING = 1e-10
# Positions are rounded to this many decimals, so that equal votes are equal positions.
DECIMALS = 9


@dataclass(frozen=True, eq=False)
class Components:
    """directions [2, d], each of length 1, or all 0 where the votes vary in no further direction;
    explained: the shares of the variance, 0 to 1.
    """

    directions: Floats
    explained: tuple[float, float]


def components_of(cells: Cells) -> Components:
    """The two directions in which all participants differ most, by the smaller of two products."""
    n, d = cells.values.shape
    products = _between_statements(cells) if d <= n else _between_people(cells)
    variance = float(np.trace(products))
    directions, explained = np.zeros((2, d)), [0.0, 0.0]
    if variance > 0:
        lengths, vectors = np.linalg.eigh(products)
        for place in range(min(2, len(lengths))):
            explained[place] = max(float(lengths[-1 - place]) / variance, 0.0)
            if explained[place] > NOTHING:
                vector = vectors[:, -1 - place]
                directions[place] = _pointed(vector if d <= n else _through_votes(cells, vector))
    return Components(directions, (explained[0], explained[1]))


def positions_of(cells: Cells, components: Components) -> Floats:
    """Where each row stands, [n, 2]: its votes along the components, pushed out where it gave few.

    The factor is sqrt(statements / cells voted), so that few votes do not draw to the middle.
    """
    places = np.zeros((len(cells.rows), 2))
    for block, votes in cells.centred():
        places[block] = votes @ components.directions.T
    stretch = np.sqrt(cells.statements / np.maximum(cells.voted, 1))
    # Adding 0 turns -0 into 0.
    return np.asarray(np.round(places * stretch[:, None], DECIMALS) + 0.0)


def _between_statements(cells: Cells) -> Floats:
    """[d, d]: how statements vary together."""
    products = np.zeros((cells.values.shape[1],) * 2)
    for _block, votes in cells.centred():
        products += votes.T @ votes
    return products


def _between_people(cells: Cells) -> Floats:
    """[n, n]: how people vary together; for fewer people than statements."""
    votes = np.concatenate([votes for _block, votes in cells.centred()])
    return np.asarray(votes @ votes.T)


def _through_votes(cells: Cells, people: Floats) -> Floats:
    """A direction among people, seen as one among statements."""
    total = np.zeros(cells.values.shape[1])
    for block, votes in cells.centred():
        total += people[block] @ votes
    return np.asarray(total / np.linalg.norm(total))


def _pointed(direction: Floats) -> Floats:
    """A direction and its opposite are the same; the heavier statements point to plus."""
    return -direction if np.round((direction**3).sum(), DECIMALS) < 0 else direction
