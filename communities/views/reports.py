"""Report something, and follow what becomes of it; also without an account."""

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communities.forms.moderation import AnythingReportForm, ReportForm, VisitorReportForm
from communities.models import Report
from communities.services import moderation
from communities.services.addresses import thing_at
from communities.shelves import language_of, reportable_of, reportables
from members.refusals import Refusal
from members.viewer import network, viewer
from members.views.forms import INVALID, refused, see_other, show
from members.views.once import makes_one

DONE = 303


@never_cache
@makes_one
def report(request: HttpRequest, kind: str, target_id: int) -> HttpResponse:
    """Report one thing one can see."""
    entry = reportables.get(kind)
    if entry is None:
        raise Http404
    thing = get_object_or_404(entry.visible_to(viewer(request)), pk=target_id)
    make = ReportForm if viewer(request) else VisitorReportForm
    form = make(request.POST or None)
    answer, status = _send(request, form, thing)
    context = {"form": form, "entry": entry, "thing": thing, "words": entry.words(thing)}
    context |= {"url": entry.url(thing), "language": language_of(thing)}
    return answer or show(request, "communities/report.html", context, status=status)


@never_cache
@makes_one
def report_anything(request: HttpRequest) -> HttpResponse:
    """Report by the address of a page, or in words; also from outside the house."""
    initial = {"address": request.GET.get("address", "")[:400]}
    form = AnythingReportForm(
        request.POST or None, is_member=bool(viewer(request)), initial=initial
    )
    thing = None
    if request.method == "POST" and form.is_valid():
        thing = thing_at(form.cleaned_data["address"], viewer(request))
    answer, status = _send(request, form, thing)
    return answer or show(
        request, "communities/report_anything.html", {"form": form}, status=status
    )


def _send(
    request: HttpRequest, form: ReportForm, thing: Model | None
) -> tuple[HttpResponse | None, int]:
    """The receipt, or the status with which the form is shown again."""
    if request.method != "POST":
        return None, 200
    if not form.is_valid():
        return None, INVALID
    try:
        given = moderation.report(
            reporter=viewer(request), thing=thing, words=form.words(), network=network(request)
        )
    except Refusal as refusal:
        return None, refused(form, refusal)
    thanks = _("Thank you. Your report is with people who decide.")
    if form.cleaned_data.get("email") and not given.email:
        thanks = _(
            "Thank you. Your report is with people who decide. Keep the address of this page: too "
            "many reports came today for us to send you an e-mail."
        )
    return see_other(request, given.get_absolute_url(), thanks), DONE


@require_safe
def report_status(request: HttpRequest, reference: int) -> HttpResponse:
    """What became of a report. Without an account its reference is the key."""
    member = viewer(request)
    rows = Report.objects.filter(reporter=None)
    if member:
        rows |= Report.objects.visible_to(member)
    row = get_object_or_404(rows.select_related("case__community"), pk=reference)
    context = {
        "report": row,
        "case": row.case,
        "entry": reportable_of(row.target_type),
        "decision": row.case.decisions.last(),
    }
    return show(request, "communities/report_status.html", context)
