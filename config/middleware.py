"""What holds for every answer of the house: what is logged, what is kept, what is turned down."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from config.errors import not_allowed
from config.logs import NOWHERE, route_of

Answer = Callable[[HttpRequest], HttpResponse]
# Parts of an address that open something to whoever holds it carry one of these names.
SECRETS = {"token", "key", "uidb36", "reference"}
PRIVATE = "private, no-store"


class RouteMiddleware:
    """Leaves the route of a request where the access log reads it (config/gunicorn.py)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["resonanz.route"] = NOWHERE
        response = self.get_response(request)
        request.META["resonanz.route"] = route_of(request)
        return response


class PrivateMiddleware:
    """No browser and no proxy keeps what a signed-in reader was shown, nor a page behind a secret
    address. Static files and the pages of visitors stay as they are.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        # A program with a key is known only once the API has read it.
        if was_signed_in or request.user.is_authenticated or _is_secret(request):
            response.headers["Cache-Control"] = PRIVATE
        return response


def _is_secret(request: HttpRequest) -> bool:
    match = request.resolver_match
    return bool(match and SECRETS & match.kwargs.keys())


class ReadableMiddleware:
    """Turns down (400) an address with a NUL in it: no text holds one, and PostgreSQL takes none.

    Forms and the API's own fields refuse it in what is sent; this refuses it in path and query.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = unquote_to_bytes(request.META.get("QUERY_STRING", ""))
        if "\0" in request.path_info or b"\0" in query:
            raise BadRequest("An address with a NUL in it")
        return self.get_response(request)


class NotAllowedMiddleware:
    """An address that takes only what a button sends says so on a page, with the way back."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # The API has its own words for it.
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return not_allowed(request, response)
        return response
