"""The tree of skills, and where in it something is offered or looked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from members.alphabet import alphabetical
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


def roots() -> list[Branch]:
    """The four trees with their main branches: skills before knowledge, as in the lists' filter.

    Whether something is there is said further down: here it would be said of nearly all.
    """
    tree = _rolled_up(SkillGroup.objects.roots_and_main_branches().order_by("-level", "code"))
    found = [branch for branch in tree.values() if branch.group.parent_id is None]
    return sorted(found, key=lambda branch: ROOTS_IN_ORDER.get(branch.group.code, 9))


def branch_of(code: str, member: Member | None) -> Branch | None:
    """A branch with all below it: one query, in which each group asks for one open listing of each
    kind that the reader may see. What lies in a branch lies in all above it, too.
    """
    groups = (
        SkillGroup.objects.below(code)
        .select_related("parent__parent__parent")
        .annotate(offered=_in_group(Offer, member), wanted=_in_group(Request, member))
    )
    return _rolled_up(groups.order_by("-level", "code")).get(code)


def _rolled_up(groups: Iterable[Any]) -> dict[str, Branch]:
    """Branches by their codes, out of groups that come from the leaves up."""
    tree = {
        one.code: Branch(one, [], getattr(one, "offered", False), getattr(one, "wanted", False))
        for one in groups
    }
    for branch in tree.values():
        above = tree.get(branch.group.parent_id or "")
        if above:
            above.below.append(branch)
            above.is_offered |= branch.is_offered
            above.is_wanted |= branch.is_wanted
    return tree


def way_to(group: SkillGroup) -> list[SkillGroup]:
    """The branches above, from the root down."""
    return [*way_to(group.parent), group.parent] if group.parent else []


def named_skills(group: SkillGroup, member: Member | None) -> QuerySet[Any]:
    """The skills right in this group that an open listing names, by their label."""
    here = group.skills.values("pk")
    return (
        Skill.objects.filter(Q(pk__in=here) | Q(tied_to__in=here))
        .defer("names")
        .annotate(
            offered=_exists(Offer, member, skills=OuterRef("pk")),
            wanted=_exists(Request, member, skills=OuterRef("pk")),
        )
        .filter(Q(offered=True) | Q(wanted=True))
        .order_by(alphabetical(label_in(label_field())), "pk")[:MOST_SKILLS]
    )


def _in_group(model: type[Any], member: Member | None) -> Combinable | Q:
    """Two questions, since the database reads all skills where one holds an `or`."""
    named = _exists(model, member, skills__groups=OuterRef("pk"))
    return named | _exists(model, member, skills__tied_to__groups=OuterRef("pk"))


def _exists(model: type[Any], member: Member | None, **named: OuterRef) -> Exists:
    return Exists(model.objects.open().visible_to(member).filter(**named))
