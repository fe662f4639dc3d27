"""Contributions in a thread: write, reword, withdraw, and their permalinks."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from debates import access
from debates.forms.arguments import ArgumentForm, RewordingForm
from debates.models import Argument, ArgumentKind, Position
from debates.reading.at_one import what_they_share
from debates.reading.targets import argument_at, position_at
from debates.reading.thread import page_with
from debates.services import arguments
from members.models import Purpose
from members.refusals import Refusal
from members.services.consents import consents_to
from members.services.held import held
from members.views.forms import INVALID, refused, see_other, sent_back, show, unfinished
from members.views.once import makes_one

TITLES = {
    ArgumentKind.SUPPORT: gettext_lazy("Support it"),
    ArgumentKind.OBJECTION: gettext_lazy("Object"),
    ArgumentKind.EXPERIENCE: gettext_lazy("Tell an experience"),
    ArgumentKind.ANSWER: gettext_lazy("Answer"),
}
HINTS = {
    ArgumentKind.SUPPORT: gettext_lazy("What speaks for it that has not been said yet?"),
    ArgumentKind.OBJECTION: gettext_lazy("What speaks against it? Object to the matter."),
    ArgumentKind.EXPERIENCE: gettext_lazy("What have you lived through that belongs here?"),
    ArgumentKind.ANSWER: gettext_lazy("What do you answer?"),
}


@login_required
@makes_one
def argue_position(request: HttpRequest, pk: int) -> HttpResponse:
    """Write below a position."""
    return _argue(request, position_at(request, pk), None)


@login_required
@makes_one
def argue_argument(request: HttpRequest, pk: int) -> HttpResponse:
    """Write below a contribution."""
    argument = argument_at(request, pk)
    return _argue(request, argument.position, argument)


@require_safe
def argument(request: HttpRequest, pk: int) -> HttpResponse:
    """A permalink: to the page of the thread on which a contribution stands."""
    row = argument_at(request, pk)
    member = request.user if request.user.is_authenticated else None
    return HttpResponseRedirect(_place(row, page_with(row, member)))


@login_required
def edit_argument(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword what one wrote; how it stood before is kept."""
    row = argument_at(request, pk)
    if not access.can_edit_argument(request.user, row):
        raise Http404
    with held(row, when=request.method == "POST"):
        form = RewordingForm.of(row, request.POST if request.method == "POST" else None)
        status = _reword(request, row, form) if form.is_bound else 200
    if status == 303:
        return see_other(request, row.get_absolute_url(), _("Your new words stand."))
    context = {"form": form, "argument": row, "topic": row.position.topic}
    return show(request, "debates/argument_form.html", context, status=status)


def _reword(request: HttpRequest, row: Argument, form: RewordingForm) -> int:
    if not form.is_valid():
        return unfinished(form)
    try:
        arguments.edit_argument(member=request.user, argument=row, **form.cleaned_data)
    except Refusal as refusal:
        return refused(form, refusal)
    return 303


@require_POST
@login_required
def withdraw_argument(request: HttpRequest, pk: int) -> HttpResponse:
    row = _own(request, pk)
    back = f"{row.position.get_absolute_url()}#thread"
    try:
        arguments.withdraw_argument(member=request.user, argument=row)
    except Refusal as refusal:
        return sent_back(request, back, refusal)
    undo = reverse("debates:restore_argument", args=[pk])
    return see_other(request, back, _("Your words are withdrawn. The answers stay."), undo)


@require_POST
@login_required
def restore_argument(request: HttpRequest, pk: int) -> HttpResponse:
    row = _own(request, pk)
    try:
        arguments.restore_argument(member=request.user, argument=row)
    except Refusal as refusal:
        return sent_back(request, row.position.get_absolute_url(), refusal)
    return see_other(request, row.get_absolute_url(), _("Your words stand again."))


def _argue(request: HttpRequest, position: Position, parent: Argument | None) -> HttpResponse:
    kind = _kind(request, parent)
    member = request.user
    form = ArgumentForm(
        request.POST if request.method == "POST" else None,
        consents=consents_to(member, Purpose.PUBLISH_POSITIONS),
        initial={"language": member.language},
    )
    status = INVALID if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            written = arguments.argue(
                member=member, position=position, kind=kind, parent=parent, **form.cleaned_data
            )
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            return see_other(request, _place(written), _("Your words stand."))
    context = {"form": form} | _arguing(request, position, parent, kind)
    return show(request, "debates/argue.html", context, status=status)


def _arguing(
    request: HttpRequest, position: Position, parent: Argument | None, kind: ArgumentKind
) -> dict[str, Any]:
    target = parent or position
    author = access.author_of(target)
    assert author is not None
    others = author != request.user
    objects = kind == ArgumentKind.OBJECTION
    return {
        "kind": kind,
        "title": TITLES[kind],
        "hint": HINTS[kind],
        "target": target,
        "parent": parent,
        "position": position,
        "topic": position.topic,
        "author": author,
        "gate": access.gate_of(request.user, target) if objects else None,
        "shared": what_they_share(request.user, author, position.topic) if others else "",
        "may": position.topic.is_open and access.can_argue_in(request.user, position.topic),
    }


def _kind(request: HttpRequest, parent: Argument | None) -> ArgumentKind:
    """What the address says; an answer needs something it answers."""
    wanted = request.GET.get("kind", ArgumentKind.ANSWER if parent else ArgumentKind.SUPPORT)
    if wanted not in ArgumentKind.values or (parent is None and wanted == ArgumentKind.ANSWER):
        raise Http404
    return ArgumentKind(wanted)


def _place(argument: Argument, page: str | None = None) -> str:
    """Straight to the contribution; a new one finds its page by its permalink."""
    if page is None:
        return argument.get_absolute_url()
    return f"{argument.position.get_absolute_url()}{page}#a-{argument.code}"


def _own(request: HttpRequest, pk: int) -> Argument:
    mine = Argument.objects.filter(author=request.user).select_related("position")
    return get_object_or_404(mine, pk=pk)
