"""Three to five members who can help each other in a circle, where no two of them could alone."""

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

SHORTEST, LONGEST = 3, 5
# Of each member so many of the strongest gifts are followed; and in all, so many steps are taken,
# shared out evenly.
MOST_EDGES = 8
MOST_STEPS = 10_000_000
# A longer ring needs more people to say yes.
EACH_MORE = 0.9

Edges = Mapping[tuple[int, int], float]


@dataclass(frozen=True)
class Ring:
    """Each gives to the next, the last to the first; begins with the smallest id."""

    members: tuple[int, ...]
    score: float


def find(edges: Edges, *, most: int = 100, without: Collection[frozenset[int]] = ()) -> list[Ring]:
    """The best rings, each member in one at most. An edge (a, b): a can give what b wants.
    `without` names people who are not to be in a ring together just now.
    """
    taken: set[int] = set()
    found: list[Ring] = []
    for ring in sorted(_rings(edges), key=lambda one: (-one.score, one.members)):
        if len(found) == most:
            break
        if taken.isdisjoint(ring.members) and frozenset(ring.members) not in without:
            taken.update(ring.members)
            found.append(ring)
    return found


def _rings(edges: Edges) -> Iterator[Ring]:
    """Every ring along the strongest edges."""
    one_way = {
        (a, b): weight
        for (a, b), weight in edges.items()
        if weight > 0 and a != b and edges.get((b, a), 0) <= 0
    }
    both_ways = {(a, b) for a, b in edges if edges[a, b] > 0 and edges.get((b, a), 0) > 0}
    after = _strongest(one_way)
    for start in sorted(after):
        for path in _circles(start, after, both_ways, MOST_STEPS // len(after)):
            yield Ring(path, _score(path, one_way))


def _circles(
    start: int, after: Mapping[int, list[int]], both_ways: set[tuple[int, int]], steps: int
) -> Iterator[tuple[int, ...]]:
    """Every way from a member back to them, the short ones first, as far as the steps last."""
    paths: deque[tuple[int, ...]] = deque([(start,)])
    while paths:
        path = paths.popleft()
        for following in after.get(path[-1], ()):
            steps -= 1
            if steps < 0:
                return
            if following == start and len(path) >= SHORTEST:
                yield path
            elif _may_join(following, path, both_ways):
                paths.append((*path, following))


def _may_join(member: int, path: tuple[int, ...], both_ways: set[tuple[int, int]]) -> bool:
    """Rings begin with their smallest id, so that each is found once; no two in it gain alone."""
    return (
        len(path) < LONGEST
        and member > path[0]
        and member not in path
        and not any((member, one) in both_ways for one in path)
    )


def _strongest(edges: Edges) -> dict[int, list[int]]:
    """Whom each member can give most, strongest first."""
    after: dict[int, list[int]] = {}
    for (a, b), _weight in sorted(edges.items(), key=lambda one: (-one[1], one[0])):
        if len(after.setdefault(a, [])) < MOST_EDGES:
            after[a].append(b)
    return after


def _score(path: tuple[int, ...], edges: Edges) -> float:
    """A ring is as good as its weakest gift."""
    weakest = min(edges[pair] for pair in zip(path, (*path[1:], path[0]), strict=True))
    return weakest * float(EACH_MORE ** (len(path) - SHORTEST))
