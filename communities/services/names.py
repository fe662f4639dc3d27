"""How a community is called to somebody who may not know of it any more."""

from typing import Any

from django.db.models import Model, Prefetch
from django.utils.translation import gettext

from communities.models import Community
from members.models import Member


def as_known_to(member: Member, where: str = "community") -> "Prefetch[Any, Any, Any]":
    """Gives rows their `known_community`: what is at `where`, as far as this member may know of it
    now, else None.

    Whoever left or was removed from a community by invitation, said no to one, or read in one that
    a decision hid later, does not read what it is called since: the rows stay, the name does not.
    """
    return Prefetch(where, Community.objects.listed_for(member), to_attr="known_community")


def known_community(row: Model) -> Community | None:
    """The community of a row loaded with `as_known_to`; of any other row, none."""
    return getattr(row, "known_community", None)


def known_communities(row: Model) -> list[Community]:
    """The same of a row that stands in several."""
    return getattr(row, "known_community", [])


def name_where(row: Model) -> str:
    """Its name; no name where the reader may not know of it."""
    community = known_community(row)
    return community.name if community else gettext("a community that is not open to you any more")
