"""Saved searches: save one from a list, hear of what is new or not, delete with a way back."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.refusals import Refusal
from members.views.forms import see_other, sent_back, show
from members.views.once import makes_one
from sharing.models import SavedSearch
from sharing.services import searches as services


@login_required
@require_safe
def searches(request: HttpRequest) -> HttpResponse:
    """One's own, by name."""
    found = SavedSearch.objects.visible_to(request.user).by_name()
    return show(request, "sharing/searches.html", {"searches": found})


@require_POST
@login_required
@makes_one
def save_search(request: HttpRequest) -> HttpResponse:
    """Keep the filter of a list; also the way back after one was deleted."""
    said = request.POST if "query" in request.POST else request.GET
    try:
        services.save_search(
            member=request.user,
            kind=said.get("kind", ""),
            query=said.get("query", "")[:2000],
            name=said.get("name", ""),
            notifies=said.get("notifies", "yes") == "yes",
        )
    except Refusal as refusal:
        return sent_back(request, reverse("sharing:offers"), refusal)
    message = _("The search is saved. You hear of it when something new fits.")
    return see_other(request, reverse("sharing:searches"), message)


@require_POST
@login_required
def notify_search(request: HttpRequest, pk: int) -> HttpResponse:
    """Hear of what is new, or no longer."""
    search = _own(request, pk)
    notifies = request.POST.get("notifies") == "yes"
    services.change_search(member=request.user, search=search, notifies=notifies)
    said = _("You hear of what is new.") if notifies else _("You hear of it no longer.")
    return see_other(request, reverse("sharing:searches"), said)


@require_POST
@login_required
def delete_search(request: HttpRequest, pk: int) -> HttpResponse:
    search = _own(request, pk)
    services.delete_search(member=request.user, search=search)
    kept = {name: getattr(search, name) for name in ("kind", "query", "name")}
    kept["notifies"] = "yes" if search.notifies else "no"
    undo = f"{reverse('sharing:save_search')}?{urlencode(kept)}"
    said = _("The search is deleted.")
    return see_other(request, reverse("sharing:searches"), said, undo=undo)


def _own(request: HttpRequest, pk: int) -> SavedSearch:
    return get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=pk)
