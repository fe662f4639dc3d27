"""How a community is called to somebody who may not know of it any more."""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext

from communities.models import Community
from members.models import Member


def as_known_to(member: Member, where: str = "community") -> "Prefetch[Any, Any, Any]":
    """The communities of rows as far as this member may know of them now; None for the others.

    Whoever left or was removed from a community by invitation, said no to one, or read in one that
    a decision hid later, does not read what it is called since: the rows stay, the name does not.
    """
    return Prefetch(where, Community.objects.listed_for(member))


def name_of(community: Community | None) -> str:
    """By its name; without one where it is not the reader's any more."""
    return community.name if community else gettext("a community that is not open to you any more")
