"""Where one is signed in, how to end it, and what was not sent since it had ended."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from members import unsent
from members.devices import device_of
from members.pages import page_of
from members.services import sessions as services
from members.views.forms import see_other, show

LATEST_FIRST = ("-last_seen_at", "-id")


@login_required
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Every device on which one is signed in, the one last used first."""
    page = page_of(services.open_ones(request.user), request, by=LATEST_FIRST)
    here = request.session.session_key
    rows = [(row, device_of(row.user_agent), row.session_key == here) for row in page.items]
    context = {"page": page, "rows": rows, "has_others": len(rows) > 1 or bool(page.previous)}
    return show(request, "members/settings/sessions.html", context)


@require_POST
@login_required
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out on one other device."""
    others = services.open_ones(request.user).exclude(session_key=request.session.session_key)
    row = get_object_or_404(others, pk=pk)
    services.end(others.filter(pk=row.pk))
    return see_other(request, reverse("members:session_settings"), _("Signed out there."))


@require_POST
@login_required
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    services.end_others(member=request.user, keep=request.session.session_key)
    message = _("You are signed out everywhere else.")
    return see_other(request, reverse("members:session_settings"), message)


@require_POST
@login_required
def discard_unsent(request: HttpRequest) -> HttpResponse:
    """Throw away what was not sent; one is back on its page."""
    mine = unsent.of(request)
    unsent.forget(request)
    return see_other(request, mine.page if mine else "/", _("It is discarded."))
