"""The pages for what goes wrong: they say what happened, what was kept and where to go."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import bad_request as bad_page

from members.api.problems import MEDIA_TYPE, problem_body
from members.unsent import page_before
from members.views.forms import too_many_tries

UNREADABLE = _("We could not read that. Nothing was changed.")
BROKEN = _("Something broke here. Nothing of what you sent was done; please try again later.")


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form was open too long, or came from elsewhere; the draft waits on the page before."""
    return render(request, "csrf_failure.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read; nothing was done."""
    if request.path.startswith("/api/"):
        return JsonResponse(problem_body(400, str(UNREADABLE)), status=400, content_type=MEDIA_TYPE)
    return bad_page(request, exception)


def not_allowed(request: HttpRequest, refusal: HttpResponseNotAllowed) -> HttpResponse:
    """An address was opened that only a button uses; `Allow` stays as it was said."""
    back = page_before(request, otherwise="")
    if back.split("?")[0] in {"", request.path}:
        back = next(_pages_above(request.path))
    answer = render(request, "405.html", {"back": back}, status=405)
    answer.headers["Allow"] = refusal.headers["Allow"]
    return answer


def _pages_above(path: str) -> Iterator[str]:
    """The addresses this one lies under, the nearest first; at last the first page."""
    parts = path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        above = f"/{'/'.join(parts[:length])}/"
        try:
            resolve(above)
        except Resolver404:
            continue
        yield above
    yield "/"


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Too many tries at a door of allauth, which counts them by the minute."""
    return too_many_tries(request, 60)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke here. The page needs neither the database nor a session."""
    if request.path.startswith("/api/"):
        return JsonResponse(problem_body(500, str(BROKEN)), status=500, content_type=MEDIA_TYPE)
    return render(None, "500.html", status=500)
