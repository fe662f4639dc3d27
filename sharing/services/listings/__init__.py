"""Offers and requests: draft, publish, edit, close, renew, withdraw."""

from sharing.services.listings.changing import (
    close_listing,
    edit_listing,
    hide_listing,
    renew_listing,
    reopen_listing,
    restore_listing,
    show_listing,
    withdraw_listing,
)
from sharing.services.listings.expiry import look_after_listings
from sharing.services.listings.making import (
    lacking,
    make_offer,
    make_request,
    publish_listing,
    save_draft,
)

__all__ = [
    "close_listing",
    "edit_listing",
    "hide_listing",
    "lacking",
    "look_after_listings",
    "make_offer",
    "make_request",
    "publish_listing",
    "renew_listing",
    "reopen_listing",
    "restore_listing",
    "save_draft",
    "show_listing",
    "withdraw_listing",
]
