"""Who fits a member, from both sides, best first: candidates, scores, reasons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import numpy as np

from members.models import Member
from sharing.matching import Kind, Pair, Reason
from sharing.matching.exposure import damped
from sharing.matching.hindrances import free
from sharing.matching.reasons import pair
from sharing.matching.utility import both_ways, utilities
from sharing.models import Listing, Offer, Request, Skill
from sharing.services.matches.akin import SAME_GROUP, Akin, akin_to, groups_around
from sharing.services.matches.candidates import candidates
from sharing.services.matches.declined import Declined, declined_by
from sharing.services.matches.sides import Side, others_of, own_side
from sharing.services.matches.stances import OpenTopic, opposites, shared_values

# A page of matches is finite; so many of the best are looked at with all their reasons.
MOST = 12
LOOKED_AT = 16
Groups = Mapping[int, frozenset[str]]


@dataclass(frozen=True)
class Found:
    """Another member who fits, with the reasons of both sides and the things they rest on.

    `theirs` is what one would begin with: an offer of theirs, else a request, else themselves.
    """

    kind: Kind
    theirs: Any
    member: Member
    pair: Pair
    score: float
    mine: Mapping[int, Listing]
    listings: Mapping[int, Listing]
    skills: dict[int, Skill] = field(default_factory=dict)
    topic: OpenTopic | None = None
    values: tuple[str, ...] = ()
    # The skills that each listing of the two names, for sentences that are exactly true.
    named: dict[int, frozenset[int]] = field(default_factory=dict)
    # Where no skill is the same, two of one group.
    akin_to_yours: Akin | None = None
    akin_to_theirs: Akin | None = None
    # Parts of the week that both have in common, and what the other speaks.
    slots: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    # How much of the order stood behind it; see `Showing.weight`.
    weight: float = 1.0

    @property
    def listing(self) -> Offer | Request | None:
        return None if self.kind is Kind.MEMBER else self.theirs


@dataclass(frozen=True)
class Fit:
    """Another side with what speaks for it, before skills and values have their words."""

    own: Side
    other: Side
    score: float
    # The score before turns: whether it is enough does not depend on how often somebody was shown.
    undamped: float
    topic: OpenTopic | None = None
    akin_to_yours: Akin | None = None
    akin_to_theirs: Akin | None = None
    reasons: Pair | None = None

    @property
    def pair(self) -> Pair:
        assert self.reasons is not None, "reasons are worked out for the best only"
        return self.reasons


def own_of(member: Member, *, only: Offer | Request | None = None) -> Side:
    """A member's open listings and skills, or one listing alone."""
    own = own_side(member)
    if only is None:
        return own
    alone = (row for row in own.rows if row.pk == only.pk)
    return own.without_skills().with_rows(alone)


def matches_for(
    member: Member,
    *,
    only: Offer | Request | None = None,
    since: datetime | None = None,
    most: int = MOST,
    own: Side | None = None,
) -> list[Found]:
    """Who fits a member's open listings and skills (or one listing), best first, finite."""
    own = own or own_of(member, only=only)
    keys = candidates(member, own.mine, since=since)
    others = others_of(member, keys) if keys else []
    fits = fits_among(own, others, declined_by(member)) if others else []
    if since:
        fits = [fit for fit in fits if is_new(fit, since)]
    return in_words(own, fits[:most])


def match_with(member: Member, listing: Offer | Request) -> Found | None:
    """Why a listing fits a member, and what its author gains; None if it does not fit."""
    own = own_of(member)
    alone = [_with_alone(side, listing) for side in others_of(member, [listing.member_id])]
    fits = [fit for fit in fits_among(own, alone, Declined()) if _rests_on(fit, listing)]
    found = in_words(own, fits, front=listing)
    return found[0] if found else None


def _with_alone(side: Side, listing: Offer | Request) -> Side:
    """Somebody with this listing and none beside it of its kind; what they can is left out, too."""
    is_offer = isinstance(listing, Offer)
    rows = [row for row in side.rows if row.is_offer != is_offer or row.pk == listing.pk]
    nothing: frozenset[int] = frozenset()
    bare = replace(side.mine, can=nothing) if is_offer else replace(side.mine, wants=nothing)
    return replace(side, mine=bare).with_rows(rows)


def _rests_on(fit: Fit, listing: Offer | Request) -> bool:
    if isinstance(listing, Offer):
        return any(reason.theirs == listing.pk for reason in fit.pair.you_gain)
    return any(reason.mine == listing.pk for reason in fit.pair.they_gain)


def fits_among(own: Side, others: Sequence[Side], declined: Declined) -> list[Fit]:
    """Those of these members who fit, best first, after what was turned down and who had turns."""
    others = [side for one in others if (side := declined.admits(one)) is not None]
    if not others:
        return []
    topics, groups = opposites(own, others), groups_around(own)
    fits: list[Fit] = []
    for seen, group in _as_seen(own, others):
        fits += _rated(seen, group, topics, groups)
    best = sorted(fits, key=_order)[:LOOKED_AT]
    return sorted((_with_reasons(fit, declined) for fit in best), key=_order)


def _order(fit: Fit) -> tuple[float, int]:
    return -fit.score, fit.other.member.pk


