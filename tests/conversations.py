"""A real conversation as if members of a community had voted: what pages then tell of it, and how
far that is from the truth.
"""

from dataclasses import dataclass

import numpy as np
from django.utils import timezone

from communities.models import Membership
from debates.landscape import landscape_of
from debates.models import LandscapeRun, Moderated, Statement, Topic, Vote
from debates.polis import Conversation
from debates.reading.landscape import claim_of
from debates.reading.votes import votes_of
from debates.services.landscapes import refresh
from members.models import Consent, Member, Purpose


@dataclass(frozen=True)
class Use:
    """`told`: statements with a share of all. `error`: how far these shares are from the true ones,
    on average. `shared`: the true score of the ten listed first, in parts of that of the true ten.
    """

    told: int
    error: float
    shared: float


def as_members(topic: Topic, conversation: Conversation) -> None:
    """Everybody of the conversation as a member who consents, with their last votes."""
    people = {one.person for one in conversation.casts}
    members = Member.objects.bulk_create(
        Member(email=f"{topic.code}-{name}@example.org", handle=f"{topic.code}-{name}", name="V")
        for name in sorted(people)
    )
    of = dict(zip(sorted(people), members, strict=True))
    Membership.objects.bulk_create(
        Membership(member=member, community_id=topic.community_id) for member in members
    )
    Consent.objects.bulk_create(Consent(member=one, purpose=Purpose.VOTE) for one in members)
    statements = {
        one.id: Statement(topic=topic, text=one.text or "-", moderated=Moderated(one.moderated))
        for one in conversation.claims
    }
    Statement.objects.bulk_create(statements.values())
    last = {(one.person, one.claim): one.vote for one in conversation.casts}
    now = timezone.now()
    Vote.objects.bulk_create(
        Vote(member=of[voter], statement=statements[key], choice=vote, cast_at=now)
        for (voter, key), vote in last.items()
    )


def use_of(topic: Topic) -> Use:
    """Publish the topic for the first time and compare what its pages tell with the true votes."""
    refresh(topic.pk)
    run = LandscapeRun.objects.latest_published(topic.pk)
    votes = votes_of(topic, imported=False)
    exact = {one.id: one for one in landscape_of(votes).statements}
    rows = Statement.objects.filter(topic=topic).readable()
    totals = {row.pk: claim_of(row, run).total for row in rows}
    errors = [
        abs(total.agree / total.seen - exact[key].agree / exact[key].seen)
        for key, total in totals.items()
        if total is not None
    ]
    listed = rows.filter(bridging__isnull=False).order_by("-bridging", "-id")[:10]
    best = sorted((one.bridging for one in exact.values()), reverse=True)[:10]
    found = [exact[row.pk].bridging for row in listed]
    return Use(len(errors), float(np.mean(errors)), float(np.mean(found) / np.mean(best)))
