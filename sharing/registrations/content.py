"""What one may ask about, report and search for on this floor."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from communities.services.search import matching
from communities.shelves import Reportable, Searchable, reportables, searchables
from members.models import Member
from members.shelves import Askable, askables
from sharing.models import Offer, Request
from sharing.services.listings import hide_listing, show_listing

# Ranking a word that stands in every title would take seconds.
MOST_LOOKED_AT = 1000
Listings = Callable[[Member | None], QuerySet[Any]]


def _visible(model: type[Offer] | type[Request]) -> Listings:
    return lambda member: model.objects.visible_to(member).select_related("member")


def _first_community(listing: Offer | Request) -> Community | None:
    """Whose moderators decide: those of the community that was there first."""
    return listing.communities.order_by("created_at", "pk").first()


def _snapshot(listing: Offer | Request) -> str:
    return f"{listing.title}\n\n{listing.text}"


def _found(model: type[Offer] | type[Request]) -> Callable[[Member | None, str], QuerySet[Any]]:
    def find(member: Member | None, words: str) -> QuerySet[Any]:
        """Best first among the first so many that have the words: some words are in them all."""
        some = matching(model.objects.open(), words, like="title").order_by().values("pk")
        listings = model.objects.open().visible_to(member).filter(pk__in=some[:MOST_LOOKED_AT])
        return matching(listings.select_related("member"), words, like="title")

    return find


def _register(
    name: str, model: type[Offer] | type[Request], one: Any, many: Any, order: int
) -> None:
    askables.register(
        Askable(
            name=name,
            model=model,
            label=one,
            author_of=lambda listing: listing.member,
            visible_to=_visible(model),
            words=lambda listing: listing.title,
            url=lambda listing: listing.get_absolute_url(),
        )
    )
    reportables.register(
        Reportable(
            name=name,
            model=model,
            label=one,
            author_of=lambda listing: listing.member,
            community_of=_first_community,
            visible_to=_visible(model),
            hide=hide_listing,
            restore=show_listing,
            words=_snapshot,
            url=lambda listing: listing.get_absolute_url(),
        )
    )
    searchables.register(
        Searchable(
            name=f"{name}s",
            label=many,
            find=_found(model),
            template=f"sharing/search/{name}.html",
            order=order,
        )
    )


_register("offer", Offer, _("Offer"), _("Offers"), 40)
_register("request", Request, _("Request"), _("Requests"), 50)
