"""Rings: those one sits in, one of them, one's answer, and a search for a new one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.pages import page_of
from members.refusals import Refusal
from members.views.forms import INVALID, see_other, sent_back, show
from sharing.forms.rings import AnswerForm
from sharing.models import Ring, RingState
from sharing.reading.rings import own_exchanges, round_of, with_seats
from sharing.services.rings import answer_ring, look_for_ring


@login_required
@require_safe
def rings(request: HttpRequest) -> HttpResponse:
    """One's own, the newest first, and how a new one comes about."""
    page = page_of(with_seats(Ring.objects.visible_to(request.user)), request, size=10)
    rounds = [round_of(ring, request.user) for ring in page.items]
    return show(request, "sharing/rings.html", {"page": page, "rounds": rounds})


@login_required
@require_safe
def ring(request: HttpRequest, pk: int) -> HttpResponse:
    """Who gives what to whom; nobody sees what the others answered."""
    return _page(request, pk, AnswerForm())


def _page(request: HttpRequest, pk: int, form: AnswerForm, status: int = 200) -> HttpResponse:
    found = get_object_or_404(with_seats(Ring.objects.visible_to(request.user)), pk=pk)
    begun = own_exchanges(found, request.user) if found.state == RingState.RUNNING else []
    context = {
        "ring": found,
        "one": round_of(found, request.user),
        "exchanges": begun,
        "form": form,
    }
    return show(request, "sharing/ring.html", context, status=status)


@require_POST
@login_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes or no; a yes can be taken back until all have said theirs."""
    found = get_object_or_404(Ring.objects.visible_to(request.user), pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, form, status=INVALID)
    try:
        answered = answer_ring(member=request.user, ring=found, yes=form.says_yes)
    except Refusal as refusal:
        return sent_back(request, found.get_absolute_url(), refusal)
    return see_other(request, found.get_absolute_url(), _said(answered, form.says_yes))


def _said(ring: Ring, yes: bool) -> str:
    if not yes:
        return _("Thank you for saying so. Nobody learns that it was you.")
    if ring.state == RingState.RUNNING:
        return _("All have said yes. Your ring begins.")
    return _("Your yes is noted. As soon as all have said yes, the ring begins.")


@require_POST
@login_required
def look(request: HttpRequest) -> HttpResponse:
    """Have one's communities searched for a ring now."""
    try:
        look_for_ring(member=request.user)
    except Refusal as refusal:
        return sent_back(request, "/rings/", refusal)
    said = _("We are looking. If there is a ring with you, you find it here and in your inbox.")
    return see_other(request, "/rings/", said)
