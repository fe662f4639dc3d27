"""A member's own language and time zone, before the browser's; when they were last here; and the
way back for whoever has to sign in again.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict

from members import unsent
from members.reader import answer_to, house_clock
from members.services import notifications, sessions

SAFE = {"GET", "HEAD", "OPTIONS"}

# A form that was open too long, too many tries, something broken: what was sent is still to send.
NOT_TAKEN = {403, 429, 500, 503}


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


class SignInAgainMiddleware:
    """Whoever sends something after their session has ended signs in and is back where the button
    stood, not at the address of the button; what was sent waits there (`members.unsent`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST":
            return response
        if request.user.is_authenticated:
            if response.status_code not in NOT_TAKEN:
                _has_arrived(request)
        elif _is_sign_in(response):
            page = unsent.page_before(request, otherwise=_next(response))
            unsent.keep(request, page)
            return redirect_to_login(page)
        return response


def _has_arrived(request: HttpRequest) -> None:
    mine = unsent.of(request)
    if mine is not None and mine.action == request.path:
        unsent.forget(request)


def _is_sign_in(response: HttpResponse) -> bool:
    """Whether a page asks who is there; whoever is led on to the sign-in has no way back named."""
    if response.status_code != 302 or not _next(response):
        return False
    return urlsplit(response["Location"]).path == settings.LOGIN_URL


def _next(response: HttpResponse) -> str:
    return QueryDict(urlsplit(response["Location"]).query).get("next", "")
