"""Invite somebody; answer an invitation."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities import access
from communities.access import Standing
from communities.forms.memberships import InviteForm
from communities.models import Invitation
from communities.services import invitations as services
from communities.views.frame import about, enter_as
from members.refusals import Refusal
from members.views.forms import INVALID, refused, see_other, sent_back, show
from members.views.once import makes_one

DONE = 303


@login_required
@makes_one
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite a member by handle, with a personal word."""
    here = enter_as(request, slug, access.can_invite, "may_invite")
    initial = {"handle": request.GET.get("handle", "")[:60]}
    form = InviteForm(request.POST or None, inviter=request.user, initial=initial)
    status = _invite(request, here, form)
    if status == DONE:
        done = _("%(name)s is invited.") % {"name": form.cleaned_data["handle"].name}
        return see_other(request, request.path, done)
    waiting = (
        Invitation.objects.visible_to(request.user)
        .seems_open()
        .filter(community=here.community)
        .select_related("invitee", "inviter")
        .order_by("-created_at", "-pk")[:50]
    )
    context = about(here, "members", form=form, waiting=waiting)
    return show(request, "communities/invite.html", context, status=status)


def _invite(request: HttpRequest, here: Standing, form: InviteForm) -> int:
    if request.method != "POST":
        return 200
    if not form.is_valid():
        return INVALID
    said = form.cleaned_data
    try:
        services.invite(
            inviter=request.user,
            community=here.community,
            invitee=said["handle"],
            words=said["words"],
        )
    except Refusal as refusal:
        return refused(form, refusal)
    return DONE


@login_required
@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    """Who would like to have me where."""
    waiting = Invitation.objects.waiting_for(request.user)[:50]
    return show(request, "communities/invitations.html", {"waiting": waiting})


def _mine(request: HttpRequest, pk: int) -> Invitation:
    rows = Invitation.objects.visible_to(request.user).select_related("community", "invitee")
    return get_object_or_404(rows, pk=pk)


@require_POST
@login_required
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = _mine(request, pk)
    try:
        services.accept_invitation(member=request.user, invitation=invitation)
    except Refusal as refusal:
        return sent_back(request, reverse("communities:invitations"), refusal)
    return see_other(
        request,
        invitation.community.get_absolute_url(),
        _("You belong now. Look around, and listen first."),
    )


@require_POST
@login_required
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = _mine(request, pk)
    url = reverse("communities:invitations")
    try:
        services.decline_invitation(member=request.user, invitation=invitation)
    except Refusal as refusal:
        return sent_back(request, url, refusal)
    return see_other(request, url, _("The invitation is declined. Nobody is told."))


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = _mine(request, pk)
    url = reverse("communities:invite", args=[invitation.community.slug])
    try:
        services.withdraw_invitation(member=request.user, invitation=invitation)
    except Refusal as refusal:
        return sent_back(request, url, refusal)
    return see_other(request, url, _("The invitation is withdrawn."))
