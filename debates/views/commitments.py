"""Commitments: make one, say what became of it, take it back, and answer as a witness."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from debates.forms import PromiseForm, SettleForm
from debates.models import Commitment, CommitmentState
from debates.reading.missions import possible_witnesses
from debates.services import missions as services
from debates.views.attempt import attempt
from debates.views.missions import find_mission, mission_page
from members.refusals import Refusal
from members.views.forms import see_other, sent_back, show
from members.views.once import makes_one


@login_required
@makes_one
def promise(request: HttpRequest, pk: int) -> HttpResponse:
    """Who does what by when, and what if something gets in the way."""
    mission = find_mission(request, pk)
    if request.method != "POST":
        return HttpResponseRedirect(f"{mission.get_absolute_url()}#promise")
    form = PromiseForm(request.POST, people=possible_witnesses(mission, request.user))
    done = attempt(form, services.promise, member=request.user, mission=mission)
    if isinstance(done, int):
        return mission_page(request, mission, done, promise_form=form)
    return see_other(request, done.get_absolute_url(), _("Your commitment stands."))


@login_required
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Done, released or missed, with a word if one likes."""
    commitment = _visible(request, pk)
    form = SettleForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        done = attempt(form, services.settle, member=request.user, commitment=commitment)
        if isinstance(done, Commitment):
            return see_other(request, commitment.get_absolute_url(), _settled(done))
        status = done
    elif commitment.member_id != request.user.pk:
        return HttpResponseRedirect(commitment.get_absolute_url())
    context = {"form": form, "commitment": commitment, "mission": commitment.mission}
    return show(request, "debates/commitment.html", context, status=status)


@require_POST
@login_required
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, services.take_back, _("It is promised again."))


@require_POST
@login_required
def answer_as_witness(request: HttpRequest, pk: int) -> HttpResponse:
    agrees = request.POST.get("answer") == "yes"
    sentence = _("You are the witness.") if agrees else _("Fine. Somebody else can be asked.")
    return _act(request, pk, services.answer_as_witness, sentence, agrees=agrees)


def _settled(commitment: Commitment) -> str:
    if commitment.state == CommitmentState.DONE:
        return _("Done. The others hear of it.")
    if commitment.state == CommitmentState.RELEASED:
        return _("Released. Letting go in time helps everybody who counts on each other.")
    return _("Thank you for saying so. It can still be done, late is better than never.")


def _visible(request: HttpRequest, pk: int) -> Commitment:
    rows = Commitment.objects.visible_to(request.user)
    rows = rows.select_related("mission__topic__community", "member")
    return get_object_or_404(rows.defer("mission__topic__search"), pk=pk)


def _act(request: HttpRequest, pk: int, act: Any, sentence: str, **more: Any) -> HttpResponse:
    commitment = _visible(request, pk)
    try:
        act(member=request.user, commitment=commitment, **more)
    except Refusal as refusal:
        return sent_back(request, commitment.get_absolute_url(), refusal)
    return see_other(request, commitment.get_absolute_url(), sentence)
