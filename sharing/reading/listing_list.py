"""Lists of offers and requests: the plain list is compiled, since it is read most often; wishes go
the usual way.
"""

import json
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject, Left
from django.http import HttpRequest

from communities.models import Community
from debates.reading.keyset import SIZE, by_time, turned
from members.compiled import columns, compiled
from members.models import Member
from members.pages import Page, page_of
from sharing.models import Offer, Request
from sharing.models.skill import label_field, label_in

MOST_SKILLS = 4
LONGEST_BEGINNING = 600
LINE = columns(
    Offer,
    "id",
    "created_at",
    "title",
    "language",
    "as_gift",
    "as_exchange",
    "as_paid",
    "amount",
    "currency",
    "is_online",
    "place",
    "member_id",
)
Kind = type[Offer] | type[Request]


@compiled
def listing_rows(
    kind: Kind,
    lap: str,
    labels: str,
    *,
    member: Member | None,
    community: int | None = None,
    at: datetime | None = None,
    mark: int | None = None,
) -> QuerySet[Any, Any]:
    """Open listings as lists show them, newest first; of their text the beginning is enough."""
    listings = kind.objects.open()
    if community is None:
        listings = listings.visible_to(member)
    else:
        listings = listings.visible_in(community, member)
    rows = by_time(listings, lap, "created_at", at, mark)
    rows = rows.annotate(beginning=Left("text", LONGEST_BEGINNING), named=_skills(kind, labels))
    return rows.values_list(*LINE, "member__handle", "member__name", "beginning", "named")[
        : SIZE + 1
    ]


def newest(
    kind: Kind, request: HttpRequest, member: Member | None, community: Community | None = None
) -> Page:
    """The page of the plain list that an address asks for."""

    def ask(lap: str, **mark: Any) -> list[tuple[Any, ...]]:
        return listing_rows(
            kind,
            lap,
            label_field(),
            member=member,
            community=community.pk if community else None,
            **mark,
        )

    kept = {"show": request.GET["show"]} if "show" in request.GET else {}
    return turned(request, ask, partial(_listing, kind), partial(_address, kept), "created_at")


def wished(listings: QuerySet[Any], request: HttpRequest) -> Page:
    """A page of listings somebody's wishes narrowed down."""
    listings = listings.select_related("member").prefetch_related("skills")
    listings = listings.defer("search", "member__search", "member__story", "skills__names")
    page = page_of(listings, request)
    for listing in page.items:
        listing.named = [(skill.pk, skill.label) for skill in listing.skills.all()][:MOST_SKILLS]
    return page


def _skills(kind: Kind, labels: str) -> ArraySubquery:
    """The first skills a listing names, each with its label in the reader's language."""
    name = str(kind._meta.model_name)
    links = kind.skills.through.objects.filter(**{name: OuterRef("pk")})
    skill = JSONObject(id="skill_id", label=label_in(labels, "skill__"))
    return ArraySubquery(links.order_by("pk").values(json=skill)[:MOST_SKILLS])


def _listing(kind: Kind, row: tuple[Any, ...]) -> Offer | Request:
    """A listing with as much of its author and its skills as a list names."""
    listing = kind.from_db("default", LINE, row[: len(LINE)])
    handle, name, beginning, named = row[len(LINE) :]
    author = [listing.member_id, handle, name]
    listing.member = Member.from_db("default", ["id", "handle", "name"], author)
    listing.text = beginning
    skills = (json.loads(one) for one in named)
    listing.named = [(skill["id"], skill["label"]) for skill in skills]
    return listing


def _address(kept: dict[str, str], **mark: str) -> str:
    return f"?{urlencode(kept | mark)}"
