"""One offer or request: read it, see how it stood, close, reopen, withdraw, bring back."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.models import Community
from debates.models import Mission
from members import access as members_access
from members.alphabet import alphabetical
from members.forms.talk import QuestionForm
from members.models import Member
from members.pages import page_of
from members.refusals import Invalid, NotAllowed, Refusal
from members.services.questions import shown_beside
from members.services.revisions import earlier_versions
from members.viewer import viewer
from members.views.forms import see_other, sent_back, show
from sharing import access
from sharing.forms import ClosingForm
from sharing.models import Offer, Request
from sharing.reading.exchange_list import taken_along_from
from sharing.reading.partners import partners_of
from sharing.services import listings
from sharing.services.listings import lacking
from sharing.services.matches import match_with, matches_for
from sharing.views.kinds import KINDS, listing_or_404, why_hidden
from sharing.week import slots_in_words
from sharing.wording import lines_of, price_in_words, terms_in_words, where_in_words

FEW = 6
OTHERS = access.is_own.sentence  # type: ignore[attr-defined]


@require_safe
def listing(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What it is about, on which terms, why it fits, and what was asked."""
    try:
        thing, member = listing_or_404(request, kind, pk), viewer(request)
    except Http404:
        if decision := why_hidden(request, kind, pk):
            return HttpResponseRedirect(decision)
        raise
    if thing.is_draft:
        return HttpResponseRedirect(f"{thing.get_absolute_url()}edit/")
    context = {
        "kind": KINDS[kind],
        "listing": thing,
        "is_own": member == thing.member,
        "skills": list(thing.skills.select_related("tied_to")),
        "communities": list(_communities(thing, member)),
        "terms": terms_in_words(thing),
        "where": where_in_words(thing),
        "price": price_in_words(thing),
        "when": slots_in_words(thing.slots),
        "mission": _mission(thing, member),
        "questions": list(shown_beside([thing], member)[:FEW]),
        "taken_along": taken_along_from(thing, member, FEW),
        "is_edited": earlier_versions(thing, member).exists(),
        "is_indexable": False,
        **_between(thing, member),
    }
    context["is_indexable"] = any(one.is_indexable for one in context["communities"])
    return show(request, "sharing/listing.html", context)


def _communities(thing: Offer | Request, member: Member | None) -> Any:
    """Where it is shared, as far as the reader may know of it."""
    readable = Community.objects.visible_to(member)
    return thing.communities.filter(pk__in=readable).order_by(alphabetical("name"), "pk")


def _mission(thing: Offer | Request, member: Member | None) -> Mission | None:
    """The deed a request serves, if the reader may know of it."""
    if isinstance(thing, Offer) or thing.mission_id is None:
        return None
    return Mission.objects.visible_to(member).filter(pk=thing.mission_id).first()


def _between(thing: Offer | Request, member: Member | None) -> dict[str, Any]:
    """To its author: what fits. To another member: why it fits them, and a way to ask."""
    if member is None or not thing.stands:
        return {}
    if member == thing.member:
        found = matches_for(member, only=thing, most=FEW) if thing.is_open else []
        closing = ClosingForm(people=partners_of(member)) if thing.is_open else None
        return {"fitting": [(one, lines_of(one)) for one in found], "closing": closing}
    found_one = match_with(member, thing) if thing.is_open else None
    may_ask = members_access.can_ask(member, thing.member)
    return {
        "lines": lines_of(found_one) if found_one else [],
        "ask_form": QuestionForm(initial={"language": member.language}) if may_ask else None,
    }


@require_safe
def versions(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """How it stood before it was edited, as far as it was open to the reader then."""
    thing = listing_or_404(request, kind, pk)
    page = page_of(earlier_versions(thing, viewer(request)), request, size=10)
    context = {"kind": KINDS[kind], "listing": thing, "page": page}
    return show(request, "sharing/versions.html", context)


@require_POST
@login_required
def close(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """With `met=yes` because the two have found each other."""
    if request.POST.get("met") != "yes":
        return _act(request, kind, pk, listings.close_listing, _("It is closed."), undo="reopen")
    form = ClosingForm(request.POST, people=partners_of(request.user))
    if not form.is_valid():
        sentence = form.errors["met_by"][0]
        thing = listing_or_404(request, kind, pk)
        return sent_back(request, thing.get_absolute_url(), Invalid(sentence))
    found = {"met": True, "met_by": form.partner}
    said = _("Good to hear. It is closed.")
    return _act(request, kind, pk, listings.close_listing, said, undo="reopen", **found)


@require_POST
@login_required
def reopen(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    return _act(request, kind, pk, listings.reopen_listing, _("It is open again."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """A button from the news or the page: it stands for another quarter of a year."""
    if request.method == "POST":
        said = _("It stands for another three months.")
        return _act(request, kind, pk, listings.renew_listing, said)
    thing = listing_or_404(request, kind, pk)
    if not access.is_own(request.user, thing):
        return sent_back(request, thing.get_absolute_url(), NotAllowed(OTHERS))
    return show(request, "sharing/renew.html", {"kind": KINDS[kind], "listing": thing})


@require_POST
@login_required
def publish(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """A draft that lacks something opens its form, which says what."""
    thing = listing_or_404(request, kind, pk)
    if thing.is_draft and access.is_own(request.user, thing) and next(lacking(thing), None):
        return HttpResponseRedirect(f"{thing.get_absolute_url()}edit/?lacking=yes", status=303)
    return _act(request, kind, pk, listings.publish_listing, KINDS[kind].made)


@login_required
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """What one has begun and not published yet."""
    begun = [one for kind in KINDS.values() for one in kind.model.objects.drafts_of(request.user)]
    begun.sort(key=lambda draft: draft.created_at, reverse=True)
    return show(request, "sharing/drafts.html", {"drafts": begun})


@require_POST
@login_required
def withdraw(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    said = _("It is withdrawn. Only you can still see it.")
    return _act(request, kind, pk, listings.withdraw_listing, said, undo="restore")


@require_POST
@login_required
def restore(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    return _act(request, kind, pk, listings.restore_listing, _("It is back."))


def _act(
    request: HttpRequest,
    kind: str,
    pk: int,
    service: Callable[..., None],
    said: str,
    undo: str = "",
    **more: Any,
) -> HttpResponse:
    """Let one service do its work and go back to the listing."""
    readable = KINDS[kind].model.objects.visible_to(request.user)
    thing = get_object_or_404(readable, pk=pk)
    try:
        service(member=request.user, listing=thing, **more)
    except Refusal as refusal:
        return sent_back(request, thing.get_absolute_url(), refusal)
    undone = reverse(f"sharing:{undo}_{kind}", args=[pk]) if undo else ""
    stays_draft = thing.is_draft and service is not listings.publish_listing
    there = reverse("sharing:drafts") if stays_draft else thing.get_absolute_url()
    return see_other(request, there, said, undo=undone)
