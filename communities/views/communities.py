"""Browse communities, found one, read one, shape one."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from communities import access
from communities.access import Standing
from communities.forms.communities import BrowseForm, CommunityForm, FoundingForm, ShapingForm
from communities.forms.memberships import AskForm
from communities.models import Activity, Community, CommunityQuerySet, Membership, Role
from communities.services.communities import edit_community, found_community
from communities.services.search import MANY, matching
from communities.shelves import activity_kinds
from communities.views.frame import about, enter, enter_as
from members import values
from members.models import Member
from members.pages import Page, page_of
from members.panels import drawn_at
from members.refusals import Refusal
from members.services.held import held
from members.services.revisions import earlier_versions
from members.targets import attach
from members.viewer import viewer
from members.views.forms import INVALID, refused, see_other, show, unfinished
from members.views.once import makes_one
from members.views.searched import counts_searches

FEED = 15
MOST_WHO_CARE = 8


@require_safe
@counts_searches
def communities(request: HttpRequest) -> HttpResponse:
    """Communities one may know of, the newest first; with words, those that fit best."""
    form = BrowseForm(request.GET)
    wishes = form.wishes()
    page = _browse(request, wishes)
    context = {
        "form": form,
        "page": page,
        "entries": _with_roles(page.items, viewer(request)),
        "is_filtered": any(wishes.values()),
    }
    return show(request, "communities/communities.html", context)


def _browse(request: HttpRequest, wishes: dict[str, str]) -> Page:
    member = viewer(request)
    found: CommunityQuerySet = Community.objects.listed_for(member)
    if wishes["show"] == "mine":
        found = found.of(member) if member else found.none()
    if wishes["language"]:
        found = found.filter(language=wishes["language"])
    if wishes["q"]:
        return Page(list(matching(found, wishes["q"], like="name")[:MANY]))
    return page_of(found, request)


def _with_roles(found: list[Community], member: Member | None) -> list[tuple[Community, str]]:
    """Each with the role the reader has there, or an empty word."""
    own = Membership.objects.active().filter(member=member, community__in=found) if member else []
    roles = {row.community_id: row.get_role_display() for row in own}
    return [(community, roles.get(community.pk, "")) for community in found]


@login_required
@makes_one
def found(request: HttpRequest) -> HttpResponse:
    form = FoundingForm(request.POST or None, founder=request.user)
    status = 200
    if request.method == "POST":
        status = INVALID
        if form.is_valid():
            try:
                community = found_community(founder=request.user, **form.cleaned_data)
            except Refusal as refusal:
                status = refused(form, refusal)
            else:
                url = community.get_absolute_url()
                founded = _("The community is founded. Its address is %(address)s.")
                return see_other(request, url, founded % {"address": url})
    return show(request, "communities/found.html", {"form": form}, status=status)


@require_safe
def community(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens in a community; strangers of one on request read what it is and may ask."""
    here = enter(request, slug)
    return community_page(request, here)


def community_page(
    request: HttpRequest, here: Standing, ask: AskForm | None = None, status: int = 200
) -> HttpResponse:
    """The page, also when a request to join has to be mended."""
    context: dict[str, Any] = {
        "ask": ask or AskForm(question=here.community.join_question),
        "who_cares": _who_cares(here.community, viewer(request)),
        "values": _values_of(here.community),
    }
    if here.reads:
        page = _feed(here.community, request)
        context |= {
            "page": page,
            "feed": [told(row) for row in page.items],
            "panels": drawn_at("community", request, here.community),
        }
    return show(
        request, "communities/community.html", about(here, "overview", **context), status=status
    )


def _feed(place: Community, request: HttpRequest) -> Page:
    """A page of what happened, without that whose target this person may not see."""
    member = viewer(request)
    happened = Activity.objects.visible_to(member).filter(community=place)
    return page_of(
        happened.select_related("actor", "community"),
        request,
        size=FEED,
        keep=lambda rows: attach(rows, activity_kinds, member),
    )


def told(row: Activity) -> dict[str, Any]:
    """An activity in words, its target attached."""
    kind = activity_kinds[row.kind]
    return {
        "row": row,
        "sentence": kind.sentence(row),
        "url": kind.url(row),
        "excerpt": kind.excerpt(row),
    }


def _who_cares(place: Community, member: Member | None) -> list[tuple[Member, str]]:
    """Owners and moderators, as far as the reader may know of them."""
    caring = (
        Membership.objects.moderating()
        .filter(community=place, member__in=Member.objects.visible_to(member))
        .select_related("member")
        .defer("member__search", "member__story")
        .order_by("-role", "state_since", "pk")[:MOST_WHO_CARE]
    )
    return [(row.member, _care_of(row)) for row in caring]


def _care_of(row: Membership) -> str:
    """What somebody does here, and elsewhere."""
    elsewhere = {"role": row.member.role}
    if row.role == Role.OWNER:
        return _("owner; %(role)s") % elsewhere if row.member.role else _("owner")
    return _("moderates; %(role)s") % elsewhere if row.member.role else _("moderates")


def _values_of(place: Community) -> list[values.BasicValue]:
    known = values.all_values()
    return [known[slug] for slug in place.shared_values if slug in known]


@require_safe
def about_community(request: HttpRequest, slug: str) -> HttpResponse:
    """What a community is for and what people agree to; members also read earlier versions."""
    here = enter(request, slug)
    context = {
        "values": _values_of(here.community),
        "who_cares": _who_cares(here.community, viewer(request)),
        "versions": _versions(here, viewer(request)),
    }
    return show(request, "communities/about.html", about(here, "about", **context))


def _versions(here: Standing, member: Member | None) -> list[dict[str, Any]]:
    """Earlier words of a community, the latest first; for those who belong."""
    if not here.belongs:
        return []
    labels = {field.name: field.verbose_name for field in Community._meta.fields}
    shown = ("name", "purpose", "about", "guidelines")
    return [
        {
            "when": row.created_at,
            "texts": [(labels[name], row.fields[name]) for name in shown if row.fields.get(name)],
        }
        for row in earlier_versions(here.community, member)[:10]
    ]


@login_required
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Owners shape a community; the earlier version is kept."""
    here = enter_as(request, slug, access.can_own, "owns")
    with held(here.community, when=request.method == "POST"):
        form = ShapingForm(request.POST or None, community=here.community)
        status = _shape(request, here, form)
    if status == 303:
        return see_other(
            request, request.path, _("It is changed. Members can read what stood before.")
        )
    context = about(here, "settings", form=form, versions=_versions(here, request.user))
    return show(request, "communities/settings.html", context, status=status)


def _shape(request: HttpRequest, here: Standing, form: CommunityForm) -> int:
    if request.method != "POST":
        return 200
    if not form.is_valid():
        return unfinished(form, here.community)
    try:
        edit_community(owner=request.user, community=here.community, **form.cleaned_data)
    except Refusal as refusal:
        return refused(form, refusal)
    return 303
