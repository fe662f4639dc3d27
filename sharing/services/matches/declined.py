"""“Not for me, because …”: what was turned down, and how it changes the next matches."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from members.models import Member
from members.refusals import Invalid, Refusal
from members.text import clean_line
from sharing.matching import Against, Pair
from sharing.models import NotForMe, NotForMeReason, Offer, Request
from sharing.services.matches.sides import Side

# What somebody gave as a reason leaves less of every match that has the same against it.
EACH_REASON = 0.6
MOST_COUNTED = 3
LONGEST = 280
OBSTACLES = {
    Against.LEVEL: NotForMeReason.LEVEL,
    Against.TIME: NotForMeReason.TIME,
    Against.PLACE: NotForMeReason.PLACE,
    Against.TERMS: NotForMeReason.TERMS,
    Against.LANGUAGE: NotForMeReason.LANGUAGE,
}


@dataclass(frozen=True)
class Declined:
    """What a member turned down: people for good, or until they post something new; and why."""

    people: frozenset[int] = frozenset()
    until_newer: dict[int, datetime] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)

    def admits(self, side: Side) -> Side | None:
        """Somebody without what was turned down; None where nothing else is left of them."""
        if side.member.pk in self.people:
            return None
        since = self.until_newer.get(side.member.pk)
        if since is None:
            return side
        newer = [row for row in side.rows if row.created_at > since]
        return side.without_skills().with_rows(newer) if newer else None

    def leaves(self, pair: Pair) -> float:
        """The part of a score that is left by what the member said before."""
        said = (self.reasons[OBSTACLES[one.against]] for one in pair.obstacles)
        return float(np.prod([EACH_REASON ** min(times, MOST_COUNTED) for times in said] or [1.0]))


def declined_by(member: Member) -> Declined:
    """What a member turned down so far, in one query."""
    people, until_newer, reasons = set(), {}, Counter[str]()
    rows = NotForMe.objects.filter(member=member).order_by("created_at")
    for shown, offer, request, reason, at in rows.values_list(
        "shown", "offer", "request", "reason", "created_at"
    ):
        reasons[reason] += 1
        if offer or request:
            until_newer[shown] = at
        else:
            people.add(shown)
    return Declined(frozenset(people), until_newer, reasons)


@transaction.atomic
def not_for_me(
    *,
    member: Member,
    shown: Member,
    listing: Offer | Request | None = None,
    reason: str,
    words: str = "",
) -> NotForMe:
    """Turn a match down; with a listing until its author posts a new one, else for good.

    The other never learns of it. Doing it twice keeps the first, with the later reason.
    """
    if shown == member:
        raise Refusal(_("You are not suggested to yourself."))
    if reason not in NotForMeReason.values:
        raise Invalid(_("Choose a reason from the list."), field="reason")
    if len(words) > LONGEST:
        raise Invalid(_("A sentence has at most 280 characters."), field="words")
    row, _is_new = NotForMe.objects.update_or_create(
        member=member,
        shown=shown,
        offer=listing if isinstance(listing, Offer) else None,
        request=listing if isinstance(listing, Request) else None,
        defaults={"reason": reason, "words": clean_line(words)},
    )
    return row


def take_back(*, member: Member, turned_down: NotForMe | int) -> None:
    """Undo it; done twice it is done once."""
    pk: Any = turned_down.pk if isinstance(turned_down, NotForMe) else turned_down
    NotForMe.objects.filter(member=member, pk=pk).delete()


def declined_between(member: Member, others: Collection[int]) -> set[int]:
    """Of these those who turned this member down; only what is sent unasked looks at it."""
    rows = NotForMe.objects.filter(shown=member, member__in=others)
    return set(rows.values_list("member", flat=True))
