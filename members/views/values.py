"""What one stands for: declare, reword, withdraw."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from members import values as basic_values
from members.forms.values import BEGINNING, ValueEditForm, ValueForm
from members.models import Purpose, ValueStatement
from members.refusals import Refusal
from members.services import values as services
from members.services.consents import consents_to
from members.services.held import held
from members.services.revisions import earlier_versions
from members.views.forms import INVALID, back_or, refused, see_other, sent_back, show, unfinished
from members.views.once import makes_one


@login_required
@makes_one
def values(request: HttpRequest) -> HttpResponse:
    """One's own statements, and a form for another one."""
    member, status = request.user, 200
    wanted = request.GET.get("value", "")
    initial = {"language": member.language, "words": f"{BEGINNING} ", "value": wanted}
    form = ValueForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST":
        status = INVALID
        if form.is_valid():
            try:
                services.declare_value(member=member, **form.cleaned_data)
            except Refusal as refusal:
                status = refused(form, refusal)
            else:
                return see_other(request, _here(request), _("Your value statement stands."))
    return show(request, "members/settings/values.html", _context(request, form), status=status)


def _context(request: HttpRequest, form: ValueForm) -> dict[str, Any]:
    return {
        "form": form,
        "statements": services.statements_of(request.user),
        "is_shown": consents_to(request.user, Purpose.SHOW_VALUES),
        "all_values": basic_values.all_values().values(),
    }


@login_required
def value(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one statement differently; earlier words stay below."""
    statement = _load(request, pk)
    columns = ("value", "words", "example", "language")
    with held(statement, when=request.method == "POST"):
        initial = {name: getattr(statement, name) for name in columns}
        posted = request.POST if request.method == "POST" else None
        form = ValueEditForm(posted, initial=initial)
        status = _reword(request, statement, form) if form.is_bound else 200
    if status == 303:
        return see_other(request, reverse("members:value_settings"), _("Saved."))
    versions = earlier_versions(statement, request.user)[:20]
    earlier = [row for row in versions if "words" in row.fields]
    context = {"form": form, "statement": statement, "earlier": earlier}
    return show(request, "members/settings/value.html", context, status=status)


def _reword(request: HttpRequest, statement: ValueStatement, form: ValueEditForm) -> int:
    if not form.is_valid():
        return unfinished(form)
    try:
        services.reword_value(member=request.user, statement=statement, **form.cleaned_data)
    except Refusal as refusal:
        return refused(form, refusal)
    return 303


@require_POST
@login_required
def withdraw_value(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a statement off one's page; it can be undone."""
    statement = _load(request, pk)
    try:
        services.withdraw_value(member=request.user, statement=statement)
    except Refusal as refusal:
        return sent_back(request, reverse("members:value_settings"), refusal)
    undo = reverse("members:take_up_value", args=[statement.pk])
    return see_other(request, _here(request), _("The value statement is withdrawn."), undo)


@require_POST
@login_required
def take_up_value(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a withdrawal."""
    statement = get_object_or_404(ValueStatement.objects.filter(member=request.user), pk=pk)
    try:
        services.take_up_value(member=request.user, statement=statement)
    except Refusal as refusal:
        return sent_back(request, reverse("members:value_settings"), refusal)
    return see_other(request, reverse("members:value_settings"), _("It stands again."))


def _here(request: HttpRequest) -> str:
    return back_or(request, reverse("members:value_settings"))


def _load(request: HttpRequest, pk: int) -> ValueStatement:
    return get_object_or_404(services.statements_of(request.user), pk=pk)
