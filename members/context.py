"""What every page needs to know about the house."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property

from members import unsent
from members.services.waiting import Waiting
from members.unsent import Unsent
from members.viewer import viewer


def waiting_on(request: HttpRequest) -> Waiting | None:
    """What waits for whoever reads this page; the page and its frame ask once together."""
    member = viewer(request) if hasattr(request, "user") else None
    if member is None:
        return None
    known: Waiting | None = getattr(request, "waiting", None)
    if known is None or known.member.pk != member.pk:
        known = Waiting(member)
        setattr(request, "waiting", known)  # noqa: B010
    return known


class House:
    """Read by the frame of every page; asks the database only for what the frame shows."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def waiting(self) -> int:
        """How much waits for the member who reads the page."""
        waiting = waiting_on(self._request)
        return waiting.count if waiting else 0

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
