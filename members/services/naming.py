"""How other people are named in what is handed out to a member: as pages name them to this one."""

from collections.abc import Callable, Iterable

from django.db.models import Q
from django.utils.translation import gettext

from members.models import Member

Name = dict[str, str]


def names_for(reader: Member, people: Iterable[int | None]) -> Callable[[int | None], Name]:
    """A way to name these people, asked of the database once.

    By name and handle, whoever the reader may see now, and the reader themselves. Whoever closed
    their account, was deactivated, or is parted from the reader by a block is not told apart:
    nobody learns from an export that they were blocked.
    """
    wanted = set(people) - {None}
    seen = Q(pk__in=Member.objects.visible_to(reader).values("pk")) | Q(pk=reader.pk)
    known = {
        member.pk: {"name": member.name, "handle": member.handle}
        for member in Member.objects.filter(seen, pk__in=wanted).only("name", "handle")
    }
    gone = {"name": gettext("somebody who has left"), "handle": ""}
    unseen = {"name": gettext("somebody you cannot see any more"), "handle": ""}
    return lambda pk: gone if pk is None else known.get(pk, unseen)


def name_of(member: Member) -> Name:
    """Somebody the reader may see in any case."""
    return {"name": member.name, "handle": member.handle}
