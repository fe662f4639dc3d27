"""Experiences that may answer a request before it is asked."""

import re
from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value

from members.models import Member
from members.models.base import READINGS
from sharing.models import Experience, Skill
from sharing.vocabulary.words import STEM, fold

WORD = re.compile(r"\w{4,40}")
MOST_WORDS = 24
# One word in common says little; two, or a skill, say enough to look.
ENOUGH_WORDS = 2
LOOKED_AT = 40


def fitting_experiences(
    member: Member | None, text: str, skills: Collection[Skill], most: int = 3
) -> list[Experience]:
    """Published experiences with these skills, or with two words of this text, best first."""
    words = list(dict.fromkeys(WORD.findall(fold(text))))[:MOST_WORDS]
    if not words and not skills:
        return []
    candidates = list(_candidates(member, words, [skill.pk for skill in skills])[:LOOKED_AT])
    judged = [(_in_common(one, words), one) for one in candidates]
    fitting = [
        (one.names_skill, count, one.rank, one)
        for count, one in judged
        if one.names_skill or count >= min(ENOUGH_WORDS, len(words))
    ]
    fitting.sort(key=lambda row: (not row[0], -row[1], -row[2]))
    return [row[3] for row in fitting[:most]]


def _candidates(member: Member | None, words: list[str], skills: list[int]) -> QuerySet[Any]:
    """By the stems of the words in each language, and by skill; one query."""
    named = Experience.skills.through.objects.filter(experience=OuterRef("pk"), skill__in=skills)
    readable = Experience.objects.visible_to(member).published().annotate(names_skill=Exists(named))
    if words:
        query = _any_of(words)
        readable = readable.annotate(rank=SearchRank(F("search"), query))
        readable = readable.filter(Q(names_skill=True) | Q(search=query))
    else:
        readable = readable.annotate(rank=Value(0.0)).filter(names_skill=True)
    candidates: QuerySet[Any] = readable.select_related("community")
    return candidates.order_by("-names_skill", "-rank", "-pk")


def _any_of(words: list[str]) -> Any:
    raw = " | ".join(f"'{word}':*" for word in words)
    return reduce(
        or_,
        [SearchQuery(raw, config=name, search_type="raw") for name in READINGS],
    )


def _in_common(experience: Experience, words: list[str]) -> int:
    """How many of the words begin like one of the note's words."""
    told = " ".join([experience.title, experience.situation, experience.tried, experience.again])
    begun = {word[:STEM] for word in WORD.findall(fold(told))}
    return len({word[:STEM] for word in words} & begun)
