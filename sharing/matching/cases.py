"""Cases with known answers: how far up the fitting offers come. The form is in docs/matching.md."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any

from sharing.matching.listing import Words, listing_vectors
from sharing.matching.nearness import Text, similarities

EXACT = 2
RECALL_AT, GAIN_AT = 5, 10


class Damaged(Exception):
    """The file is not what it should be; the message says where."""


@dataclass(frozen=True)
class Wanted:
    """A request with the offers that fit it, by grade."""

    key: str
    words: Words
    relevant: Mapping[str, int]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Cases:
    offers: Mapping[str, Words]
    requests: tuple[Wanted, ...]


@dataclass(frozen=True)
class Figures:
    requests: int
    recall: float
    gain: float


def read_cases(path: Path) -> Cases:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except OSError as trouble:
        raise Damaged(f"{path}: {trouble.strerror}") from trouble
    except (UnicodeDecodeError, json.JSONDecodeError) as trouble:
        raise Damaged(f"{path} is no JSON: {trouble}") from trouble
    except RecursionError as trouble:
        raise Damaged(f"{path} is nested too deep.") from trouble
    offers: dict[str, Words] = {}
    for place, row in enumerate(_rows(told, "offers")):
        key = _key(row, f"offers[{place}]", offers)
        offers[key] = _words(row, f"offers[{place}]")
    requests: dict[str, Wanted] = {}
    for place, row in enumerate(_rows(told, "requests")):
        where = f"requests[{place}]"
        key = _key(row, where, requests)
        tags = row.get("tags", [])
        if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
            raise Damaged(f"{where}: tags are not a list of words.")
        requests[key] = Wanted(key, _words(row, where), _grades(row, where, offers), tuple(tags))
    return Cases(offers, tuple(requests.values()))


def _rows(told: Any, name: str) -> list[dict[str, Any]]:
    rows = told.get(name) if isinstance(told, dict) else None
    if not isinstance(rows, list) or not rows:
        raise Damaged(f"There is no list “{name}”, or nothing stands in it.")
    for place, row in enumerate(rows):
        if not isinstance(row, dict):
            raise Damaged(f"{name}[{place}] is not an object.")
    return rows


def _key(row: Mapping[str, Any], where: str, others: Mapping[str, Any]) -> str:
    key = row.get("id")
    if not isinstance(key, str) or not key:
        raise Damaged(f"{where}: id is missing or is not a word.")
    if key in others:
        raise Damaged(f"{where}: the id {key} stands there twice.")
    return key


def _words(row: Mapping[str, Any], where: str) -> Words:
    texts = {name: row.get(name, "") for name in ("title", "body", "language")}
    for name, text in texts.items():
        if not isinstance(text, str):
            raise Damaged(f"{where}: {name} is not a text.")
    if not (texts["title"].strip() or texts["body"].strip()):
        raise Damaged(f"{where}: it has neither title nor body.")
    return Words(**texts)


def _grades(row: Mapping[str, Any], where: str, offers: Mapping[str, Any]) -> dict[str, int]:
    """A request without grades may be ranked; it just counts for no figure."""
    relevant = row.get("relevant", {})
    if not isinstance(relevant, dict):
        raise Damaged(f"{where}: relevant is not an object.")
    for offer, grade in relevant.items():
        if offer not in offers:
            raise Damaged(f"{where}: relevant names {offer}, which is no offer.")
        if isinstance(grade, bool) or grade not in (0, 1, 2):
            raise Damaged(f"{where}: the grade of {offer} is {grade!r}, not 0, 1 or 2.")
    return {offer: int(grade) for offer, grade in relevant.items()}


def rank(cases: Cases, *, with_encoder: bool = True) -> dict[str, list[str]]:
    """For each request all offers, best first, by the functions that rank for members too."""
    offers = [*cases.offers.values()]
    requests = [one.words for one in cases.requests]
    nearness = similarities(_texts(requests, with_encoder), _texts(offers, with_encoder))
    keys = list(cases.offers)
    return {
        one.key: [keys[place] for place in (-row).argsort(kind="stable")]
        for one, row in zip(cases.requests, nearness, strict=True)
    }


def _texts(words: Sequence[Words], with_encoder: bool) -> list[Text]:
    vectors = listing_vectors(words) if with_encoder else [b""] * len(words)
    return [Text(one.title, one.body, vector) for one, vector in zip(words, vectors, strict=True)]


def figures(cases: Cases, rankings: Mapping[str, Sequence[str]], tag: str | None = None) -> Figures:
    """The mean of recall@5 and nDCG@10 over the requests that have an answer."""
    judged = [one for one in cases.requests if tag is None or tag in one.tags]
    recalls = [_recall(one, rankings[one.key]) for one in judged if EXACT in one.relevant.values()]
    gains = [_gain(one, rankings[one.key]) for one in judged if any(one.relevant.values())]
    return Figures(len(judged), _mean(recalls), _mean(gains))


def _recall(one: Wanted, ranking: Sequence[str]) -> float:
    exact = {offer for offer, grade in one.relevant.items() if grade == EXACT}
    return len(exact & set(ranking[:RECALL_AT])) / min(RECALL_AT, len(exact))


def _gain(one: Wanted, ranking: Sequence[str]) -> float:
    found = [one.relevant.get(offer, 0) for offer in ranking[:GAIN_AT]]
    best = sorted(one.relevant.values(), reverse=True)[:GAIN_AT]
    return _discounted(found) / _discounted(best)


def _discounted(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