def _as_seen(own: Side, others: Iterable[Side]) -> Iterable[tuple[Side, list[Side]]]:
    """One's own side as others may see it, with those who see the same of it."""
    groups: dict[frozenset[int], list[Side]] = {}
    for side in others:
        seen = frozenset(row.pk for row in own.rows if row.is_open_to(side.mine.communities))
        groups.setdefault(seen, []).append(side)
    for seen, group in groups.items():
        yield own.with_rows(row for row in own.rows if row.pk in seen), group


def _rated(
    own: Side, others: Sequence[Side], topics: dict[int, OpenTopic], groups: Groups
) -> Iterable[Fit]:
    """Both gains at once for all, then what is left of the score by the turns somebody had."""
    yours, theirs = akin_to(own, others, groups)
    minds, opposite = (
        [side.mine for side in others],
        np.array([s.member.pk in topics for s in others]),
    )
    u1 = utilities([own.mine], minds, other_position=opposite[None, :])[0]
    u2 = utilities(minds, [own.mine], other_position=opposite[:, None])[:, 0]
    u1 = np.maximum(u1, [SAME_GROUP if one else 0 for one in yours])
    u2 = np.maximum(u2, [SAME_GROUP if one else 0 for one in theirs])
    full = both_ways(u1, u2)
    turns = damped(full, [side.shown for side in others])
    for at, side in enumerate(others):
        if turns[at] > 0:
            topic = topics.get(side.member.pk)
            yield Fit(own, side, float(turns[at]), float(full[at]), topic, yours[at], theirs[at])


def _with_reasons(fit: Fit, declined: Declined) -> Fit:
    both = pair(fit.own.mine, fit.other.mine, other_position=fit.topic is not None)
    left = declined.leaves(both)
    return replace(fit, reasons=both, score=fit.score * left, undamped=fit.undamped * left)


def is_new(fit: Fit, since: datetime) -> bool:
    """Whether something of theirs that speaks for it came after this moment."""
    gained = [reason.theirs for reason in fit.pair.you_gain]
    listings = {*gained, *(reason.mine for reason in fit.pair.they_gain)}
    if any(row.created_at >= since for row in fit.other.rows if row.pk in listings):
        return True
    named = [reason.skills for reason in (*fit.pair.you_gain, *fit.pair.they_gain)]
    at = fit.other.named_at
    return any(at[skill] >= since for skill in frozenset().union(*named) if skill in at)


def in_words(
    own: Side, fits: Sequence[Fit], *, front: Offer | Request | None = None
) -> list[Found]:
    """What the reasons name: skills and values, in two queries for all of them."""
    if not fits:
        return []
    named = {
        skill
        for fit in fits
        for reason in (*fit.pair.you_gain, *fit.pair.they_gain)
        for skill in reason.skills
    }
    near = [one for fit in fits for one in (fit.akin_to_yours, fit.akin_to_theirs) if one]
    named |= {skill for one in near for skill in (one.sought, one.given)}
    skills = Skill.objects.defer("names").in_bulk(named)
    values = shared_values(own, [fit.other for fit in fits])
    return [_found(fit, skills, values, front) for fit in fits]


def _found(
    fit: Fit,
    skills: dict[int, Skill],
    values: dict[int, list[str]],
    front: Offer | Request | None,
) -> Found:
    kind, theirs = (_kind_of(front), front) if front else first_of(fit)
    return Found(
        kind=kind,
        theirs=theirs,
        member=fit.other.member,
        pair=fit.pair,
        score=fit.score,
        mine=cited_of(fit.own, fit.pair),
        listings=cited_of(fit.other, fit.pair),
        skills=skills,
        topic=fit.topic,
        values=tuple(values.get(fit.other.member.pk, ())),
        named={row.pk: frozenset(row.skills) for row in (*fit.own.rows, *fit.other.rows)},
        akin_to_yours=fit.akin_to_yours if not gained(fit.pair.you_gain) else None,
        akin_to_theirs=fit.akin_to_theirs if not gained(fit.pair.they_gain) else None,
        slots=free(fit.own.mine) & free(fit.other.mine),
        languages=fit.other.mine.languages,
    )


def cited_of(side: Side, both: Pair) -> dict[int, Offer | Request]:
    """The listings of one side that a reason rests on."""
    reasons = (*both.you_gain, *both.they_gain)
    cited = {key for reason in reasons for key in (reason.mine, reason.theirs)}
    return {row.pk: row.listing_of(side.member) for row in side.rows if row.pk in cited}


def gained(reasons: Iterable[Reason]) -> bool:
    """Whether something is gained itself, beside what only adds to it."""
    return any(reason.skills or reason.mine for reason in reasons)


def _kind_of(listing: Offer | Request) -> Kind:
    return Kind.OFFER if isinstance(listing, Offer) else Kind.REQUEST


def first_of(fit: Fit) -> tuple[Kind, Any]:
    """What one would begin with: their offer that helps, else their request, else themselves."""
    keys = [reason.theirs for reason in fit.pair.you_gain if reason.theirs]
    keys += [reason.mine for reason in fit.pair.they_gain if reason.mine]
    if not keys:
        return Kind.MEMBER, fit.other.member
    listing = cited_of(fit.other, fit.pair)[keys[0]]
    return _kind_of(listing), listing
