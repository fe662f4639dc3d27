"""A round through a whole community: everybody's three at once, so that nobody is left out.

Large communities are cut into parts, each time other ones, so that the cost grows with the number
of members and the same people do not always meet.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from hashlib import blake2b

import numpy as np
from django.db import transaction
from django.utils import timezone

from communities.models import Community, Membership
from members.models import Block, Member
from sharing.matching.exposure import Scores, assign
from sharing.matching.utility import all_scores
from sharing.models import NotForMe, Offer, Request, Showing, Suggestion
from sharing.services.matches.letter import MOST_IN_A_LETTER, REST
from sharing.services.matches.sides import Side, found_now, rows_of, sides_of, with_their_rows

LARGEST_PART = 2000


def parts_of(community_id: int) -> int:
    """Into how many parts a community is cut."""
    members = Membership.objects.active().filter(community=community_id).count()
    return -(-members // LARGEST_PART)


def communities_with_members() -> Iterable[int]:
    """Communities where a round makes sense."""
    return Community.objects.standing().values_list("pk", flat=True)


def match_community(*, community_id: int, part: int = 0, parts: int = 1, week: str = "") -> int:
    """Give everybody of one part of a community their suggestions; done twice it is done once."""
    people = [
        side
        for side in people_of(community_id, part, parts, week)
        if side.rows or side.mine.can or side.mine.wants
    ]
    if len(people) < 2:
        return _keep(community_id, people, [])
    scores = _without_parted(all_scores([side.mine for side in people]), people)
    picks = assign(scores, most=MOST_IN_A_LETTER, shown=[side.shown for side in people])
    now = timezone.now()
    rows = [
        Suggestion(
            member=people[at].member,
            shown=people[other].member,
            community_id=community_id,
            score=float(scores[at, other]),
            at=now,
        )
        for at, others in enumerate(picks)
        for other in others
    ]
    return _keep(community_id, people, rows)


def people_of(community_id: int, part: int, parts: int, week: str) -> list[Side]:
    """The members of one part, with what they share in this community: all of it is open to all."""
    belong = Membership.objects.active().filter(community=community_id)
    keys = [
        pk
        for pk in belong.order_by("pk").values_list("member", flat=True)
        if _part_of(pk, parts, week) == part
    ]
    sides = sides_of(found_now(Member.objects.active().filter(pk__in=keys)))
    there = {"member__in": list(sides)}
    rows = rows_of(
        Offer.objects.open().filter(**there).shared_in(community_id),
        Request.objects.open().filter(**there).shared_in(community_id),
    )
    return with_their_rows(list(sides.values()), rows)


def _part_of(member: int, parts: int, week: str) -> int:
    """Drawn by lot, and the same for whoever asks again in this week."""
    lot = blake2b(f"{week}:{member}".encode(), digest_size=8).digest()
    return int.from_bytes(lot) % parts


def _without_parted(scores: Scores, people: Sequence[Side]) -> Scores:
    """Nobody gets somebody they turned down, who turned them down, or whom they saw lately."""
    places = {side.member.pk: at for at, side in enumerate(people)}
    apart = {"member__in": list(places), "shown__in": list(places)}
    declined = NotForMe.objects.filter(**apart).values_list("member", "shown")
    blocked = Block.objects.filter(blocker__in=list(places), blocked__in=list(places)).values_list(
        "blocker", "blocked"
    )
    for one, other in [*declined, *blocked]:
        scores[places[one], places[other]] = scores[places[other], places[one]] = 0
    seen = Showing.objects.filter(at__gte=timezone.now() - REST, **apart)
    for one, other in seen.values_list("member", "shown"):
        scores[places[one], places[other]] = 0
    np.fill_diagonal(scores, 0)
    return scores


@transaction.atomic
def _keep(community_id: int, people: Sequence[Side], rows: list[Suggestion]) -> int:
    """In place of what an earlier round gave these members, and of what is long past."""
    Community.objects.select_for_update(no_key=True, of=("self",)).get(pk=community_id)
    members = [side.member.pk for side in people]
    earlier = Suggestion.objects.filter(community=community_id)
    earlier.filter(member__in=members).delete()
    earlier.filter(at__lt=timezone.now() - timedelta(weeks=4)).delete()
    Suggestion.objects.bulk_create(rows, batch_size=1000)
    return len(rows)
