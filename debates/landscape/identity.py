"""Camps keep their names from one run to the next, and their number does not flicker."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from debates.landscape.constants import SAME_CAMPS, STEADY_RUNS
from debates.landscape.figures import Camp


def same_camps(previous: Mapping[Any, Camp], current: Mapping[Any, Camp]) -> dict[Camp, Camp]:
    """The name each camp of `current` keeps: that of the earlier camp it shares most members with.

    The largest overlap chooses first (then the lower names). A camp that shares nobody, or whose
    earlier camp is taken, gets the lowest name that neither run uses.
    """
    shared = Counter((camp, previous[key]) for key, camp in current.items() if key in previous)
    names: dict[Camp, Camp] = {}
    taken: set[Camp] = set()
    for (camp, earlier), _size in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if camp not in names and earlier not in taken:
            names[camp] = earlier
            taken.add(earlier)
    free = (name for name in count() if name not in taken and name not in set(previous.values()))
    for camp in sorted(set(current.values())):
        names.setdefault(camp, -1)
        if names[camp] < 0:
            names[camp] = next(free)
    return names


def are_the_same(previous: Mapping[Any, Camp], current: Mapping[Any, Camp]) -> bool:
    """Whether figures about the earlier camps still speak of these."""
    both = previous.keys() & current.keys()
    stayed = sum(previous[key] == current[key] for key in both)
    known = set(previous.values()) == set(current.values())
    return known and bool(both) and stayed >= SAME_CAMPS * len(both)


@dataclass(frozen=True)
class Steadiness:
    """The number of camps that is shown, and the other one that was found `times` in a row."""

    shown: int
    found: int
    times: int


def steady(before: Steadiness | None, best: int) -> Steadiness:
    """What to remember after a run that found `best` camps; the next is shown with `shown`.

    The first number is shown at once. Another replaces it once it was found STEADY_RUNS times, one
    after the other; whatever else is found in between begins the count anew.
    """
    if before is None or best == before.shown:
        return Steadiness(shown=best, found=best, times=1)
    times = before.times + 1 if best == before.found else 1
    if times >= STEADY_RUNS:
        return Steadiness(shown=best, found=best, times=1)
    return Steadiness(shown=before.shown, found=best, times=times)
