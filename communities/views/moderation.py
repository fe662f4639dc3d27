"""The desk of those who decide, and what they decided, to read and to object to."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from communities import access
from communities.forms.moderation import ComplaintForm, DecisionForm
from communities.models import (
    Case,
    CaseState,
    Community,
    Complaint,
    Decision,
    Measure,
    Membership,
    Report,
)
from communities.models.moderation import CaseQuerySet
from communities.services import moderation
from communities.shelves import Reportable, language_of, reportable_of, unnamed_models
from communities.views.frame import about, enter_as
from members.markup.prose import excerpt
from members.models import Member
from members.pages import page_of
from members.refusals import Refusal
from members.views.forms import INVALID, refused, see_other, show
from members.views.once import makes_one

SOON = timedelta(hours=24)
DONE = 303


@login_required
@require_safe
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """The cases of one community."""
    here = enter_as(request, slug, access.can_moderate, "moderates")
    cases = Case.objects.visible_to(request.user).filter(community=here.community)
    asking = here.community.memberships.requested().exists()
    desk = _desk(request, cases, reverse("communities:queue", args=[slug]))
    context = about(here, "moderation", **desk, asking=asking)
    return show(request, "communities/moderation/queue.html", context)


@login_required
@require_safe
def all_cases(request: HttpRequest) -> HttpResponse:
    """The cases of all communities one moderates; for the site team, of all there are."""
    if not request.user.is_staff and not Community.objects.moderated_by(request.user).exists():
        raise PermissionDenied(access.can_moderate.sentence)
    cases = Case.objects.visible_to(request.user)
    context = _desk(request, cases, reverse("communities:all_cases"))
    return show(request, "communities/moderation/queue.html", context)


def _desk(request: HttpRequest, cases: CaseQuerySet, address: str) -> dict[str, Any]:
    """One of three lists: what waits, what somebody complained about, what was decided."""
    lists = {
        "": (cases.open(), ("due_at", "id")),
        "complaints": (cases.with_complaints(), ("due_at", "id")),
        "decided": (cases.decided(), ("-decided_at", "-id")),
    }
    wanted = request.GET.get("show", "")
    wanted = wanted if wanted in lists else ""
    found, by = lists[wanted]
    page = page_of(found.select_related("community", "target_type"), request, by=by)
    return {
        "lines": _lines(page.items),
        "page": page,
        "shown": wanted or "open",
        "desk_tabs": [
            (address, _("Open"), wanted == ""),
            (f"{address}?show=complaints", _("Complaints"), wanted == "complaints"),
            (f"{address}?show=decided", _("Decided"), wanted == "decided"),
        ],
    }


def _lines(cases: list[Case]) -> list[dict[str, Any]]:
    counts = Report.objects.filter(case__in=cases).values("case").annotate(count=Count("pk"))
    by_case = {row["case"]: row["count"] for row in counts}
    return [{"case": case, **_headline(case), "reports": by_case.get(case.pk, 0)} for case in cases]


def _headline(case: Case) -> dict[str, Any]:
    """What a case is called in a list, and how much time is left."""
    entry = reportable_of(case.target_type)
    return {
        "title": excerpt(case.snapshot, 70) or _("Something described in words"),
        "label": entry.label if entry else _("From outside"),
        "is_soon": case.state == CaseState.OPEN and case.due_at < timezone.now() + SOON,
        "is_late": case.state == CaseState.OPEN and case.due_at < timezone.now(),
    }


@login_required
@makes_one
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: the words, who reported them and why, and the decision."""
    row = get_object_or_404(
        Case.objects.visible_to(request.user).select_related("community", "author", "target_type"),
        pk=pk,
    )
    complained = _complained_about(row)
    form = DecisionForm(request.POST or None)
    status = _decide(request, row, complained, form)
    if status == DONE:
        told = _("It is decided. Those whom it concerns read your reasons.")
        return see_other(request, row.get_absolute_url(), told)
    context = _case_context(request, row, complained) | {"form": form}
    return show(request, "communities/moderation/case.html", context, status=status)


def _complained_about(row: Case) -> Decision | None:
    """The decision somebody complained about and nobody answered for yet."""
    waiting = Complaint.objects.filter(answered_at=None)
    return row.decisions.filter(pk__in=waiting.values("decision")).first()


