"""Positions: take one, change it, withdraw it, and read one with its versions."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from debates.forms import PositionForm, readers_in_words
from debates.models import Position, Topic
from debates.reading.candidates import candidates
from debates.reading.position_page import position_page
from debates.reading.reader import enter
from debates.reading.targets import position_at
from debates.services import positions
from members.models import Purpose
from members.refusals import Refusal
from members.services.consents import consents_to
from members.services.held import held
from members.viewer import viewer
from members.views.forms import refused, see_other, sent_back, show, unfinished


@login_required
def take_position(request: HttpRequest, pk: int) -> HttpResponse:
    """Stand for something, or change what one stands for."""
    reader = enter(request, pk)
    topic = reader.topic
    # Oneself is held, so that two windows wait for each other also for a first position.
    with held(request.user, when=request.method == "POST"):
        form = _form(request, topic)
        status = _take(request, topic, form) if form.is_bound else 200
    if status == 303:
        return _stands(request, topic)
    context = {
        "form": form,
        "topic": topic,
        "reader": reader,
        "readers": readers_in_words(topic.community),
    }
    piece = "debates/_position_form.html"
    return show(request, "debates/position_form.html", context, piece=piece, status=status)


def _take(request: HttpRequest, topic: Topic, form: PositionForm) -> int:
    if not form.is_valid():
        return unfinished(form)
    try:
        positions.take_position(member=request.user, topic=topic, **form.given())
    except Refusal as refusal:
        return refused(form, refusal)
    return 303


@require_safe
def position(request: HttpRequest, pk: int) -> HttpResponse:
    """One position with every version, who listened to it, and the thread below."""
    member = viewer(request)
    position = position_at(request, pk)
    context = position_page(position, request, member)
    return show(request, "debates/position.html", context)


@require_POST
@login_required
def withdraw_position(request: HttpRequest, pk: int) -> HttpResponse:
    position = _own(request, pk)
    positions.withdraw_position(member=request.user, position=position)
    undo = reverse("debates:restore_position", args=[pk])
    sentence = _("Your position is withdrawn. Nobody else can read it.")
    return see_other(request, position.topic.get_absolute_url(), sentence, undo)


@require_POST
@login_required
def restore_position(request: HttpRequest, pk: int) -> HttpResponse:
    position = _own(request, pk)
    back = position.topic.get_absolute_url()
    try:
        positions.restore_position(member=request.user, position=position)
    except Refusal as refusal:
        return sent_back(request, back, refusal)
    return see_other(request, back, _("Your position stands again."))


def _own(request: HttpRequest, pk: int) -> Position:
    mine = Position.objects.filter(member=request.user).select_related("topic")
    return get_object_or_404(mine.defer("topic__search"), pk=pk)


def _form(request: HttpRequest, topic: Topic) -> PositionForm:
    mine = Position.objects.filter(topic=topic, member=request.user)
    own = mine.select_related("current").prefetch_related("current__grounds").first()
    changes = own is not None and own.stands
    return PositionForm(
        request.POST if request.method == "POST" else None,
        member=request.user,
        community=topic.community,
        own=own,
        moved_by=candidates(request.user, topic) if changes else (),
        consents=consents_to(request.user, Purpose.PUBLISH_POSITIONS),
        stance=request.GET.get("stance", ""),
    )


def _stands(request: HttpRequest, topic: Topic) -> HttpResponse:
    sentence = _("Your position stands. Now you see who stands where.")
    return see_other(request, f"{topic.get_absolute_url()}#own", sentence)
