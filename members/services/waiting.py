"""How much waits for a member: one number for Today, the inbox and the frame of every page.

It counts things that wait until the member deals with them (what stands on Today), and unread news
of everything else. News is counted anew for every page. Things are looked up when the member has
sent something or was told something, and once a minute, since others can take back what waits.
"""

from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.cache import cache
from django.db.models import Func, IntegerField, QuerySet

from members.compiled import compiled
from members.models import Member, Notification, Question
from members.services import conversations, notifications
from members.shelves import notification_kinds, panels_at

# More than this is said as this many; nobody counts further.
MOST = 99
SECONDS = 60


def amount(rows: QuerySet[Any]) -> Func:
    """How many rows a question gives, as far as anybody counts."""
    ids = ArraySubquery(rows.order_by().values("pk")[:MOST])
    return Func(ids, function="CARDINALITY", output_field=IntegerField())


@compiled
def _unread(most: int, *, member: Member) -> QuerySet[Any, Any]:
    """The kinds of unread news; asked on every page of a member, so it is written into SQL once."""
    return Notification.objects.visible_to(member).unread().values_list("kind")[:most]


class Waiting:
    """What waits for one member, asked at most once for each page."""

    def __init__(self, member: Member) -> None:
        self.member = member

    @cached_property
    def count(self) -> int:
        return min(self._count_of_things + self.news, MOST)

    @cached_property
    def things(self) -> dict[str, int]:
        """What has to be dealt with, by the names of the panels of Today; one query."""
        if cache.get(notifications.waits_key(self.member.pk)) is None:
            notifications.settle(self.member)
        asked = {
            f"{number}_{part}": amount(rows)
            for number, (_name, questions) in enumerate(self._questions)
            for part, rows in enumerate(questions)
        }
        (found,) = Member.objects.filter(pk=self.member.pk).values(**asked)
        amounts = {
            name: sum(found[f"{number}_{part}"] for part in range(len(questions)))
            for number, (name, questions) in enumerate(self._questions)
        }
        cache.set(notifications.waits_key(self.member.pk), sum(amounts.values()), SECONDS)
        return amounts

    @cached_property
    def news(self) -> int:
        """Unread news of what stands nowhere on Today by itself."""
        return sum(
            kind in notification_kinds and notification_kinds[kind].waits is None
            for kind in self.unread
        )

    @cached_property
    def unread(self) -> list[str]:
        """The kind of each piece of unread news."""
        return [kind for (kind,) in _unread(MOST, member=self.member)]

    @cached_property
    def _count_of_things(self) -> int:
        if "things" not in self.__dict__:
            known = cache.get(notifications.waits_key(self.member.pk))
            if known is not None:
                return int(known)
        return sum(self.things.values())

    @cached_property
    def _questions(self) -> list[tuple[str, list[QuerySet[Any]]]]:
        """What is asked for, by name; what stands on no panel first."""
        return [
            ("questions", [Question.objects.waiting_for(self.member)]),
            ("talks", [conversations.unread_for(self.member)]),
            *(
                (panel.name, list(panel.waits(self.member)))
                for panel in panels_at("today")
                if panel.waits is not None
            ),
        ]
