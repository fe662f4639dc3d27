"""Experiences: browse, read one, agree, withdraw, bring back, and say "I tried it"."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities.services.search import forgive
from members.models import Member
from members.pages import Page, page_of
from members.refusals import Refusal
from members.services.revisions import earlier_versions
from members.viewer import viewer
from members.views.forms import INVALID, refused, see_other, sent_back, show
from members.views.once import makes_one
from members.views.searched import counts_searches
from sharing.access import experiences as rules
from sharing.forms.experiences import ExperienceFilter, TrialForm
from sharing.models import Experience, Trial
from sharing.reading.experiences import (
    BY,
    communities_with,
    named_in,
    published_for,
    wished,
    with_people,
)
from sharing.reading.wishes import communities_of
from sharing.services import experiences as services


@require_safe
@counts_searches
def experiences(request: HttpRequest) -> HttpResponse:
    """What others have learnt, the newest first; the filter stands in the address."""
    member = viewer(request)
    choices = communities_with(member, communities_of(member), request.GET.get("community", ""))
    form = ExperienceFilter(request.GET, communities=choices)
    page = _listed(request, form, member)
    lines = [(one, named_in(one)) for one in page.items]
    own = _own_drafts(member) if not form.wanted else []
    context = {"form": form, "page": page, "lines": lines, "drafts": own}
    return show(request, "sharing/experiences.html", context | {"is_filtered": bool(form.wanted)})


@require_safe
def experience(request: HttpRequest, pk: int) -> HttpResponse:
    """The words, whose they are, under which licence, and what came of it elsewhere."""
    return _page(request, _found(request, pk))


@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """How it stood before, as far as it was open to the reader then."""
    found = _found(request, pk)
    rows = earlier_versions(found, viewer(request))
    context = {"experience": found, "page": page_of(rows, request, size=10)}
    return show(request, "sharing/experience_versions.html", context)


@require_POST
@login_required
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes to the version that was read, under the licence named at the button."""
    found = _found(request, pk)
    version = request.POST.get("version", "")
    try:
        agreed = services.agree_to_experience(
            member=request.user,
            experience=found,
            version=int(version) if version.isdecimal() and len(version) < 9 else 0,
        )
    except Refusal as refusal:
        return sent_back(request, found.get_absolute_url(), refusal)
    said = _("It is public now. Thank you for giving it.")
    if agreed.published_at is None:
        said = _("You agree. It is public as soon as the other agrees, too.")
    return see_other(request, found.get_absolute_url(), said)


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    said = _("It is withdrawn. Only those who wrote it can still see it.")
    return _act(request, pk, services.withdraw_experience, said, undo=True)


@require_POST
@login_required
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, services.restore_experience, _("It is back."))


@require_POST
@login_required
@makes_one
def tried(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of it where somebody tried it."""
    found, form = _found(request, pk), TrialForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, INVALID)
    try:
        told = services.tell_trial(member=request.user, experience=found, **form.cleaned_data)
    except Refusal as refusal:
        return _page(request, found, form, refused(form, refusal))
    said = _("Thank you. Whoever wrote it hears what came of it.")
    undo = reverse("sharing:withdraw_trial", args=[told.pk])
    return see_other(request, told.get_absolute_url(), said, undo=undo)


@require_POST
@login_required
def withdraw_trial(request: HttpRequest, pk: int) -> HttpResponse:
    return _act_on_trial(request, pk, services.withdraw_trial, _("It is withdrawn."), undo=True)


@require_POST
@login_required
def restore_trial(request: HttpRequest, pk: int) -> HttpResponse:
    return _act_on_trial(request, pk, services.restore_trial, _("It is back."))


def _found(request: HttpRequest, pk: int) -> Experience:
    """An experience this person may read; 404 for everybody else."""
    visible = with_people(Experience.objects.visible_to(viewer(request)))
    found: Experience = get_object_or_404(visible, pk=pk)
    return found


def _listed(request: HttpRequest, form: ExperienceFilter, member: Member | None) -> Page:
    """The page of the list an address asks for; words may be misspelt."""
    with transaction.atomic():
        if form.wanted.get("q"):
            forgive()
        return page_of(wished(published_for(member), form.wanted, member), request, by=BY)


def _own_drafts(member: Member | None) -> list[Experience]:
    """What one writes and is not public."""
    if member is None:
        return []
    mine = Experience.objects.visible_to(member).filter(writers__member=member)
    return list(mine.exclude(published_at__isnull=False, withdrawn_at=None).newest_first()[:10])


def _page(
    request: HttpRequest, found: Experience, form: TrialForm | None = None, status: int = 200
) -> HttpResponse:
    member = viewer(request)
    seats = list(found.writers.all())
    own = next((seat for seat in seats if seat.member == member), None)
    may_try = member is not None and rules.can_try(member, found)
    trials = Trial.objects.visible_to(member).filter(experience=found).select_related("member")
    context = {
        "experience": found,
        "authors": named_in(found),
        "seats": seats,
        "own": own,
        "others": [seat for seat in seats if seat is not own],
        "waits_for_me": own is not None and own.agreed_to != found.version and found.stands,
        "is_public": found.published_at is not None and found.stands,
        "is_edited": earlier_versions(found, member).exists(),
        "trials": list(trials),
        "trial_form": _trial_form(member, form) if may_try else None,
    }
    context["is_indexable"] = context["is_public"] and found.community.is_indexable
    return show(request, "sharing/experience.html", context, status=status)


def _trial_form(member: Member | None, form: TrialForm | None) -> TrialForm:
    return form or TrialForm(initial={"language": member.language if member else ""})


def _act(
    request: HttpRequest, pk: int, service: Callable[..., Any], said: str, undo: bool = False
) -> HttpResponse:
    found = _found(request, pk)
    try:
        service(member=request.user, experience=found)
    except Refusal as refusal:
        return sent_back(request, found.get_absolute_url(), refusal)
    back = reverse("sharing:restore_experience", args=[pk]) if undo else ""
    return see_other(request, found.get_absolute_url(), said, undo=back)


def _act_on_trial(
    request: HttpRequest, pk: int, service: Callable[..., Any], said: str, undo: bool = False
) -> HttpResponse:
    """One's own, also while it is withdrawn; others read it at its experience."""
    trials = Trial.objects.filter(
        experience__in=Experience.objects.visible_to(request.user), hidden_at=None
    )
    trial = get_object_or_404(trials, pk=pk)
    try:
        service(member=request.user, trial=trial)
    except Refusal as refusal:
        return sent_back(request, trial.get_absolute_url(), refusal)
    back = reverse("sharing:restore_trial", args=[pk]) if undo else ""
    return see_other(request, trial.get_absolute_url(), said, undo=back)
