"""Who can read a text now, and could read an earlier version of it when that was current.

An earlier version is shown to whoever could read it then and can read the thing now, and always to
its authors. What "then" was is noted in the moment in which other words take its place.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, QuerySet

from members.shelf import Shelf

if TYPE_CHECKING:
    from members.models.member import Member


class Reach(models.TextChoices):
    """How far a text is readable: from its authors only to everyone. Never shown as such."""

    AUTHORS = "authors"
    COMMUNITIES = "communities"
    MEMBERS = "members"
    EVERYONE = "everyone"


@dataclass(frozen=True)
class Readership:
    """Who reads a text, its authors aside; communities by their ids, where only they read it."""

    reach: str
    communities: tuple[int, ...] = ()


ONLY_AUTHORS = Readership(Reach.AUTHORS)


def readership_of_any(several: Iterable[Readership]) -> Readership:
    """Of something that can be read in several places: whoever reads it in one of them."""
    several = list(several)
    widest = max((one.reach for one in several), key=Reach.values.index, default=Reach.AUTHORS)
    if widest != Reach.COMMUNITIES:
        return Readership(widest)
    return Readership(widest, tuple(pk for one in several for pk in one.communities))


@dataclass(frozen=True)
class Circle:
    """People who read together, known to an upper floor: the ids of those a member belongs to."""

    name: str
    ids_of: Callable[["Member"], QuerySet]


circles: Shelf[Circle] = Shelf("circles of people who read together")


class EarlierVersion(models.Model):
    """A version that knows who could read it; without a word about that, nobody but its authors."""

    reach = models.CharField(max_length=11, choices=Reach, default=Reach.AUTHORS, editable=False)
    # The communities whose members could read it, where nobody else could.
    read_in = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)

    class Meta:
        abstract = True


def was_open_to(member: "Member | None") -> Q:
    """Versions that somebody could read when they were current.

    A community counts as it was then: that everyone reads there by now opens nothing that was
    written for its members; whoever belongs by now reads it as they do.
    """
    if member is None:
        return Q(reach=Reach.EVERYONE)
    told = Q(reach__in=[Reach.MEMBERS, Reach.EVERYONE])
    for circle in circles:
        told |= Q(reach=Reach.COMMUNITIES, read_in__overlap=circle.ids_of(member))
    return told


class KeepsVersions(models.Model):
    """A text that is edited, and of which every earlier version is kept."""

    class Meta:
        abstract = True

    def readership(self) -> Readership:
        """Who can read it now, its authors aside."""
        raise NotImplementedError

    def belongs_to(self, member: "Member") -> bool:
        """Whether somebody is one of its authors, who read every version."""
        raise NotImplementedError
