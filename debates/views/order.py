"""The page that says in which order positions stand, from what places them there."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from debates.reading.reasons import examples, kept_for_unheard
from members.views.forms import show


@require_safe
def explain_order(request: HttpRequest) -> HttpResponse:
    """For everybody, without an account too."""
    context = {"kept": kept_for_unheard(), "examples": examples()}
    return show(request, "debates/order.html", context)
