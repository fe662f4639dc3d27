"""Skills that are not the same but stand in one narrow group of the classification."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sharing.models import Skill, SkillGroup
from sharing.services.matches.sides import Side

# What somebody gains by a skill of the same narrow group; the same skill counts far more.
SAME_GROUP = 0.25
# The tree is four deep; only its lowest floor is narrow enough to be close.
NARROW = 3
MOST_SKILLS = 60


@dataclass(frozen=True)
class Akin:
    """One skill sought and another given, of one group."""

    sought: int
    given: int
    group: str


def groups_around(own: Side) -> dict[int, frozenset[str]]:
    """Skills in the narrow groups of one's own skills, with these groups; one query, bounded."""
    skills = sorted(own.mine.sought | own.mine.given)[:MOST_SKILLS]
    if not skills:
        return {}
    groups = SkillGroup.objects.filter(skills__in=skills, level__gte=NARROW).values("pk")
    found: dict[int, set[str]] = {}
    links = Skill.groups.through.objects.filter(skillgroup__in=groups)
    for skill, group in links.values_list("skill", "skillgroup"):
        found.setdefault(skill, set()).add(group)
    return {skill: frozenset(codes) for skill, codes in found.items()}


def akin(
    sought: Iterable[int], given: Iterable[int], groups: Mapping[int, frozenset[str]]
) -> Akin | None:
    """The first skill sought that has a neighbour among those given."""
    near = [(skill, groups[skill]) for skill in sorted(given) if skill in groups]
    for one in sorted(sought):
        for other, codes in near:
            if other != one and (shared := codes & groups.get(one, frozenset())):
                return Akin(one, other, min(shared))
    return None


def akin_to(
    own: Side, others: Sequence[Side], groups: Mapping[int, frozenset[str]]
) -> tuple[list[Akin | None], list[Akin | None]]:
    """For each of the others what one may learn that is near, and what they may learn."""
    yours = [akin(own.mine.sought, side.mine.given, groups) for side in others]
    theirs = [akin(side.mine.sought, own.mine.given, groups) for side in others]
    return yours, theirs
