"""The lists: all that one may read, or what is shared in one community."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from communities.access import standing
from communities.models import Community
from communities.views.frame import about
from members.models import Member
from members.pages import Page
from members.viewer import viewer
from members.views.forms import show
from members.views.searched import counts_searches
from sharing.forms import BrowseForm
from sharing.reading.filtering import fitting, query_of, skill_of_code
from sharing.reading.listing_list import newest, wished
from sharing.reading.wishes import communities_of
from sharing.views.kinds import KINDS, OFFER, REQUEST, ListingKind


@require_safe
@counts_searches
def browse(request: HttpRequest, kind: str) -> HttpResponse:
    """Open offers or requests of all communities one may read, newest first."""
    member = viewer(request)
    form = BrowseForm(request.GET, communities=_communities(member, request))
    page = _page(KINDS[kind], form, request, member)
    context = _context(KINDS[kind], form, page, request)
    return show(request, "sharing/listings.html", context)


@require_safe
@counts_searches
def of_community(request: HttpRequest, slug: str) -> HttpResponse:
    """What is shared in one community: offers, or with `?show=requests` requests."""
    member = viewer(request)
    community = get_object_or_404(Community.objects.visible_to(member), slug=slug)
    kind = REQUEST if request.GET.get("show") == "requests" else OFFER
    form = BrowseForm(request.GET, communities=[])
    page = _page(kind, form, request, member, community)
    here = standing(member, community)
    context = _context(kind, form, page, request, slug)
    context |= about(here, "sharing")
    return show(request, "sharing/community_sharing.html", context)


def _page(
    kind: ListingKind,
    form: BrowseForm,
    request: HttpRequest,
    member: Member | None,
    community: Community | None = None,
) -> Page:
    """Without wishes everything open, newest first; with wishes what fits them."""
    if not form.wanted:
        return newest(kind.model, request, member, community)
    listings: Any = kind.model.objects.open()
    if community is None:
        listings = listings.visible_to(member)
    else:
        listings = listings.visible_in(community, member)
    page = wished(fitting(listings, form.wanted, member), request)
    _named(form, member)
    return page


def _communities(member: Member | None, request: HttpRequest) -> list[tuple[str, str]]:
    """One's own, and the one an address names."""
    own = communities_of(member)
    slug = request.GET.get("community", "")
    if slug and slug not in dict(own):
        own += Community.objects.visible_to(member).filter(slug=slug).values_list("slug", "name")
    return own


def _named(form: BrowseForm, member: Member | None) -> None:
    """Where an address holds a skill by its code, the form shows its name instead."""
    code = form.wanted.get("skill", "")
    if code and (skill := skill_of_code(code, member)):
        form.data = form.data.copy()
        form.data["skill"] = skill.label


def _context(
    kind: ListingKind, form: BrowseForm, page: Any, request: HttpRequest, slug: str = ""
) -> dict[str, Any]:
    wishes = form.wanted | ({"community": slug} if slug else {})
    to_save = query_of(wishes) if form.wanted and request.user.is_authenticated else ""
    return {
        "kind": kind,
        "form": form,
        "page": page,
        "filter": _kept(request),
        "is_filtered": bool(form.wanted),
        "is_narrow": bool(form.wanted.keys() - {"q", "skill"}),
        "to_save": to_save,
    }


def _kept(request: HttpRequest) -> str:
    """The filter without the place in the list, for the way to the other list."""
    query = request.GET.copy()
    for name in ("before", "after", "show"):
        query.pop(name, None)
    return query.urlencode()
