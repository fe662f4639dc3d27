"""Finds skills by what somebody types: names in any language, misspelt ones, and occupations."""

from dataclasses import dataclass

from members.models import Member
from sharing.models import KnownWord, Occupation, Skill
from sharing.vocabulary.words import fold, tidy

MOST = 12
LONGEST = 80
# Up to here a skill was found by the beginning of one of its names.
BY_NAME = 3
OWN_WORDS_MOST = 3


@dataclass(frozen=True)
class Suggestion:
    """A skill to pick, and the occupation it was found by, if that is how."""

    skill: Skill
    occupation: Occupation | None = None


def find_skills(*, words: str, member: Member | None, most: int = MOST) -> list[Suggestion]:
    """Skills for what was typed: by name, then by occupation, then by a part of a name.

    Where nothing fits as typed, every word nobody knows is mended and the search goes once more.
    """
    folded = fold(tidy(words)[:LONGEST])
    if len(folded) < 2:
        return []
    found = _find(folded, member, most)
    if not found:
        mended = _mended(folded)
        found = _find(mended, member, most) if mended != folded else []
    return found


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
    """What the words of an occupation point to; the one with the name that fits best."""
    occupation = Occupation.objects.named(folded).defer("names").first()
    if occupation is None:
        return []
    skills = Skill.objects.defer("names").in_bulk(occupation.skill_ids)
    return [Suggestion(skills[pk], occupation) for pk in occupation.skill_ids if pk in skills]


def _mended(folded: str) -> str:
    """The words as they were probably meant; a word somebody has used stays."""
    return " ".join(_meant(word) for word in folded.split())


def _meant(word: str) -> str:
    if len(word) < 4 or KnownWord.objects.filter(word__startswith=word).exists():
        return word
    meant = KnownWord.objects.like(word).first()
    return meant.word if meant else word
