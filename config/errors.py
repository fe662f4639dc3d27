"""The pages for what goes wrong: they say what happened, what was kept and where to go."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form was open too long, or came from elsewhere; the draft waits on the page before."""
    return render(request, "csrf_failure.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke here. The page needs neither the database nor a session."""
    return render(None, "500.html", status=500)
