"""Who fits, and why."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from members.views.forms import show
from sharing.services.matches import matches_for, own_of
from sharing.wording import lines_of


@login_required
@require_safe
def matches(request: HttpRequest) -> HttpResponse:
    """Everything that fits one's open offers and requests and one's skills, finite."""
    own = own_of(request.user)
    found = [(one, lines_of(one)) for one in matches_for(request.user, own=own)]
    context = {"found": found, "own": list(own.listings.values())}
    return show(request, "sharing/matches.html", context)
