"""Come in, stay, take a role, go."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities import access
from communities.access import Standing
from communities.forms.memberships import AskForm, ReplyForm, RoleForm
from communities.models import Membership, MembershipState
from communities.services import memberships
from communities.services.names import as_known_to
from communities.views.communities import community_page
from communities.views.frame import about, enter, enter_as
from members.alphabet import alphabetical
from members.pages import page_of
from members.refusals import Refusal
from members.views.forms import INVALID, refused, see_other, sent_back, show
from members.views.once import makes_one


@require_POST
@login_required
def join(request: HttpRequest, slug: str) -> HttpResponse:
    here = enter(request, slug)
    url = here.community.get_absolute_url()
    try:
        memberships.join(member=request.user, community=here.community)
    except Refusal as refusal:
        return sent_back(request, url, refusal)
    return see_other(request, url, _("You belong now. Look around, and listen first."))


@require_POST
@login_required
@makes_one
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to be let in."""
    here = enter(request, slug)
    form = AskForm(request.POST, question=here.community.join_question)
    if not form.is_valid():
        return community_page(request, here, form, INVALID)
    try:
        memberships.request_to_join(
            member=request.user, community=here.community, **form.cleaned_data
        )
    except Refusal as refusal:
        return community_page(request, here, form, refused(form, refusal))
    return see_other(
        request,
        here.community.get_absolute_url(),
        _("Your request is with the moderators. You will hear from them."),
    )


@require_POST
@login_required
def withdraw_request(request: HttpRequest, slug: str) -> HttpResponse:
    here = enter(request, slug)
    url = here.community.get_absolute_url()
    try:
        memberships.withdraw_request(member=request.user, community=here.community)
    except Refusal as refusal:
        return sent_back(request, url, refusal)
    return see_other(request, url, _("Your request is withdrawn."))


@login_required
def own_membership(request: HttpRequest, slug: str) -> HttpResponse:
    """What one's membership is, and the way out."""
    here = enter_as(request, slug, access.belongs, "belongs")
    if request.method != "POST":
        return show(request, "communities/own_membership.html", about(here, "overview"))
    try:
        memberships.leave(member=request.user, community=here.community)
    except Refusal as refusal:
        context = about(here, "overview", refusal=refusal)
        return show(request, "communities/own_membership.html", context, status=refusal.status)
    return see_other(
        request,
        reverse("communities:communities"),
        _("You have left %(community)s.") % {"community": here.community.name},
    )


@login_required
@require_safe
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """Who belongs, by name; nobody stands above another."""
    here = enter_as(request, slug, access.belongs, "belongs")
    people = (
        Membership.objects.visible_to(request.user)
        .filter(community=here.community)
        .select_related("member")
        .defer("member__search", "member__story")
        .annotate(by_name=alphabetical("member__name"))
    )
    page = page_of(people, request, size=40, by=("by_name", "id"))
    return show(request, "communities/members.html", about(here, "members", page=page))


def _of_somebody(request: HttpRequest, slug: str, pk: int) -> tuple[Standing, Membership]:
    """Another's membership, for those who moderate."""
    here = enter_as(request, slug, access.can_moderate, "moderates")
    rows = Membership.objects.active().select_related("member", "community")
    return here, get_object_or_404(rows.filter(community=here.community), pk=pk)


@login_required
def membership(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Moderators look after one membership: the role, or its end."""
    here, row = _of_somebody(request, slug, pk)
    return _membership_page(request, here, row)


def _membership_page(
    request: HttpRequest,
    here: Standing,
    row: Membership,
    *,
    role: RoleForm | None = None,
    reply: ReplyForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "row": row,
        "role_form": role or RoleForm(initial={"role": row.role}),
        "reply_form": reply or ReplyForm(),
        "may_remove": access.can_remove(request.user, row),
    }
    return show(
        request, "communities/membership.html", about(here, "members", **context), status=status
    )


@require_POST
@login_required
def change_role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    here, row = _of_somebody(request, slug, pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _membership_page(request, here, row, role=form, status=INVALID)
    try:
        memberships.change_role(owner=request.user, membership=row, **form.cleaned_data)
    except Refusal as refusal:
        return _membership_page(request, here, row, role=form, status=refused(form, refusal))
    return see_other(
        request, reverse("communities:members", args=[slug]), _("The role is changed.")
    )


@require_POST
@login_required
@makes_one
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    here, row = _of_somebody(request, slug, pk)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _membership_page(request, here, row, reply=form, status=INVALID)
    try:
        memberships.remove_member(
            moderator=request.user, membership=row, reason=form.cleaned_data["reply"]
        )
    except Refusal as refusal:
        return _membership_page(request, here, row, reply=form, status=refused(form, refusal))
    return see_other(
        request,
        reverse("communities:members", args=[slug]),
        _("%(name)s no longer belongs, and reads why.") % {"name": row.member.name},
    )


@login_required
@require_safe
def gone(request: HttpRequest, pk: int) -> HttpResponse:
    """Why somebody's own membership was ended; where, as far as they may still know of it."""
    removed = Membership.objects.filter(member=request.user, state=MembershipState.REMOVED)
    row = get_object_or_404(removed.prefetch_related(as_known_to(request.user)), pk=pk)
    return show(request, "communities/gone.html", {"row": row})


@login_required
@require_safe
def requests(request: HttpRequest, slug: str) -> HttpResponse:
    """Who asks to be let in, the longest waiting first."""
    here = enter_as(request, slug, access.can_moderate, "moderates")
    return _requests_page(request, here)


def _requests_page(
    request: HttpRequest,
    here: Standing,
    *,
    declined: int = 0,
    form: ReplyForm | None = None,
    status: int = 200,
) -> HttpResponse:
    waiting = (
        here.community.memberships.requested()
        .filter(member__is_active=True)
        .select_related("member")
        .order_by("state_since", "pk")[:50]
    )
    entries = [
        (row, form if form and row.pk == declined else ReplyForm(auto_id=f"id_%s_{row.code}"))
        for row in waiting
    ]
    return show(
        request,
        "communities/requests.html",
        about(here, "moderation", entries=entries, failed=declined),
        status=status,
    )


@require_POST
@login_required
def let_in(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    here = enter_as(request, slug, access.can_moderate, "moderates")
    row = get_object_or_404(here.community.memberships.select_related("member"), pk=pk)
    url = reverse("communities:requests", args=[slug])
    try:
        memberships.let_in(moderator=request.user, membership=row)
    except Refusal as refusal:
        return sent_back(request, url, refusal)
    return see_other(request, url, _("%(name)s belongs now.") % {"name": row.member.name})


@require_POST
@login_required
@makes_one
def decline(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    here = enter_as(request, slug, access.can_moderate, "moderates")
    row = get_object_or_404(here.community.memberships.select_related("member"), pk=pk)
    form = ReplyForm(request.POST, auto_id=f"id_%s_{row.code}")
    if not form.is_valid():
        return _requests_page(request, here, declined=pk, form=form, status=INVALID)
    try:
        memberships.decline_request(moderator=request.user, membership=row, **form.cleaned_data)
    except Refusal as refusal:
        return _requests_page(request, here, declined=pk, form=form, status=refused(form, refusal))
    return see_other(
        request,
        reverse("communities:requests", args=[slug]),
        _("The request is declined. %(name)s reads your word.") % {"name": row.member.name},
    )
