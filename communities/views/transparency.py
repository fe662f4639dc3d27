"""How decisions are made here, in the open."""

from typing import Any

from django.db.models import Avg, Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from communities.models import Case, Complaint, Decision, Measure
from members.views.forms import show


@require_safe
def transparency(request: HttpRequest) -> HttpResponse:
    """What can be reported, who decides, and how often what was decided."""
    return show(request, "communities/transparency.html", {"figures": _figures()})


def _figures() -> dict[str, Any]:
    """Counts over the whole house; nothing about persons or communities."""
    decided = Case.objects.decided().aggregate(
        count=Count("pk"), duration=Avg(F("decided_at") - F("created_at"))
    )
    first = Decision.objects.filter(overrules=None).aggregate(
        hidden=Count("pk", filter=Q(measure=Measure.HIDE)),
        left=Count("pk", filter=Q(measure=Measure.NONE)),
    )
    complaints = Complaint.objects.aggregate(
        count=Count("pk"),
        upheld=Count(
            "pk",
            filter=Q(decision__overruled_by__isnull=False)
            & ~Q(decision__overruled_by__measure=F("decision__measure")),
        ),
    )
    return {
        "open": Case.objects.open().count(),
        "decided": decided["count"],
        "days": decided["duration"].days if decided["duration"] else None,
        "hidden": first["hidden"],
        "left": first["left"],
        "complaints": complaints["count"],
        "upheld": complaints["upheld"],
    }
