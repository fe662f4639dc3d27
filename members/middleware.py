"""A member's own language and time zone, before the browser's; and when they were last here."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from members.reader import answer_to, house_clock
from members.services import notifications, sessions

SAFE = {"GET", "HEAD", "OPTIONS"}


class MemberPreferencesMiddleware:
    """For whoever is signed in, their settings decide, not their browser. Visitors read in the
    language of their browser, by the clock of the house.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with house_clock():
            if request.user.is_authenticated:
                answer_to(request, request.user)
            return self.get_response(request)


class LastSeenMiddleware:
    """Notes when a session was last used, to the hour."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            sessions.note_seen(request.session)
        return self.get_response(request)


class WaitingMiddleware:
    """Whoever sends something may have dealt with what waits for them, wherever they did it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method not in SAFE and request.user.is_authenticated:
            notifications.forget_what_waits(request.user.pk)
        return response
