"""Whether the matching gives everybody their turn, and what a batch and the encoder cost.

    bin/bench matching

In memory: 2,000 synthetic members of one community (tests/sharing/synthetic.py says how they are
made), each of whom is suggested three others. Rings among them. Then the encoder reads a thousand
names of skills. Exits with 1 if a bound is broken.
"""

import os
import resource
import sys
import time

# As the settings do; before anything imports NumPy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from sharing.matching import Mine, exposure, rings
from sharing.matching.encoding import encoder
from sharing.matching.utility import all_scores, utilities
from sharing.vocabulary.reading import read
from tests.sharing.synthetic import crowd

PEOPLE, SUGGESTED = 2_000, 3
# A vocabulary that everybody shares, and one in which many seek what few give.
SKILLS = (60, 400)
SECONDS, MOST_SHOWN, MOST_UNEVEN = 20.0, 8, 0.25
RING_SECONDS = 20.0
TEXTS, MILLISECONDS = 1_000, 10.0


def main() -> int:
    kept = [measure(crowd(PEOPLE, skills=skills), skills) for skills in SKILLS]
    return int(not all([*kept, measure_encoder()]))


def measure(people: list[Mine], skills: int) -> bool:
    """One batch of suggestions, and the rings of the same people."""
    begun = time.perf_counter()
    scores = all_scores(people)
    picks = exposure.assign(scores, most=SUGGESTED)
    seconds = time.perf_counter() - begun
    shown = np.bincount([other for row in picks for other in row], minlength=len(people))
    possible = (scores > 0).any(axis=0)
    never, uneven = int((shown[possible] == 0).sum()), exposure.gini(shown)
    print(
        f"{len(people):,} members, {skills} skills: {seconds:.1f} s a batch (bound {SECONDS:.0f}), "
        f"shown to nobody {never} (bound 0; {int((~possible).sum())} fit nobody), most often "
        f"{shown.max()} times (bound {MOST_SHOWN}), Gini {uneven:.3f} (bound {MOST_UNEVEN}), "
        f"mean score {_mean(scores, picks):.3f} against {_mean(scores, _greedy(scores)):.3f} "
        f"without turns"
    )
    fair = never == 0 and shown.max() <= MOST_SHOWN and uneven <= MOST_UNEVEN
    return measure_rings(people) and fair and seconds <= SECONDS


def measure_rings(people: list[Mine]) -> bool:
    gains = utilities(people, people)
    begun = time.perf_counter()
    seekers, givers = np.nonzero(gains)
    found = rings.find(
        {
            (people[giver].key, people[seeker].key): float(gains[seeker, giver])
            for seeker, giver in zip(seekers.tolist(), givers.tolist(), strict=True)
        }
    )
    seconds = time.perf_counter() - begun
    print(
        f"  {len(found)} rings in {seconds:.1f} s (bound {RING_SECONDS:.0f}) "
        f"among {len(seekers):,} gifts"
    )
    return seconds <= RING_SECONDS


def measure_encoder() -> bool:
    model = encoder()
    if model is None:
        print("The encoder is not installed.")
        return False
    names = [row.labels["de"] for row in read().skills[:TEXTS]]
    model.encode(names[:1])
    begun = time.perf_counter()
    model.encode(names)
    each = (time.perf_counter() - begun) / len(names) * 1000
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"encoder: {each:.2f} ms a name (bound {MILLISECONDS:.0f}); this process held {held} MB")
    return each <= MILLISECONDS


def _greedy(scores: np.ndarray) -> list[list[int]]:
    """Everybody the best for themselves, whoever is overrun."""
    best = np.argsort(-scores, axis=1, kind="stable")[:, :SUGGESTED]
    return [[int(other) for other in row] for row in best]


def _mean(scores: np.ndarray, picks: list[list[int]]) -> float:
    return float(np.mean([scores[at, other] for at, row in enumerate(picks) for other in row]))


if __name__ == "__main__":
    sys.exit(main())
