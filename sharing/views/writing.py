"""Writing an offer or a request, and editing one's own."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from members.refusals import Refusal
from members.views.forms import INVALID, refused, see_other, show
from sharing import access
from sharing.forms import ListingForm
from sharing.forms.listing import as_typed, initial_of
from sharing.models import Offer, Request
from sharing.services.listings import edit_listing
from sharing.services.skill_search import find_skills
from sharing.views.kinds import KINDS, ListingKind, listing_or_404


@login_required
def new_listing(request: HttpRequest, kind: str) -> HttpResponse:
    """Offer something, or look for something; `?community=slug` ticks a community."""
    form = _form(request, _beginning(request))
    if _is_sent(request) and form.is_valid():
        try:
            made = KINDS[kind].make(member=request.user, **form.content)
        except Refusal as refusal:
            return _written(request, KINDS[kind], form, status=refused(form, refusal))
        return see_other(request, made.get_absolute_url(), KINDS[kind].made)
    return _written(request, KINDS[kind], form)


@login_required
def edit(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Change one's own; how it stood before stays readable."""
    listing = listing_or_404(request, kind, pk)
    if not access.is_own(request.user, listing):
        return _written(request, KINDS[kind], None, listing, status=403)
    form = _form(request, initial_of(listing))
    if _is_sent(request) and form.is_valid():
        try:
            edit_listing(member=request.user, listing=listing, **form.content)
        except Refusal as refusal:
            return _written(request, KINDS[kind], form, listing, status=refused(form, refusal))
        return see_other(request, listing.get_absolute_url(), _("Your new words stand."))
    return _written(request, KINDS[kind], form, listing)


def _is_sent(request: HttpRequest) -> bool:
    return request.method == "POST" and "find" not in request.POST


def _form(request: HttpRequest, initial: dict[str, Any]) -> ListingForm:
    """The form as it was sent; after a search step as it was typed, without judging it."""
    if _is_sent(request):
        return ListingForm(request.POST, member=request.user)
    typed = as_typed(request.POST) if request.method == "POST" else {}
    return ListingForm(initial=initial | typed, member=request.user)


def _beginning(request: HttpRequest) -> dict[str, Any]:
    """One's own language, and the community one comes from."""
    own = access.own_communities(request.user)
    here = own.filter(slug=request.GET.get("community", "")[:60])
    ticked = list(here) or (list(own) if len(own) == 1 else [])
    return {
        "language": request.user.language,
        "is_online": False,
        "communities": [str(community.pk) for community in ticked],
    }


def _written(
    request: HttpRequest,
    kind: ListingKind,
    form: ListingForm | None,
    listing: Offer | Request | None = None,
    status: int = 0,
) -> HttpResponse:
    found = None
    if form is not None and ("find" in request.POST or "skill_words" in form.errors):
        found = find_skills(words=form.search_words, member=request.user)
    context = {
        "kind": kind,
        "form": form,
        "listing": listing,
        "choice": form.choice(found) if form else None,
        "has_communities": bool(form and form.own),
    }
    status = status or (INVALID if form and form.errors else 200)
    return show(request, "sharing/listing_form.html", context, status=status)
