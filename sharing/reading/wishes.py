"""What one can choose from when narrowing a list; asked on every list, so it is compiled."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from members.compiled import compiled
from members.models import Member
from sharing.access import own_communities
from sharing.models import SkillGroup

ROOTS_IN_ORDER = {"T": 0, "S": 1, "K": 2, "L": 3}
Choices = list[tuple[str, str]]


@compiled
def _group_rows(label: str) -> QuerySet[Any, Any]:
    groups = SkillGroup.objects.roots_and_main_branches()
    return groups.values_list("code", "parent_id", label)


@compiled
def _community_rows(*, member: Member) -> QuerySet[Any, Any]:
    return own_communities(member).values_list("slug", "name")


def branches() -> list[tuple[str, Choices]]:
    """The main branches under the name of their root, in the reader's language."""
    label = "label_de" if (get_language() or "de").startswith("de") else "label_en"
    roots: dict[str, tuple[str, Choices]] = {}
    for code, root, name in _group_rows(label):
        words = name[:1].upper() + name[1:]
        if root is None:
            roots[code] = (words, [])
        else:
            roots[root][1].append((code, words))
    return [roots[code] for code in sorted(roots, key=lambda code: ROOTS_IN_ORDER.get(code, 9))]


def communities_of(member: Member | None) -> Choices:
    """Those a member belongs to, by address and name."""
    return list(_community_rows(member=member)) if member else []
