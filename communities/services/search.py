"""Words find things: by their stems in the languages members write in, by their beginnings, and
where a name is misspelt, by likeness.
"""

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, TypeVar, cast

from django.contrib.postgres.search import (
    CombinedSearchQuery,
    SearchQuery,
    SearchRank,
    TrigramWordSimilarity,
)
from django.db import connection, transaction
from django.db.models import F, Model, Q, QuerySet, Value
from django.db.models.expressions import Combinable

from communities.shelves import Searchable, searchables
from members.models import Member
from members.models.base import READINGS
from members.services import limits
from members.text import clean_line

WORD = re.compile(r"\w+")
MOST_WORDS = 12
MOST_LETTERS = 120
# How alike a misspelt name has to be; PostgreSQL's own 0.6 misses one wrong letter in six.
ALIKE = 0.4
FEW = 5
MANY = 40

M = TypeVar("M", bound=Model)


def matching(queryset: QuerySet[M, M], words: str, *, like: str = "") -> QuerySet[M, M]:
    """Rows whose `search` column holds these words, best first, with their `rank`.

    Words in quotation marks stay together, `-word` leaves out, `or` gives a choice. `like` names
    a short field (a name, a title) that also matches when it is misspelt; such rows come last.
    """
    words = clean_line(words)[:MOST_LETTERS]
    if not WORD.search(words):
        return queryset.none()
    query = _query(words)
    found, rank = Q(search=query), SearchRank(F("search"), query) * Value(10.0)
    if like and len(words) > 3:
        found |= Q(**{f"{like}__trigram_word_similar": words})
        rank = rank + TrigramWordSimilarity(words, like)
    best_first = queryset.filter(found).annotate(rank=rank).order_by("-rank", "-pk")
    return cast("QuerySet[M, M]", best_first)


def _query(words: str) -> SearchQuery | CombinedSearchQuery:
    """What was typed, read in every language, and the beginnings of its words."""
    read = [SearchQuery(words, config=name, search_type="websearch") for name in READINGS]
    if begun := _beginnings(words):
        read += [
            SearchQuery(begun, config=name, search_type="raw") for name in ("simple", "german")
        ]
    combined: Combinable = reduce(or_, read)
    return combined  # type: ignore[return-value]


def _beginnings(words: str) -> str:
    """`climat work` as `climat:* & work:*`; nothing where somebody used quotes, minus or `or`."""
    if re.search(r'["]|(^|\s)-\w|\sor\s', words, re.IGNORECASE):
        return ""
    letters = [word for word in WORD.findall(words)[:MOST_WORDS] if len(word) > 2]
    return " & ".join(f"'{word}':*" for word in letters)


@dataclass(frozen=True)
class Found:
    """What one kind of thing has to say to the words."""

    kind: Searchable
    things: list[Any]
    has_more: bool


@transaction.atomic
def search(*, member: Member | None, words: str, kind: str = "", network: str = "") -> list[Found]:
    """What a person may see and these words find, kind by kind, each finite; one query a kind.

    How often a visitor searches is counted by network.
    """
    kinds = sorted(searchables, key=lambda entry: entry.order)
    most = MANY if kind else FEW
    with limits.one_more(limits.SEARCHES, member or network):
        forgive()
        found = [_found(entry, member, words, most) for entry in kinds if kind in ("", entry.name)]
    return [group for group in found if group.things]


def forgive() -> None:
    """For the rest of this transaction a misspelt name is found with a wrong letter in six."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = %s", [ALIKE])


def _found(entry: Searchable, member: Member | None, words: str, most: int) -> Found:
    things = list(entry.find(member, words)[: most + 1])
    return Found(entry, things[:most], len(things) > most)
