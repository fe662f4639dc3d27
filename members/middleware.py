"""A member's own language and time zone, before the browser's."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation


class MemberPreferencesMiddleware:
    """For whoever is signed in, their settings decide, not their browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        member = request.user
        if not member.is_authenticated:
            return self.get_response(request)
        translation.activate(member.language)
        request.LANGUAGE_CODE = member.language
        with timezone.override(ZoneInfo(member.time_zone)):
            return self.get_response(request)
