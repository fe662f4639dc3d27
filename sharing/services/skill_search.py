"""Finds skills by what somebody types: names in any language, misspelt ones, and occupations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from members.models import Member
from members.services import limits
from members.text import clean_line
from sharing.models import KnownWord, Occupation, Skill
from sharing.vocabulary.words import fold

MOST = 12
LONGEST = 80
# Up to here a skill was found by the beginning of one of its names.
BY_NAME = 3
MOST_OCCUPATIONS = 3
CANDIDATES = 40
# How alike a misspelt word has to be: less would turn Django into DJing, and nurses into grooms.
ALIKE, ALIKE_WHEN_LONG, LONG = 0.8, 0.87, 10
PLAIN = {"ae": "a", "oe": "o", "ue": "u", "ph": "f"}
DIGRAPHS = re.compile("|".join(PLAIN))


@dataclass(frozen=True)
class Suggestion:
    """A skill to pick, and the occupation it was found by, if that is how."""

    skill: Skill
    occupation: Occupation | None = None


def look_up_skills(*, words: str, member: Member | None, network: str) -> list[Suggestion]:
    """The same by itself, as a search; how often is limited, for a visitor by network."""
    if not words:
        return []
    with limits.one_more(limits.SKILL_SEARCHES, member or network):
        return find_skills(words=words, member=member)


def find_skills(*, words: str, member: Member | None, most: int = MOST) -> list[Suggestion]:
    """Skills for what was typed: by name, then by occupation, then by a part of a name.

    Where nothing fits as typed, every word nobody knows is mended and the search goes once more.
    """
    folded = fold(clean_line(words)[:LONGEST])
    if len(folded) < 2:
        return []
    for spelling in _spellings(folded):
        if found := _find(spelling, member, most):
            return found
    return []


def _spellings(folded: str) -> Iterator[str]:
    """As typed; with ä, ö, ü and f as they are meant by ae, oe, ue and ph; mended."""
    yield folded
    plain = DIGRAPHS.sub(lambda match: PLAIN[match.group()], folded)
    if plain != folded:
        yield plain
    mended = _mended(plain)
    if mended not in (plain, folded):
        yield mended


def _find(folded: str, member: Member | None, most: int) -> list[Suggestion]:
    skills = list(Skill.objects.visible_to(member).named(folded).defer("names")[:most])
    by_name = [skill for skill in skills if skill.tier <= BY_NAME]  # type: ignore[attr-defined]
    found = {skill.pk: Suggestion(skill) for skill in by_name}
    if len(found) < most and len(folded) > 3:
        for suggestion in _by_occupation(folded):
            found.setdefault(suggestion.skill.pk, suggestion)
    for skill in skills:
        found.setdefault(skill.pk, Suggestion(skill))
    return list(found.values())[:most]


def _by_occupation(folded: str) -> list[Suggestion]:
    """What the words of an occupation point to; several occupations take turns."""
    rows = list(Occupation.objects.named(folded).defer("names")[:MOST_OCCUPATIONS])
    if rows and rows[0].tier == 0:  # type: ignore[attr-defined]
        rows = rows[:1]
    skills = Skill.objects.defer("names").in_bulk({pk for row in rows for pk in row.skill_ids})
    turns = zip_longest(*([(pk, row) for pk in row.skill_ids] for row in rows))
    pairs = [pair for turn in turns for pair in turn if pair and pair[0] in skills]
    return [Suggestion(skills[pk], occupation) for pk, occupation in pairs]


def _mended(folded: str) -> str:
    """The words as they were probably meant; a word that is known stays."""
    return " ".join(_meant(word) for word in folded.split())


def _meant(word: str) -> str:
    if len(word) < 4 or KnownWord.objects.filter(word__contains=word).exists():
        return word
    begins = KnownWord.objects.filter(word__startswith=word[:2])
    likely = begins.like(word).values_list("word", flat=True)[:CANDIDATES]
    close = [(_likeness(word, other), other) for other in likely]
    best = max(close, default=(0.0, word))
    return best[1] if best[0] >= (ALIKE_WHEN_LONG if len(word) >= LONG else ALIKE) else word


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
