"""Browsing the tree of skills, from four roots down to what is offered and looked for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from members.viewer import viewer
from members.views.forms import show
from sharing.reading.tree import named_skills, way_to, whole_tree


@require_safe
def branch(request: HttpRequest, code: str) -> HttpResponse:
    """One branch: what grows out of it, and the skills right in it that somebody names."""
    member = viewer(request)
    tree = whole_tree(member)
    if code not in tree:
        raise Http404
    here = tree[code]
    context = {
        "here": here,
        "way": way_to(tree, here),
        "named": named_skills(here.group, member),
    }
    return show(request, "sharing/branch.html", context)
