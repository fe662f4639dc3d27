"""Offers and requests that run out: their authors hear of it a week before."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from members.services.outbox import notify
from sharing.models import Offer, Request
from sharing.models.listing import today

NOTICE = timedelta(days=7)


def look_after_listings() -> int:
    """Tell each author once for each date; gives how many were told. A second run tells nobody."""
    return sum(_tell(model, kind) for model, kind in KINDS)


def _tell(model: type[Offer] | type[Request], kind: str) -> int:
    soon = today() + NOTICE
    due = model.objects.open().filter(until__lte=soon).exclude(notice_for=F("until"))
    told = 0
    for listing in due.only("pk", "until", "notice_for").iterator():
        with transaction.atomic():
            notify(kind, actor=None, target=listing, once=str(listing.until))
            model.objects.filter(pk=listing.pk).update(notice_for=listing.until)
        told += 1
    return told


KINDS: tuple[tuple[type[Offer] | type[Request], str], ...] = (
    (Offer, "sharing.offer_runs_out"),
    (Request, "sharing.request_runs_out"),
)
