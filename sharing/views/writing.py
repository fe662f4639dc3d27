"""Writing an offer or a request: begin, look first, keep as a draft, publish, edit."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members.refusals import Refusal
from members.views.forms import INVALID, refused, see_other, show
from members.views.once import makes_one
from sharing import access
from sharing.forms import ListingForm
from sharing.forms.listing import as_typed, beginning, initial_of
from sharing.models import Offer, Request
from sharing.reading.before_asking import Already, already_there
from sharing.reading.serving import Serving, serving
from sharing.services.listings import edit_listing, lacking, save_draft
from sharing.services.skill_search import find_skills
from sharing.views.kinds import KINDS, REQUEST, ListingKind, listing_or_404


@login_required
@makes_one
def new_listing(request: HttpRequest, kind: str) -> HttpResponse:
    """Offer something, or look for something; `?community=slug` ticks a community."""
    serves = serving(request) if kind == REQUEST.name else Serving()
    form = _form(request, _beginning(request) | serves.beginning)
    context = {"serves": serves}
    if not _is_sent(request) or not form.is_valid() or _looks_first(request, kind, form):
        return _written(request, KINDS[kind], form, **context)
    try:
        if "draft" in request.POST:
            model = KINDS[kind].model
            save_draft(member=request.user, model=model, **serves.chosen, **form.content)
            return _kept(request)
        made = KINDS[kind].make(member=request.user, **serves.chosen, **form.content)
    except Refusal as refusal:
        return _written(request, KINDS[kind], form, status=refused(form, refusal), **context)
    return see_other(request, made.get_absolute_url(), KINDS[kind].made)


@login_required
def edit(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Change one's own; how it stood before stays readable. A draft is kept or published."""
    listing = listing_or_404(request, kind, pk)
    context: dict[str, Any] = {"listing": listing, "serves": _served_by(listing)}
    if not access.is_own(request.user, listing):
        return _written(request, KINDS[kind], None, status=403, **context)
    form = _form(request, initial_of(listing))
    if "lacking" in request.GET and not _is_sent(request):
        form.say(lacking(listing))
    if not _is_sent(request) or not form.is_valid():
        return _written(request, KINDS[kind], form, **context)
    if listing.is_draft and _looks_first(request, kind, form):
        return _written(request, KINDS[kind], form, **context)
    try:
        keeps = "draft" in request.POST
        edit_listing(member=request.user, listing=listing, publishes=not keeps, **form.content)
        if listing.is_draft and keeps:
            return _kept(request)
    except Refusal as refusal:
        return _written(request, KINDS[kind], form, status=refused(form, refusal), **context)
    said = KINDS[kind].made if listing.is_draft else _("Your new words stand.")
    return see_other(request, listing.get_absolute_url(), said)


@require_POST
@login_required
def look_first(request: HttpRequest) -> HttpResponse:
    """What is there already for what is being typed; the piece below the form of a request."""
    form = ListingForm(initial=as_typed(request.POST), member=request.user)
    context = {"fitting": _fitting(request, form)}
    return show(request, "sharing/look_first.html", context, piece="sharing/_look_first.html")


def _is_sent(request: HttpRequest) -> bool:
    return request.method == "POST" and "find" not in request.POST


def _looks_first(request: HttpRequest, kind: str, form: ListingForm) -> bool:
    """Before a request is posted, what is there already is shown once."""
    if kind != REQUEST.name or {"draft", "looked"} & request.POST.keys():
        return False
    return bool(_fitting(request, form))


def _fitting(request: HttpRequest, form: ListingForm) -> Already | None:
    """Offers and experiences for what is typed, or None."""
    picked = form["skills"].value()
    return already_there(
        request.user,
        title=str(form["title"].value() or ""),
        text=str(form["text"].value() or ""),
        skills=picked.ids if picked else (),
    )


def _form(request: HttpRequest, initial: dict[str, Any]) -> ListingForm:
    """The form as it was sent; after a search step as it was typed, without judging it."""
    if _is_sent(request):
        is_draft = "draft" in request.POST
        return ListingForm(request.POST, member=request.user, is_draft=is_draft)
    typed = as_typed(request.POST) if request.method == "POST" else {}
    return ListingForm(initial=initial | typed, member=request.user)


def _beginning(request: HttpRequest) -> dict[str, Any]:
    """One's own language, and the community one comes from."""
    own = access.own_communities(request.user)
    here = own.filter(slug=request.GET.get("community", "")[:60])
    return beginning(request.user, list(here) or (list(own) if len(own) == 1 else []))


def _served_by(listing: Offer | Request) -> Serving:
    if isinstance(listing, Offer):
        return Serving()
    return Serving(listing.mission, listing.needed)


def _kept(request: HttpRequest) -> HttpResponse:
    said = _("It is kept as a draft. Only you see it.")
    return see_other(request, reverse("sharing:drafts"), said)


def _written(
    request: HttpRequest,
    kind: ListingKind,
    form: ListingForm | None,
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    listing = more.get("listing")
    context = {
        "kind": kind,
        "form": form,
        "has_stood": listing is not None and not listing.is_draft,
        "choice": form.choice(_found(request, form)) if form else None,
        "has_communities": bool(form and form.own),
        **more,
    }
    if (
        form is not None
        and not context["has_stood"]
        and kind is REQUEST
        and request.method == "POST"
    ):
        context["fitting"] = _fitting(request, form)
        context["stops"] = context["fitting"] and _is_sent(request) and not form.errors
    status = status or (INVALID if form and form.errors else 200)
    return show(request, "sharing/listing_form.html", context, status=status)


def _found(request: HttpRequest, form: ListingForm) -> list[Any] | None:
    """Skills for what stands in the search box, where somebody is to choose among them."""
    asked = "find" in request.POST or "skill_words" in form.errors
    begun = request.method == "GET" and form.search_words
    if not (asked or begun):
        return None
    return find_skills(words=form.search_words, member=request.user)
