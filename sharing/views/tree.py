"""Browsing the tree of skills, from four roots down to what is offered and looked for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from members.viewer import viewer
from members.views.forms import show
from sharing.reading.tree import branch_of, named_skills, way_to


@require_safe
def branch(request: HttpRequest, code: str) -> HttpResponse:
    """One branch: what grows out of it, and the skills right in it that somebody names."""
    member = viewer(request)
    here = branch_of(code, member)
    if here is None:
        raise Http404
    context = {
        "here": here,
        "way": way_to(here.group),
        "named": named_skills(here.group, member),
    }
    return show(request, "sharing/branch.html", context)
