"""What every page needs to know about the house."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property

from members.models import Notification


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
        return Notification.objects.visible_to(member).unread().count()

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
