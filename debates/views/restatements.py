"""Restating, answering heard or not quite, and the witness."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from debates import access
from debates.access.listening import Target
from debates.forms.listening import CorrectionForm, JudgementForm, RestatementForm, WitnessForm
from debates.models import Argument, Position, Restatement
from debates.reading.at_one import what_they_share
from debates.reading.restatement_page import readable, restatement_page
from debates.reading.targets import argument_at, position_at
from debates.refusals import WaitsAlready
from debates.services import restatements, witnesses
from members.models import Purpose
from members.refusals import Refusal
from members.services.consents import consents_to
from members.viewer import viewer
from members.views.forms import INVALID, refused, see_other, sent_back, show
from members.views.once import makes_one


def by_post(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An act by POST; whoever comes by GET, as after signing in anew, finds page and draft."""

    @wraps(view)
    def act_or_show(request: HttpRequest, pk: int) -> HttpResponse:
        if request.method == "POST":
            return view(request, pk)
        return HttpResponseRedirect(reverse("debates:restatement", args=[pk]))

    return act_or_show


@login_required
@makes_one
def restate_position(request: HttpRequest, pk: int) -> HttpResponse:
    """Say in one's own words what a position means."""
    return _restate(request, position_at(request, pk))


@login_required
@makes_one
def restate_argument(request: HttpRequest, pk: int) -> HttpResponse:
    """Say in one's own words what a contribution in a thread means."""
    return _restate(request, argument_at(request, pk))


@require_safe
def restatement(request: HttpRequest, pk: int) -> HttpResponse:
    """One restatement; whoever was restated answers here."""
    return _shown(request, _load(request, pk))


@login_required
@by_post
def confirm_heard(request: HttpRequest, pk: int) -> HttpResponse:
    row = _load(request, pk)
    told = _("%(name)s will be glad to read that you feel heard.") % {"name": row.listener.name}
    return _act(request, row, restatements.confirm_heard, told)


@login_required
@by_post
@makes_one
def answer_not_quite(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = _load(request, pk), CorrectionForm(request.POST)
    told = _("Your words are on their way to %(name)s.") % {"name": row.listener.name}
    return _sent(request, row, form, restatements.answer_not_quite, told, "correction_form")


@login_required
@by_post
@makes_one
def call_witness(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose somebody, or call the moderators."""
    row = _load(request, pk)
    if "moderators" in request.POST:
        told = _("The moderators are called. You will be told what they say.")
        return _act(request, row, witnesses.call_witness, told, witness=None)
    form = WitnessForm(request.POST, witnesses=access.witnesses_for(row))
    told = _("%(name)s is asked whether this witness is welcome.") % {"name": row.author.name}
    return _sent(request, row, form, witnesses.call_witness, told, "witness_form")


@login_required
@by_post
def accept_witness(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, _load(request, pk), witnesses.accept_witness, _("The witness is asked."))


@login_required
@by_post
def decline_witness(request: HttpRequest, pk: int) -> HttpResponse:
    told = _("You declined. Another witness may be proposed, or the moderators called.")
    return _act(request, _load(request, pk), witnesses.decline_witness, told)


@login_required
@by_post
@makes_one
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = _load(request, pk), JudgementForm(request.POST)
    told = _("Both have your judgement now. Thank you for taking the time.")
    return _sent(request, row, form, witnesses.judge, told, "judgement_form")


def _restate(request: HttpRequest, target: Target) -> HttpResponse:
    member = request.user
    form = RestatementForm(
        request.POST if request.method == "POST" else None,
        consents=consents_to(member, Purpose.PUBLISH_POSITIONS),
        initial={"language": member.language},
    )
    status, waiting = (INVALID if form.is_bound else 200), None
    if form.is_bound and form.is_valid():
        try:
            sent = restatements.restate(member=member, target=target, **form.cleaned_data)
        except Refusal as refusal:
            status = refused(form, refusal)
            waiting = refusal.waiting if isinstance(refusal, WaitsAlready) else None
        else:
            told = _("Your restatement is on its way. You will be told what %(name)s answers.")
            name = {"name": sent.author.name}
            return see_other(request, sent.get_absolute_url(), told % name)
    context = _restating(request, target) | {"form": form, "waiting": waiting}
    return show(request, "debates/restate.html", context, status=status)


def _restating(request: HttpRequest, target: Target) -> dict[str, Any]:
    position = target.position if isinstance(target, Argument) else target
    author = access.author_of(target)
    assert author is not None
    return {
        "target": target,
        "argument": target if isinstance(target, Argument) else None,
        "position": position,
        "topic": position.topic,
        "author": author,
        "gate": access.gate_of(request.user, target),
        "shared": what_they_share(request.user, author, position.topic),
        "may": _may_restate(request, target, position),
    }


def _may_restate(request: HttpRequest, target: Target, position: Position) -> bool:
    return (
        position.topic.is_open
        and access.can_restate(request.user, target)
        and access.can_restate_in(request.user, position.topic)
    )


def _act(
    request: HttpRequest, row: Restatement, act: Callable[..., Any], told: str, **given: Any
) -> HttpResponse:
    try:
        act(member=request.user, restatement=row, **given)
    except Refusal as refusal:
        return sent_back(request, row.get_absolute_url(), refusal)
    return see_other(request, row.get_absolute_url(), told)


def _sent(
    request: HttpRequest, row: Restatement, form: Any, act: Callable[..., Any], told: str, name: str
) -> HttpResponse:
    """Act with what a form gives; what was typed is kept where it cannot be."""
    status = INVALID
    if form.is_valid():
        given = {"witness": form.chosen()} if hasattr(form, "chosen") else form.cleaned_data
        try:
            act(member=request.user, restatement=row, **given)
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            return see_other(request, row.get_absolute_url(), told)
    return _shown(request, row, status, **{name: form})


def _shown(request: HttpRequest, row: Restatement, status: int = 200, **forms: Any) -> HttpResponse:
    context = restatement_page(row, viewer(request)) | forms
    return show(request, "debates/restatement.html", context, status=status)


def _load(request: HttpRequest, pk: int) -> Restatement:
    return get_object_or_404(readable(viewer(request)), pk=pk)
