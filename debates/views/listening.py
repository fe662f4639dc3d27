"""What came of one's own contributions: the echo, and the record of listening. One's own only."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from debates.models import Echo
from debates.reading.listening import QUESTIONS, SHOWN, own_record
from debates.reading.traces import traces_of
from members.views.forms import show


@login_required
@require_safe
def echo(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of what the member gave, as it stands now."""
    echo = get_object_or_404(Echo.objects.visible_to(request.user), pk=pk)
    context = {"echo": echo, "given": traces_of(request.user, echo.day)}
    return show(request, "debates/echo.html", context)


@login_required
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """One's own questions, restatements and credits, in sentences with dates."""
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in SHOWN else QUESTIONS
    tabs = [(label, f"?show={name}", name == chosen) for name, label in SHOWN.items()]
    context = {"tabs": tabs, "page": own_record(request.user, chosen, request)}
    return show(request, "debates/listening.html", context)
