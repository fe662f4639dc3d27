"""Offers and requests share their pages; here stands in what they differ."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from communities.models import Decision
from members.viewer import viewer
from sharing.models import Offer, Request
from sharing.services.listings import make_offer, make_request


@dataclass(frozen=True)
class ListingKind:
    name: str
    model: type[Offer] | type[Request]
    make: Callable[..., Offer | Request]
    made: Any
    icon: str

    @property
    def is_offer(self) -> bool:
        return self.model is Offer

    @property
    def address(self) -> str:
        return f"/{self.name}s/"


OFFER = ListingKind("offer", Offer, make_offer, _("Your offer is out."), "gift")
REQUEST = ListingKind("request", Request, make_request, _("Your request is out."), "search")
KINDS = {kind.name: kind for kind in (OFFER, REQUEST)}


def why_hidden(request: HttpRequest, kind: str, pk: int) -> str:
    """The address of the decision that took one's own listing out of sight; nothing otherwise."""
    member = viewer(request)
    hidden = KINDS[kind].model.objects.filter(member=member, hidden_at__isnull=False, pk=pk)
    thing = hidden.first() if member else None
    if member is None or thing is None:
        return ""
    told = Decision.objects.told_to_author(member).standing_about(thing).first()
    return told.get_absolute_url() if told else ""


def listing_or_404(request: HttpRequest, kind: str, pk: int) -> Offer | Request:
    """A listing this person may read; 404 for everybody else."""
    listings = KINDS[kind].model.objects.visible_to(viewer(request))
    return get_object_or_404(listings.select_related("member"), pk=pk)
