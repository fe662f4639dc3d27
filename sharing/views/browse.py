"""The lists: all that one may read, or what is shared in one community."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from communities.access import standing
from communities.models import Community
from communities.services.search import matching
from communities.views.frame import about
from members.ids import from_code
from members.models import Member
from members.pages import Page
from members.viewer import viewer
from members.views.forms import show
from sharing.forms import BrowseForm
from sharing.models import Skill
from sharing.reading.listing_list import newest, wished
from sharing.reading.wishes import communities_of
from sharing.services.skill_search import find_skills
from sharing.views.kinds import KINDS, OFFER, REQUEST, ListingKind

MOST_SKILLS = 24


@require_safe
def browse(request: HttpRequest, kind: str) -> HttpResponse:
    """Open offers or requests of all communities one may read, newest first."""
    member = viewer(request)
    form = BrowseForm(request.GET, communities=_communities(member, request))
    page = _page(KINDS[kind], form, request, member)
    context = _context(KINDS[kind], form, page, request)
    return show(request, "sharing/listings.html", context)


@require_safe
def of_community(request: HttpRequest, slug: str) -> HttpResponse:
    """What is shared in one community: offers, or with `?show=requests` requests."""
    member = viewer(request)
    community = get_object_or_404(Community.objects.visible_to(member), slug=slug)
    kind = REQUEST if request.GET.get("show") == "requests" else OFFER
    form = BrowseForm(request.GET, communities=[])
    page = _page(kind, form, request, member, community)
    here = standing(member, community)
    context = _context(kind, form, page, request)
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
    return wished(_filtered(listings, form, member), request)


def _communities(member: Member | None, request: HttpRequest) -> list[tuple[str, str]]:
    """One's own, and the one an address names."""
    own = communities_of(member)
    slug = request.GET.get("community", "")
    if slug and slug not in dict(own):
        own += Community.objects.visible_to(member).filter(slug=slug).values_list("slug", "name")
    return own


def _filtered(listings: Any, form: BrowseForm, member: Member | None) -> Any:
    """The listings that fit all that the address says."""
    wanted = form.wanted
    if words := wanted.get("q"):
        listings = matching(listings, words, like="title")
    if skill := wanted.get("skill"):
        ids = _meant_by(skill, form, member)
        listings = listings.naming(Skill.objects.meaning(ids))
    if code := wanted.get("group"):
        listings = listings.of_group(code)
    if way := wanted.get("terms"):
        listings = listings.on_terms(way)
    if language := wanted.get("language"):
        listings = listings.filter(language=language)
    if wanted.get("online"):
        listings = listings.filter(is_online=True)
    if place := wanted.get("where"):
        listings = listings.at(place)
    if slug := wanted.get("community"):
        listings = listings.shared_in(Community.objects.get(slug=slug))
    return listings


def _meant_by(text: str, form: BrowseForm, member: Member | None) -> list[int]:
    """One skill by its code (the form shows its name instead), or all that the words find."""
    try:
        skill = Skill.objects.visible_to(member).filter(pk=from_code(text)).first()
    except ValueError:
        skill = None
    if skill is None:
        found = find_skills(words=text, member=member, most=MOST_SKILLS)
        exact = [one.skill.pk for one in found if one.skill.label.casefold() == text.casefold()]
        return exact or [one.skill.pk for one in found]
    form.data = form.data.copy()
    form.data["skill"] = skill.label
    return [skill.pk]


def _context(
    kind: ListingKind, form: BrowseForm, page: Any, request: HttpRequest
) -> dict[str, Any]:
    return {
        "kind": kind,
        "form": form,
        "page": page,
        "filter": _kept(request),
        "is_filtered": bool(form.wanted),
        "is_narrow": bool(form.wanted.keys() - {"q", "skill"}),
    }


def _kept(request: HttpRequest) -> str:
    """The filter without the place in the list, for the way to the other list."""
    query = request.GET.copy()
    for name in ("before", "after", "show"):
        query.pop(name, None)
    return query.urlencode()
