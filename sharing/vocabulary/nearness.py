"""Which skills the words of an occupation point to.

People type what they are; ESCO's skills say what one does, and the files hold no link between the
two. So we compare the words: beginnings of words, weighted by how rare they are, each language by
itself. Languages that agree count more than one that is certain, which keeps the cabinet maker
away from the doctor's cabinet. A member confirms every skill; this only fills a list to pick from.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest, nsmallest
from math import log, sqrt

from sharing.vocabulary.reading import LANGUAGES, NamedRow
from sharing.vocabulary.words import stems

# A language and the beginning of a word in it.
Term = tuple[str, str]
Weights = dict[Term, float]

MOST = 8
# So many of the weightiest words of a language are compared; the rest changes little.
TELLING = 5
# Terms in more than this share of all skills say nothing about any of them.
COMMON = 0.065
# A word of the label counts 1; one of other names between these, by how many of them have it.
LEAST_OF_OTHERS, MOST_OF_OTHERS = 0.2, 0.9


def nearest_skills(
    occupations: Iterable[NamedRow], skills: Sequence[NamedRow]
) -> Iterator[list[int]]:
    """For each occupation the places (in `skills`) of at most eight skills, nearest first."""
    rows = list(occupations)
    wanted = [_terms(row) for row in rows]
    index, rarity = _index([_terms(row) for row in skills])
    spread = Counter(term for terms in wanted for term in terms)
    scale = log(1 + len(rows))
    for terms in wanted:
        weighted = {
            term: weight * rarity[term] * log(1 + len(rows) / spread[term]) / scale
            for term, weight in terms.items()
            if len(index.get(term, ())) <= max(1, COMMON * len(skills)) and term in index
        }
        yield _best(weighted, index)


def _terms(row: NamedRow) -> Weights:
    """The words of a row with how much they say about it, from 0.2 to 1."""
    terms: Weights = {}
    for code in LANGUAGES:
        for stem in stems(row.labels[code]):
            terms[code, stem] = 1.0
        others = row.others[code]
        for stem, count in Counter(stem for name in others for stem in stems(name)).items():
            share = min(MOST_OF_OTHERS, LEAST_OF_OTHERS + count / len(others))
            terms[code, stem] = max(terms.get((code, stem), 0.0), share)
    return terms


def _index(
    rows: Sequence[Weights],
) -> tuple[dict[Term, list[tuple[int, float]]], dict[Term, float]]:
    """Where each term stands, with its weight in a row of length one a language; its rarity."""
    spread = Counter(term for terms in rows for term in terms)
    rarity = {term: log(1 + len(rows) / count) for term, count in spread.items()}
    index: dict[Term, list[tuple[int, float]]] = defaultdict(list)
    for place, terms in enumerate(rows):
        weighted = {term: weight * rarity[term] for term, weight in terms.items()}
        lengths = _lengths(weighted)
        for term, weight in weighted.items():
            index[term].append((place, weight / lengths[term[0]]))
    return index, rarity


def _lengths(weighted: Weights) -> dict[str, float]:
    squares: dict[str, float] = defaultdict(float)
    for (code, _stem), weight in weighted.items():
        squares[code] += weight * weight
    return {code: sqrt(square) for code, square in squares.items()}


def _best(weighted: Weights, index: dict[Term, list[tuple[int, float]]]) -> list[int]:
    """The places with the highest sum, over the languages, of the root of their cosine."""
    lengths = _lengths(weighted)
    total: dict[int, float] = defaultdict(float)
    for code in lengths:
        scores: dict[int, float] = defaultdict(float)
        own = [(weight, term) for term, weight in weighted.items() if term[0] == code]
        for weight, term in nlargest(TELLING, own):
            weight /= lengths[code]
            for place, share in index[term]:
                scores[place] += share * weight
        for place, score in scores.items():
            total[place] += sqrt(score)
    return nsmallest(MOST, total, key=lambda place: (-total[place], place))
