"""The matrix of votes: who said what about which statement."""

from array import array
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Key = Hashable
Triple = tuple[Key, Key, int]


@dataclass(frozen=True, eq=False)
class Votes:
    """n participants by m statements, one byte a vote.

    participants: n ids; statements: m ids, in the order in which ties are decided.
    values: int8 [n, m], +1 agree, 0 pass, -1 disagree; 0 where nothing was voted.
    seen: bool [n, m], whether a vote was given. rejected: bool [m], refused by moderation.
    Raises ValueError where shapes, values or ids do not fit together.
    """

    participants: tuple[Key, ...]
    statements: tuple[Key, ...]
    values: NDArray[np.int8]
    seen: NDArray[np.bool_]
    rejected: NDArray[np.bool_]

    def __post_init__(self) -> None:
        shape = (len(self.participants), len(self.statements))
        if self.values.shape != shape or self.seen.shape != shape:
            raise ValueError(f"values and seen need the shape {shape}")
        if self.rejected.shape != shape[1:]:
            raise ValueError(f"rejected needs the shape {shape[1:]}")
        if self.values.dtype != np.int8 or self.seen.dtype != np.bool_:
            raise ValueError("values are int8, seen is bool")
        if self.values.size and (self.values.min() < -1 or self.values.max() > 1):
            raise ValueError("a vote is -1, 0 or 1")
        for ids in (self.participants, self.statements):
            if len(set(ids)) != len(ids):
                raise ValueError("an id stands twice")

    @classmethod
    def of(
        cls,
        triples: Iterable[Triple],
        statements: Sequence[Key],
        rejected: Collection[Key] = (),
    ) -> "Votes":
        """From (participant, statement, vote); the last vote of a pair counts.

        Participants stand in the order of their first vote. Reads the triples once and keeps nine
        bytes of each. Raises ValueError for an unknown statement or a vote that is none.
        """
        columns = {key: column for column, key in enumerate(statements)}
        people: dict[Key, int] = {}
        where, which, what = array("l"), array("i"), array("b")
        for person, statement, vote in triples:
            if statement not in columns:
                raise ValueError(f"a vote on a statement that is not listed: {statement!r}")
            if vote not in (-1, 0, 1):
                raise ValueError(f"a vote is -1, 0 or 1, not {vote!r}")
            where.append(people.setdefault(person, len(people)))
            which.append(columns[statement])
            what.append(vote)
        values = np.zeros((len(people), len(columns)), dtype=np.int8)
        seen = np.zeros(values.shape, dtype=np.bool_)
        values[where, which] = what
        seen[where, which] = True
        refused = np.array([key in rejected for key in statements], dtype=np.bool_)
        return cls(tuple(people), tuple(statements), values, seen, refused)
