"""Two choices everyone has, without an account and without scripts: language, light or dark."""

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseRedirect,
)
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from members.services import accounts

YEAR = 365 * 24 * 3600
THEMES = {"system", "light", "dark"}


@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language on this device. No token: visitors carry this form on every page."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES) or not _asked_here(request):
        return HttpResponseBadRequest()
    if request.user.is_authenticated:
        accounts.choose_language(member=request.user, language=language)
    return _remember(request, settings.LANGUAGE_COOKIE_NAME, language)


@csrf_exempt
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark on this device; `system` forgets it again."""
    theme = request.POST.get("theme", "")
    if theme not in THEMES or not _asked_here(request):
        return HttpResponseBadRequest()
    return _remember(request, "theme", "" if theme == "system" else theme)


def _remember(request: HttpRequest, name: str, value: str) -> HttpResponse:
    answer = HttpResponseRedirect(_back(request))
    if value:
        answer.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.HTTPS)
    else:
        answer.delete_cookie(name, samesite="Lax")
    return answer


def _asked_here(request: HttpRequest) -> bool:
    return request.headers.get("Sec-Fetch-Site", "same-origin") in {
        "same-origin",
        "none",
    }


def _back(request: HttpRequest) -> str:
    origin = request.headers.get("Referer", "")
    here = url_has_allowed_host_and_scheme(
        origin, {request.get_host()}, require_https=request.is_secure()
    )
    return origin if here else "/"
