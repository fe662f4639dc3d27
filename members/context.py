"""What every page needs to know about the house."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from members.compiled import compiled
from members.models import Member, Notification

# More than this is said as this many; nobody counts further.
MOST = 99


@compiled
def _unread(most: int, *, member: Member) -> QuerySet[Any, Any]:
    """The ids of unread news; asked on every page of a member, so it is written into SQL once."""
    return Notification.objects.visible_to(member).unread().values_list("id")[:most]


class House:
    """Read by the frame of every page; asks the database only for what the frame shows."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def waiting(self) -> int:
        """How many things wait in the member's inbox: unread news and open questions."""
        member = getattr(self._request, "user", None)
        if member is None or not member.is_authenticated:
            return 0
        return len(_unread(MOST, member=member))

    @property
    def name(self) -> str:
        return settings.SITE_NAME

    @property
    def sign_up_open(self) -> bool:
        return settings.SIGN_UP_OPEN

    @property
    def languages(self) -> list[tuple[str, str]]:
        return [("de", "Deutsch"), ("en", "English")]


def house(request: HttpRequest) -> dict[str, Any]:
    return {"house": House(request)}
