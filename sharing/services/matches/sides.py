"""Members as the matching sees them: skills, open listings, time, communities; loaded at once."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from communities.models import Community, Membership, Visibility
from members.days import Today, today
from members.models import Consent, Member
from sharing.matching import Card, Kind, Mine
from sharing.models import MemberSkill, Offer, Request, Showing

# Who was shown in this time steps back in favour of others.
TURN = timedelta(weeks=4)
TERMS = ("as_gift", "as_exchange", "as_paid")
Model = type[Offer] | type[Request]


class Row(NamedTuple):
    """An open listing as one query gives it, with its skills and the communities it stands in."""

    is_offer: bool
    pk: int
    member: int
    title: str
    language: str
    as_gift: bool
    as_exchange: bool
    as_paid: bool
    is_online: bool
    place: str
    slots: list[int]
    created_at: datetime
    vector: Any
    skills: list[int]
    # Where it stands: the ids of communities, those of public ones below zero.
    homes: list[int]

    @property
    def card(self) -> Card:
        return Card(
            kind=Kind.OFFER if self.is_offer else Kind.REQUEST,
            key=self.pk,
            owner=self.member,
            skills=frozenset(self.skills),
            created_at=self.created_at,
            language=self.language,
            is_online=self.is_online,
            place=self.place,
            terms=frozenset(name for name in TERMS if getattr(self, name)),
            slots=frozenset(self.slots),
            vector=bytes(self.vector or b""),
        )

    def is_open_to(self, communities: frozenset[int]) -> bool:
        """Whether a member of these communities may read it."""
        return any(home < 0 or home in communities for home in self.homes)

    def listing_of(self, member: Member) -> Offer | Request:
        """As much of the listing as a match names."""
        model = Offer if self.is_offer else Request
        return model(
            pk=self.pk,
            member=member,
            title=self.title,
            language=self.language,
            is_online=self.is_online,
            place=self.place,
            created_at=self.created_at,
            **{name: getattr(self, name) for name in TERMS},
        )


@dataclass(frozen=True)
class Side:
    """One member: who they are, what the matching compares, and what that rests on."""

    member: Member
    mine: Mine
    rows: tuple[Row, ...] = ()
    shown: int = 0
    is_hidden: bool = False
    consents: frozenset[str] = frozenset()
    # When each skill was named, to tell what is new.
    named_at: dict[int, datetime] = field(default_factory=dict)

    def with_rows(self, rows: Iterable[Row]) -> "Side":
        """The same with these listings and no others."""
        rows = tuple(rows)
        offers = tuple(row.card for row in rows if row.is_offer)
        requests = tuple(row.card for row in rows if not row.is_offer)
        return replace(self, rows=rows, mine=replace(self.mine, offers=offers, requests=requests))

    def without_skills(self) -> "Side":
        """The listings alone."""
        bare = replace(self.mine, can=frozenset(), wants=frozenset(), levels={}, learning={})
        return replace(self, mine=bare)

    @cached_property
    def listings(self) -> dict[int, Offer | Request]:
        return {row.pk: row.listing_of(self.member) for row in self.rows}


def sides_of(members: QuerySet[Member]) -> dict[int, Side]:
    """Members with their skills, time and communities, without listings; one query."""
    entries = MemberSkill.objects.filter(member=OuterRef("pk"))
    skill = JSONObject(
        skill=Coalesce("skill__tied_to", "skill"),
        direction="direction",
        level="level",
        at="created_at",
    )
    lately = Showing.objects.filter(shown=OuterRef("pk"), at__gte=timezone.now() - TURN)
    count = lately.order_by().values("shown").annotate(n=Count("pk")).values("n")
    given = Consent.objects.filter(member=OuterRef("pk"), withdrawn_at__isnull=True)
    rows = members.annotate(
        entries=ArraySubquery(entries.order_by("pk").values(json=skill)),
        homes=ArraySubquery(
            Membership.objects.active().filter(member=OuterRef("pk")).values("community")
        ),
        given=ArraySubquery(given.values("purpose")),
        shown=Coalesce(Subquery(count), Value(0)),
        slots=F("availability__slots"),
        place=F("availability__place"),
        paused=F("availability__is_paused"),
        away=F("availability__away_until"),
    ).only("handle", "name", "role", "language", "languages", "joined_at")
    return {member.pk: _side(member) for member in rows}


def _side(member: Any) -> Side:
    entries = [json.loads(one) if isinstance(one, str) else one for one in member.entries]
    can = {one["skill"]: one["level"] for one in entries if one["direction"] == "can"}
    wants = {one["skill"]: one["level"] for one in entries if one["direction"] == "wants"}
    mine = Mine(
        key=member.pk,
        can=frozenset(can),
        wants=frozenset(wants),
        levels={skill: level for skill, level in can.items() if level},
        learning={skill: level for skill, level in wants.items() if level},
        languages=languages_of(member),
        slots=frozenset(member.slots or ()),
        place=member.place or "",
        communities=frozenset(member.homes),
    )
    named_at = {one["skill"]: datetime.fromisoformat(one["at"]) for one in entries}
    hidden = bool(member.paused or (member.away and member.away >= today()))
    return Side(member, mine, (), member.shown, hidden, frozenset(member.given), named_at)


def languages_of(member: Member) -> frozenset[str]:
    """Who names no languages finds none of them foreign."""
    return frozenset(member.languages) | {member.language} if member.languages else frozenset()


def rows_of(offers: QuerySet[Offer], requests: QuerySet[Request]) -> list[Row]:
    """Listings of both kinds in one query."""
    both = _columns(Offer, offers).union(_columns(Request, requests), all=True)
    return [Row(*row) for row in both]


def _columns(model: Model, listings: QuerySet[Any]) -> QuerySet[Any, Any]:
    name = str(model._meta.model_name)
    named = model.skills.through.objects.filter(**{name: OuterRef("pk")})
    standing = Community.objects.standing().filter(**{f"{name}s": OuterRef("pk")})
    number = BigIntegerField()
    below_zero = F("pk") * Value(-1, output_field=number)
    public = When(visibility=Visibility.PUBLIC, then=below_zero)
    home = Case(public, default=F("pk"), output_field=number)
    return (
        listings.order_by()
        .annotate(
            is_offer=Value(model is Offer),
            named=ArraySubquery(
                named.order_by("pk").values(one=Coalesce("skill__tied_to", "skill"))
            ),
            homes=ArraySubquery(standing.values(home=home)),
        )
        .values_list(
            "is_offer", "pk", "member_id", "title", "language", *TERMS, "is_online", "place",
            "slots", "created_at", "vector", "named", "homes",
        )
    )  # fmt: skip


def own_side(member: Member) -> Side:
    """A member's own side, in two queries."""
    side = sides_of(Member.objects.filter(pk=member.pk))[member.pk]
    own = {"member": member}
    return side.with_rows(
        rows_of(Offer.objects.open().filter(**own), Request.objects.open().filter(**own))
    )


def found_now(members: QuerySet[Member]) -> QuerySet[Member]:
    """Those who are neither away nor pause."""
    hidden = Q(availability__is_paused=True) | Q(availability__away_until__gte=Today())
    return members.exclude(hidden)


def others_of(member: Member, keys: Collection[int]) -> list[Side]:
    """These others with what the member may see of them, in two queries."""
    others = sides_of(found_now(Member.objects.visible_to(member).filter(pk__in=keys)))
    theirs = {"member__in": list(others)}
    rows = rows_of(
        Offer.objects.open().visible_to(member).filter(**theirs),
        Request.objects.open().visible_to(member).filter(**theirs),
    )
    return with_their_rows(list(others.values()), rows)


def with_their_rows(sides: Sequence[Side], rows: Iterable[Row]) -> list[Side]:
    """Each member with the listings that are theirs."""
    owned: dict[int, list[Row]] = {}
    for row in rows:
        owned.setdefault(row.member, []).append(row)
    return [side.with_rows(owned.get(side.member.pk, ())) for side in sides]
