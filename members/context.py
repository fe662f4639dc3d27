"""What every page needs to know about the house."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from members import unsent
from members.compiled import compiled
from members.models import Member, Notification
from members.unsent import Unsent

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

    @cached_property
    def unsent(self) -> Unsent | None:
        """What was not sent since the session had ended, on the page it belongs to."""
        request = self._request
        if request.method != "GET" or not hasattr(request, "session"):
            return None
        if request.path == settings.LOGIN_URL:
            return unsent.waiting(request)
        mine = unsent.of(request)
        here = {request.path, request.get_full_path()}
        return mine if mine and here & {mine.page, mine.action} else None

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
