"""The tree of skills, and where in it something is offered or looked for."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from members.models import Member
from sharing.models import Offer, Request, Skill, SkillGroup
from sharing.models.skill import label_field, label_in
from sharing.reading.wishes import ROOTS_IN_ORDER

MOST_SKILLS = 100


@dataclass
class Branch:
    """A group of skills with the groups right below it; whether it or they hold something open."""

    group: SkillGroup
    below: list["Branch"]
    is_offered: bool = False
    is_wanted: bool = False


def whole_tree(member: Member | None) -> dict[str, Branch]:
    """Every branch by its code: one query, in which each group asks for one open listing of each
    kind that the reader may see. What lies in a branch lies in all above it, too.
    """
    named = Q(skills__groups=OuterRef("pk")) | Q(skills__tied_to__groups=OuterRef("pk"))
    groups = SkillGroup.objects.annotate(
        offered=_named(Offer, member, named), wanted=_named(Request, member, named)
    ).order_by("-level", "code")
    tree = {group.code: Branch(group, [], group.offered, group.wanted) for group in groups}
    for branch in tree.values():
        above = tree.get(branch.group.parent_id or "")
        if above:
            above.below.append(branch)
            above.is_offered |= branch.is_offered
            above.is_wanted |= branch.is_wanted
    return tree


def roots(tree: dict[str, Branch]) -> list[Branch]:
    """The four trees: skills before knowledge, as in the filter of the lists."""
    found = [branch for branch in tree.values() if branch.group.parent_id is None]
    return sorted(found, key=lambda branch: ROOTS_IN_ORDER.get(branch.group.code, 9))


def way_to(tree: dict[str, Branch], branch: Branch) -> list[SkillGroup]:
    """The branches above, from the root down."""
    way: list[SkillGroup] = []
    at: str | None = branch.group.parent_id
    while at:
        way.insert(0, tree[at].group)
        at = tree[at].group.parent_id
    return way


def named_skills(group: SkillGroup, member: Member | None) -> QuerySet[Any]:
    """The skills right in this group that an open listing names, by their label."""
    named = Q(skills=OuterRef("pk"))
    return (
        Skill.objects.filter(Q(groups=group) | Q(tied_to__groups=group))
        .defer("names")
        .annotate(offered=_named(Offer, member, named), wanted=_named(Request, member, named))
        .filter(Q(offered=True) | Q(wanted=True))
        .order_by(label_in(label_field()), "pk")[:MOST_SKILLS]
    )


def _named(model: type[Any], member: Member | None, named: Q) -> Exists:
    return Exists(model.objects.open().visible_to(member).filter(named))