def _decide(
    request: HttpRequest, row: Case, complained: Decision | None, form: DecisionForm
) -> int:
    if request.method != "POST":
        return 200
    if not form.is_valid():
        return INVALID
    try:
        if complained:
            moderation.answer_complaint(
                moderator=request.user, decision=complained, verdict=form.verdict()
            )
        else:
            moderation.decide(moderator=request.user, case=row, verdict=form.verdict())
    except Refusal as refusal:
        return refused(form, refusal)
    return DONE


def _address_of(entry: Reportable | None, thing: Any, member: Member) -> str:
    """Where it can be read in its place by whoever decides; private things and hidden ones not."""
    if entry is None or thing is None:
        return ""
    is_seen = entry.visible_to(member).filter(pk=thing.pk).exists()
    return entry.url(thing) if is_seen else ""


def _case_context(request: HttpRequest, row: Case, complained: Decision | None) -> dict[str, Any]:
    entry, thing = reportable_of(row.target_type), row.target
    back = reverse("communities:all_cases")
    if row.community:
        back = reverse("communities:queue", args=[row.community.slug])
    return {
        "case": row,
        **_headline(row),
        "language": language_of(thing),
        "back": back,
        "url": _address_of(entry, thing, request.user),
        "reports": row.reports.select_related("reporter").order_by("created_at", "pk"),
        "decisions": row.decisions.select_related("moderator"),
        "complaints": Complaint.objects.filter(decision__case=row).select_related("complainant"),
        "complained": complained,
        "waits": row.state == CaseState.OPEN or complained is not None,
        "may_decide": access.can_decide(request.user, row),
        "cannot": access.can_decide.sentence,
        **_about_the_author(row, entry),
    }


def _about_the_author(row: Case, entry: Reportable | None) -> dict[str, Any]:
    """Whose it is, since when they belong, and what was hidden of theirs before; no score. Nothing
    of the kind about what stands without a name, which is not told of a person elsewhere either.
    """
    if entry and entry.is_unnamed:
        return {"is_unnamed": True}
    if row.author is None:
        return {"several": row.parties.exists()}
    membership = Membership.objects.active().filter(member=row.author, community=row.community)
    unnamed = ContentType.objects.get_for_models(*unnamed_models()).values()
    return {
        "author": row.author,
        "belongs": membership.first() if row.community else None,
        "earlier": Decision.objects.filter(
            case__author=row.author, case__community=row.community, measure=Measure.HIDE
        )
        .exclude(case=row)
        .exclude(case__target_type__in=unnamed)
        .filter(overruled_by=None)
        .order_by("-created_at")[:3],
    }


@login_required
@makes_one
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """The reasons, for those whom a decision concerns, and the way to object."""
    row = get_object_or_404(
        Decision.objects.visible_to(request.user).select_related(
            "case__community", "case__target_type", "overrules"
        ),
        pk=pk,
    )
    form = ComplaintForm(request.POST or None)
    status = _complain(request, row, form)
    if status == DONE:
        thanks = _("Your complaint is with somebody who did not decide before.")
        return see_other(request, row.get_absolute_url(), thanks)
    context = _decision_context(request, row) | {"form": form}
    return show(request, "communities/moderation/decision.html", context, status=status)


def _complain(request: HttpRequest, row: Decision, form: ComplaintForm) -> int:
    if request.method != "POST":
        return 200
    if not form.is_valid():
        return INVALID
    try:
        moderation.complain(member=request.user, decision=row, **form.cleaned_data)
    except Refusal as refusal:
        return refused(form, refusal)
    return DONE


def _decision_context(request: HttpRequest, row: Decision) -> dict[str, Any]:
    entry = reportable_of(row.case.target_type)
    return {
        "decision": row,
        "label": entry.label if entry else _("From outside"),
        "is_author": row.case.author_id == request.user.pk,
        "language": language_of(row.case.target),
        "may_complain": access.can_complain(request.user, row),
        "until": row.created_at + timedelta(days=Complaint.DAYS),
        "own_complaint": row.complaints.filter(complainant=request.user).first(),
        "later": Decision.objects.filter(overrules=row).first(),
    }
