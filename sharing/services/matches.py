"""Loads what could fit somebody, in a constant number of queries, and keeps what does."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery, Value

from members.models import Member
from sharing.matching import Card, Kind, Match, Mine, best_first, match, without_doubles
from sharing.models import Listing, MemberSkill, Offer, Request, Skill

# So many candidates of each kind are looked at; with more, the best ones of the database's order.
MOST_CANDIDATES = 60
MOST = 30

L = TypeVar("L", bound=Offer | Request)


@dataclass(frozen=True)
class Found:
    """A match with the things themselves: theirs, one's own listings by id, the skills by id."""

    match: Match
    theirs: Any
    mine: dict[int, Listing]
    skills: dict[int, Skill]

    @property
    def kind(self) -> Kind:
        return self.match.theirs.kind

    @property
    def member(self) -> Member:
        return self.theirs if self.kind is Kind.MEMBER else self.theirs.member


@dataclass(frozen=True)
class Own:
    """What a member gives, seeks, can and wants to learn, loaded once."""

    mine: Mine
    listings: dict[int, Listing]


def own_of(member: Member, *, only: Offer | Request | None = None) -> Own:
    """A member's open listings and skills in three queries, or one listing alone."""
    if only is not None:
        cards = (card_of(only),)
        mine = Mine(
            offers=cards if isinstance(only, Offer) else (),
            requests=cards if isinstance(only, Request) else (),
            languages=_languages(member),
        )
        return Own(mine, {only.pk: only})
    offers, requests = (
        _own_open(Offer.objects.all(), member),
        _own_open(Request.objects.all(), member),
    )
    directions: dict[str, set[int]] = {"can": set(), "wants": set()}
    for direction, skill in MemberSkill.objects.filter(member=member).values_list(
        "direction", "skill_id"
    ):
        directions[direction].add(skill)
    mine = Mine(
        offers=tuple(card_of(offer, offer.skill_ids) for offer in offers),
        requests=tuple(card_of(request, request.skill_ids) for request in requests),
        can=frozenset(directions["can"]),
        wants=frozenset(directions["wants"]),
        languages=_languages(member),
    )
    return Own(mine, {listing.pk: listing for listing in [*offers, *requests]})


def _own_open(listings: Any, member: Member) -> list[Any]:
    """A member's open listings with the ids of their skills, in one query."""
    own = listings.open().filter(member=member)
    return list(own.annotate(skill_ids=ArrayAgg("skills", default=Value([]))))


def matches_for(
    member: Member,
    *,
    only: Offer | Request | None = None,
    since: datetime | None = None,
    most: int = MOST,
    own: Own | None = None,
) -> list[Found]:
    """What fits a member's open listings and skills (or one listing), best first, finite."""
    own = own or own_of(member, only=only)
    theirs: dict[tuple[Kind, int], Any] = {}
    for thing in _candidates(member, own.mine, only, since):
        card = _card_of_member(thing) if isinstance(thing, Member) else card_of(thing)
        theirs[card.kind, card.key] = (card, thing)
    fitting = (match(own.mine, card) for card, _thing in theirs.values())
    best = best_first(without_doubles(found for found in fitting if found))[:most]
    return [_found(one, theirs[one.theirs.kind, one.theirs.key][1], own) for one in best]


def match_with(member: Member, listing: Offer | Request) -> Found | None:
    """Why somebody else's listing fits a member, or None."""
    own = own_of(member)
    found = match(own.mine, card_of(listing))
    return _found(found, listing, own) if found else None


def card_of(listing: Offer | Request, skill_ids: Iterable[int] | None = None) -> Card:
    """A listing as the matching sees it; its skills are given or loaded already."""
    if skill_ids is None:
        skill_ids = (skill.pk for skill in listing.skills.all())
    return Card(
        kind=Kind.OFFER if isinstance(listing, Offer) else Kind.REQUEST,
        key=listing.pk,
        owner=listing.member_id,
        skills=frozenset(skill_ids),
        created_at=listing.created_at,
        language=listing.language,
        is_online=listing.is_online,
        place=listing.place,
        terms=frozenset(
            name for name in ("as_gift", "as_exchange", "as_paid") if getattr(listing, name)
        ),
    )


def _card_of_member(member: Member) -> Card:
    entries = list(member.skills.all())
    can = [entry for entry in entries if entry.direction == MemberSkill.Direction.CAN]
    return Card(
        kind=Kind.MEMBER,
        key=member.pk,
        owner=member.pk,
        skills=frozenset(entry.skill_id for entry in can),
        wants=frozenset(entry.skill_id for entry in entries if entry not in can),
        created_at=max(entry.created_at for entry in entries),
    )


def _languages(member: Member) -> frozenset[str]:
    return frozenset(member.languages) | {member.language} if member.languages else frozenset()


def _candidates(
    member: Member, mine: Mine, only: Listing | None, since: datetime | None
) -> Iterable[Any]:
    if mine.sought:
        yield from _naming(Offer.objects.all(), member, mine.sought, since)
    if mine.given:
        yield from _naming(Request.objects.all(), member, mine.given, since)
    if only is None and mine.wants:
        yield from _people_who_can(member, mine.wants, since)


def _naming(
    listings: QuerySet[L], member: Member, skills: Collection[int], since: datetime | None
) -> QuerySet[L]:
    """Open listings of others that name any of these skills, those with most of them first."""
    name = str(listings.model._meta.model_name)
    links = listings.model.skills.through.objects.filter(skill__in=skills)
    shared = links.filter(**{name: OuterRef("pk")}).values(name).annotate(n=Count("pk")).values("n")
    candidates = (
        listings.open()  # type: ignore[attr-defined]
        .visible_to(member)
        .exclude(member=member)
        .filter(pk__in=links.values(name))
        .annotate(shared=Subquery(shared))
        .select_related("member")
        .prefetch_related("skills")
        .order_by("-shared", "-created_at", "-pk")
    )
    if since:
        candidates = candidates.filter(created_at__gte=since)
    return candidates[:MOST_CANDIDATES]


def _people_who_can(
    member: Member, skills: Collection[int], since: datetime | None
) -> QuerySet[Member]:
    """Others who can do any of these, those who named most of them first."""
    entries = MemberSkill.objects.filter(skill__in=skills, direction=MemberSkill.Direction.CAN)
    if since:
        entries = entries.filter(created_at__gte=since)
    shared = (
        entries.filter(member=OuterRef("pk")).values("member").annotate(n=Count("pk")).values("n")
    )
    return (
        Member.objects.visible_to(member)
        .exclude(pk=member.pk)
        .filter(pk__in=entries.values("member"))
        .annotate(shared=Subquery(shared))
        .prefetch_related(Prefetch("skills", MemberSkill.objects.select_related("skill")))
        .only("handle", "name", "role", "joined_at")
        .order_by("-shared", "-joined_at", "-pk")[:MOST_CANDIDATES]
    )


def _found(found: Match, thing: Any, own: Own) -> Found:
    if isinstance(thing, Member):
        skills = {entry.skill_id: entry.skill for entry in thing.skills.all()}
    else:
        skills = {skill.pk: skill for skill in thing.skills.all()}
    return Found(found, thing, own.listings, skills)
