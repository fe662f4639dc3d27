"""Who fits, and why; what is not for me; how the order comes about."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.models import Member
from members.refusals import Refusal
from members.views.forms import INVALID, refused, see_other, show
from sharing.forms.matches import NotForMeForm
from sharing.models import NotForMe, Offer, Request
from sharing.services.matches import matches_for, not_for_me, own_of, take_back
from sharing.wording import order_in_words, question_for, sides_of


@login_required
@require_safe
def matches(request: HttpRequest) -> HttpResponse:
    """Everybody who fits one's open offers and requests and one's skills, finite."""
    own = own_of(request.user)
    found = [(one, sides_of(one), question_for(one)) for one in matches_for(request.user, own=own)]
    context = {
        "found": found,
        "own": list(own.listings.values()),
        "skills": bool(own.mine.can or own.mine.wants),
        "is_hidden": own.is_hidden,
        "form": NotForMeForm(),
    }
    return show(request, "sharing/matches.html", context)


@login_required
@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """How the order comes about, read from the figures it is made of."""
    return show(request, "sharing/matches_how.html", {"parts": order_in_words()})


@login_required
def turn_down(request: HttpRequest, pk: int) -> HttpResponse:
    """“Not for me, because …”: it is out of the next matches, and the reason counts."""
    shown = get_object_or_404(Member.objects.visible_to(request.user), pk=pk)
    form = NotForMeForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "shown": shown}
    if not form.is_valid():
        status = INVALID if form.is_bound else 200
        return show(request, "sharing/not_for_me.html", context, status=status)
    try:
        row = not_for_me(
            member=request.user,
            shown=shown,
            listing=_listing_of(request, shown, form.cleaned_data["listing"]),
            reason=form.cleaned_data["reason"],
            words=form.cleaned_data["words"],
        )
    except Refusal as refusal:
        status = refused(form, refusal)
        return show(request, "sharing/not_for_me.html", context, status=status)
    undo = reverse("sharing:take_back", args=[row.pk])
    said = _("Noted. It counts for what is suggested to you; nobody else learns of it.")
    return see_other(request, reverse("sharing:matches"), said, undo=undo)


def _listing_of(
    request: HttpRequest, shown: Member, named: tuple[str, int] | None
) -> Offer | Request | None:
    """The listing that was turned down, if it is one of theirs; else the person as a whole."""
    if named is None:
        return None
    kind, pk = named
    visible = (Offer if kind == "offer" else Request).objects.visible_to(request.user)
    return get_object_or_404(visible, pk=pk, member=shown)


@require_POST
@login_required
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """It may be suggested again."""
    row = get_object_or_404(NotForMe, pk=pk, member=request.user)
    take_back(member=request.user, turned_down=row)
    return see_other(request, reverse("sharing:matches"), _("It may be suggested to you again."))
