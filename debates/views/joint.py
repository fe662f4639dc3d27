"""Joint statements: read them, draft one, make it one's own, answer it, set it aside."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from debates.forms import AsideForm, CosignForm, JointForm, RatifyForm
from debates.models import JointStatement
from debates.reading import joint as reading
from debates.reading.addresses import beginning_of
from debates.reading.reader import enter
from debates.services import joint as services
from debates.views.attempt import attempt
from members.pages import page_of
from members.services.held import held
from members.viewer import viewer
from members.views.forms import see_other, show, unfinished
from members.views.once import makes_one

Form = forms.BaseForm | None


@makes_one
def joint_statements(request: HttpRequest, pk: int) -> HttpResponse:
    """The joint statements of a topic, and the way to draft one."""
    topic, member = enter(request, pk).topic, viewer(request)
    role = reading.role_of(member, topic)
    page = page_of(reading.joint_statements(topic), request)
    at_work = JointStatement.objects.at_work().filter(topic=topic, hidden_at=None).first()
    form, status = None, 200
    if request.method == "POST":
        if member is None:
            return HttpResponseRedirect(f"/accounts/login/?next={request.path}")
        form = _draft_form(role, reading.ground_offered(topic), request.POST)
        draft = attempt(form, services.draft_joint, member=member, topic=topic)
        if isinstance(draft, JointStatement):
            return see_other(request, draft.get_absolute_url(), _("Your draft stands."))
        status = draft
    elif role.may_draft and topic.is_open and at_work is None:
        form = _draft_form(role, reading.ground_offered(topic))
    context = {"topic": topic, "role": role, "page": page, "at_work": at_work, "form": form}
    return show(request, "debates/joint_statements.html", context, status=status)


@require_safe
def joint_statement(request: HttpRequest, pk: int) -> HttpResponse:
    """The words, who stands behind them on each side, and what some see otherwise."""
    return _page(request, _joint(request, pk))


@login_required
def cosign(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the words of the other side one's own, or send them back with others."""
    joint = _joint(request, pk)
    if request.method != "POST":
        return HttpResponseRedirect(joint.get_absolute_url())
    role = reading.role_of(request.user, joint.topic)
    with held(joint):
        initial = {"text": joint.text}
        form = CosignForm(request.POST, consents=role.consents, initial=initial)
        done = attempt(form, services.cosign, member=request.user, joint=joint)
    if isinstance(done, int):
        status = unfinished(form, joint) if form.meanwhile else done
        return _page(request, joint, status, cosign_form=form)
    if done.opened_at is None:
        return see_other(request, joint.get_absolute_url(), _("Your words went back to be shared."))
    return see_other(request, joint.get_absolute_url(), _("It is open: everybody can answer now."))


@login_required
def ratify(request: HttpRequest, pk: int) -> HttpResponse:
    """Stand behind it, or say what one sees otherwise."""
    joint = _joint(request, pk)
    if request.method != "POST":
        return HttpResponseRedirect(joint.get_absolute_url())
    role = reading.role_of(request.user, joint.topic)
    form = RatifyForm(request.POST, consents=role.consents)
    done = attempt(form, services.ratify, member=request.user, joint=joint)
    if isinstance(done, int):
        return _page(request, joint, done, ratify_form=form)
    sentence = _("You stand behind it.") if done.agrees else _("What you see otherwise is printed.")
    return see_other(request, joint.get_absolute_url(), sentence)


@login_required
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it go, and say why."""
    joint = _joint(request, pk)
    if request.method != "POST":
        return HttpResponseRedirect(joint.get_absolute_url())
    form = AsideForm(request.POST)
    done = attempt(form, services.set_aside, member=request.user, joint=joint)
    if isinstance(done, int):
        return _page(request, joint, done, aside_form=form)
    return see_other(request, joint.get_absolute_url(), _("It is set aside, and stays readable."))


def _draft_form(role: reading.Role, statements: list[Any], posted: Any = None) -> JointForm:
    language = role.member.language if role.member else ""
    return JointForm(
        posted, statements=statements, consents=role.consents, initial={"language": language}
    )


def _joint(request: HttpRequest, pk: int) -> JointStatement:
    visible = JointStatement.objects.visible_to(viewer(request))
    visible = visible.select_related("topic__community", "author", "coauthor")
    return get_object_or_404(visible.defer("topic__search", "topic__community__search"), pk=pk)


def _page(
    request: HttpRequest, joint: JointStatement, status: int = 200, **filled: Form
) -> HttpResponse:
    context = reading.joint_page(joint, viewer(request))
    context |= {"report_address": beginning_of("communities:report", "joint")}
    context |= {"report_answer": beginning_of("communities:report", "ratification")}
    context |= _forms(context) | filled
    return show(request, "debates/joint_statement.html", context, status=status)


def _forms(context: dict[str, Any]) -> dict[str, Form]:
    """The forms a reader may use here, filled with how things stand."""
    joint, role, own = context["joint"], context["role"], context["own"]
    found: dict[str, Form] = {"cosign_form": None, "ratify_form": None, "aside_form": None}
    if context["may_cosign"]:
        found["cosign_form"] = CosignForm(consents=role.consents, initial={"text": joint.text})
    if context["may_ratify"]:
        initial = {"language": role.member.language}
        if own is not None:
            answer = RatifyForm.AGREES if own.agrees else RatifyForm.DISSENTS
            initial |= {"answer": answer, "dissent": own.dissent}
        found["ratify_form"] = RatifyForm(consents=role.consents, initial=initial)
    if context["may_set_aside"]:
        found["aside_form"] = AsideForm()
    return found
