"""Missions: read them, start one, carry it, set out, tell how it goes, end it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from debates.forms import CarryForm, EndForm, MissionForm, ProgressForm, PromiseForm
from debates.models import Mission
from debates.reading import missions as reading
from debates.reading.addresses import beginning_of
from debates.reading.joint import Role, ground_offered, ratified_joint, role_of
from debates.reading.reader import enter
from debates.services import missions as services
from debates.views.attempt import attempt
from debates.views.joint import Form
from members.pages import page_of
from members.panels import drawn_at
from members.refusals import Refusal
from members.viewer import viewer
from members.views.forms import see_other, sent_back, show
from members.views.once import makes_one

MOST_SENTENCES = 3


@makes_one
def missions(request: HttpRequest, pk: int) -> HttpResponse:
    """The missions of a topic, and the way to start one."""
    topic, member = enter(request, pk).topic, viewer(request)
    role = role_of(member, topic)
    form, status = None, 200
    if request.method == "POST":
        if member is None:
            return HttpResponseRedirect(f"/accounts/login/?next={request.path}")
        form = _mission_form(topic, role, request.POST)
        begun = attempt(form, services.start_mission, member=member, topic=topic)
        if isinstance(begun, Mission):
            return see_other(request, begun.get_absolute_url(), _("Your mission looks for others."))
        status = begun
    elif role.may_draft and topic.is_open:
        form = _mission_form(topic, role)
    page = page_of(reading.missions_of(topic), request)
    context = {"topic": topic, "role": role, "page": page, "form": form}
    return show(request, "debates/missions.html", context, status=status)


@require_safe
def mission(request: HttpRequest, pk: int) -> HttpResponse:
    """What it aims at, who carries it, who does what by when, and what came of it."""
    return mission_page(request, find_mission(request, pk))


@login_required
def carry(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry it with others, from the side one stands on."""
    mission = find_mission(request, pk)
    if request.method != "POST":
        return HttpResponseRedirect(mission.get_absolute_url())
    role = role_of(request.user, mission.topic)
    form = CarryForm(request.POST, consents=role.consents)
    done = attempt(form, services.carry, member=request.user, mission=mission)
    if isinstance(done, int):
        return mission_page(request, mission, done, carry_form=form)
    return see_other(request, mission.get_absolute_url(), _("You carry this mission now."))


@require_POST
@login_required
def leave_mission(request: HttpRequest, pk: int) -> HttpResponse:
    sentence = _("You carry it no longer. What you had promised is released.")
    return _act(request, pk, services.leave_mission, sentence)


@require_POST
@login_required
def set_out(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, services.set_out, _("The mission sets out."))


@login_required
@makes_one
def tell_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell how it goes."""
    mission = find_mission(request, pk)
    if request.method != "POST":
        return HttpResponseRedirect(f"{mission.get_absolute_url()}#progress")
    form = ProgressForm(request.POST)
    done = attempt(form, services.tell_progress, member=request.user, mission=mission)
    if isinstance(done, int):
        return mission_page(request, mission, done, progress_form=form)
    return see_other(request, done.get_absolute_url(), _("The others hear how it goes."))


@login_required
@makes_one
def end_mission(request: HttpRequest, pk: int) -> HttpResponse:
    """Done, not reached or stopped, with what was learnt."""
    mission = find_mission(request, pk)
    if request.method != "POST":
        return HttpResponseRedirect(f"{mission.get_absolute_url()}#end")
    form = EndForm(request.POST, mission=mission)
    done = attempt(form, services.end_mission, member=request.user, mission=mission)
    if isinstance(done, int):
        return mission_page(request, mission, done, end_form=form)
    sentence = _("The mission is over. What was learnt stays readable.")
    return see_other(request, mission.get_absolute_url(), sentence)


def find_mission(request: HttpRequest, pk: int) -> Mission:
    visible = Mission.objects.visible_to(viewer(request))
    visible = visible.select_related("topic__community", "starter", "joint")
    return get_object_or_404(visible.defer("topic__search", "topic__community__search"), pk=pk)


def mission_page(
    request: HttpRequest, mission: Mission, status: int = 200, **filled: Form
) -> HttpResponse:
    """The whole page, with the forms the reader may use; `filled` is one that was sent."""
    context = reading.mission_page(mission, request, viewer(request))
    context |= {
        f"report_{kind}": beginning_of("communities:report", kind)
        for kind in ("mission", "commitment", "progress")
    }
    context |= _forms(context) | filled
    context["panels"] = drawn_at("mission", request, mission)
    return show(request, "debates/mission.html", context, status=status)


def _forms(context: dict[str, Any]) -> dict[str, Form]:
    mission, role = context["mission"], context["role"]
    found: dict[str, Form] = dict.fromkeys(
        ("carry_form", "promise_form", "progress_form", "end_form")
    )
    if context["may_carry"] and not context["carries"]:
        found["carry_form"] = CarryForm(consents=role.consents)
    if context["carries"] and mission.is_under_way:
        language = {"language": role.member.language}
        people = reading.possible_witnesses(mission, role.member)
        found["promise_form"] = PromiseForm(people=people, initial=language)
        found["progress_form"] = ProgressForm(initial=language)
        found["end_form"] = EndForm(mission=mission)
    return found


def _mission_form(topic: Any, role: Role, posted: Any = None) -> MissionForm:
    """Filled with the joint statement both sides stand behind, or with common ground."""
    statements, joint = ground_offered(topic), ratified_joint(topic)
    shared = [row.text for row in statements if row.consensus is not None]
    initial = {"ground": "\n".join(shared[:MOST_SENTENCES])}
    if role.member is not None:
        initial["language"] = role.member.language
    return MissionForm(
        posted, statements=statements, joint=joint, consents=role.consents, initial=initial
    )


def _act(request: HttpRequest, pk: int, act: Callable[..., Any], sentence: str) -> HttpResponse:
    mission = find_mission(request, pk)
    try:
        act(member=request.user, mission=mission)
    except Refusal as refusal:
        return sent_back(request, mission.get_absolute_url(), refusal)
    return see_other(request, mission.get_absolute_url(), sentence)
