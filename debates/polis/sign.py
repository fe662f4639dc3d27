"""Whether 1 is agreement in `votes.csv`, or -1, as inside of Polis and in some old exports.

Nothing in the table says so. The counts of agreements and disagreements of each statement and of
each participant do; they have been known to be off here and there, so the nearer reading is taken.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from debates.polis.conversation import Cast, Damaged


@dataclass(frozen=True)
class Said:
    """What a row says of the votes on a statement, or by a participant."""

    file: str
    line: int
    key: str
    agrees: int
    disagrees: int

    def off(self, agrees: int, disagrees: int) -> int:
        return abs(self.agrees - agrees) + abs(self.disagrees - disagrees)

    def off_either_way(self, ones: int, minus: int) -> int:
        return min(self.off(ones, minus), self.off(minus, ones))


def sign_of_agreement(
    casts: Sequence[Cast], of_claims: Sequence[Said], of_people: Sequence[Said]
) -> int:
    """1 or -1; where neither fits, the row that fits worst is named."""
    by_claim = Counter((cast.claim, cast.vote) for cast in casts)
    by_person = Counter((cast.person, cast.vote) for cast in casts)
    found = [(one, by_claim[one.key, 1], by_claim[one.key, -1]) for one in of_claims]
    found += [(one, by_person[one.key, 1], by_person[one.key, -1]) for one in of_people]
    straight = sum(one.off(ones, minus) for one, ones, minus in found)
    turned = sum(one.off(minus, ones) for one, ones, minus in found)
    said = sum(one.agrees + one.disagrees for one, _, _ in found)
    if min(straight, turned) * 2 > said:
        _refuse(found)
    return 1 if straight <= turned else -1


def _refuse(found: Sequence[tuple[Said, int, int]]) -> None:
    one, ones, minus = max(found, key=lambda row: row[0].off_either_way(*row[1:]))
    raise Damaged(
        one.file,
        f"{one.agrees} agreements and {one.disagrees} disagreements are said of {one.key}, and "
        f"votes.csv holds {ones} times 1 and {minus} times -1; too many rows are like this to "
        "tell which of the two is agreement",
        one.line,
    )
