"""Who may restate, answer a restatement, call a witness, and judge."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.access import can_own, can_post_in
from communities.models import Community, Membership
from debates.access.listening import Target, author_of
from debates.models import (
    LAPSES_AFTER,
    Position,
    Restatement,
    RestatementState,
    Topic,
    Witnessing,
)
from members.access import can_meet
from members.models import Member
from members.refusals import says

# From which round on a witness may be called.
WITNESS_FROM = 2


@says(_("You can restate once you belong to the community."))
def can_restate_in(member: Member | None, topic: Topic) -> bool:
    return can_post_in(member, topic.community)


@says(_("These are your own words. Restating is for the words of others."))
def can_restate(member: Member, target: Target) -> bool:
    """What somebody else wrote, who is still here, with no block between the two."""
    author = author_of(target)
    return author is not None and can_meet(member, author)


@says(_("Only whoever was restated can say whether they feel heard."))
def can_answer_restatement(member: Member, restatement: Restatement) -> bool:
    return restatement.author_id == member.pk and can_meet(member, restatement.listener)


@says(_("A witness can be called by whoever restated, after the second “not quite”."))
def can_call_witness(member: Member, restatement: Restatement) -> bool:
    return (
        restatement.listener_id == member.pk
        and restatement.state == RestatementState.NOT_QUITE
        and restatement.round >= WITNESS_FROM
        and can_meet(member, restatement.author)
    )


@says(_("Only whoever was restated accepts or declines a witness."))
def can_accept_witness(member: Member, restatement: Restatement) -> bool:
    return restatement.author_id == member.pk


@says(_("Only a witness whom both accepted, or a moderator who is neither, can judge this."))
def can_judge(member: Member, restatement: Restatement) -> bool:
    witnessing = getattr(restatement, "witnessing", None)
    if witnessing is None or member.pk in {restatement.listener_id, restatement.author_id}:
        return False
    if witnessing.calls_moderators:
        return judges_of(restatement).filter(pk=member.pk).exists()
    return witnessing.witness_id == member.pk and witnessing.accepted_at is not None


@says(_("Only owners of this community decide how its debates are held."))
def can_set_rules(member: Member | None, community: Community) -> bool:
    return can_own(member, community)


def may_call_moderators(restatement: Restatement, witnessing: Witnessing | None) -> bool:
    """Where nobody else can witness, after the author declined, or after three days of silence."""
    if witnessing is None or witnessing.witness_id is None:
        declined = witnessing is not None and witnessing.declined_at is not None
        return declined or not witnesses_for(restatement).exists()
    return is_silent(witnessing)


def is_silent(witnessing: Witnessing, waits: timedelta = LAPSES_AFTER) -> bool:
    """Three days went by without the answer of whoever was asked last."""
    asked_at = witnessing.accepted_at or witnessing.called_at
    return witnessing.judged_at is None and asked_at <= timezone.now() - waits


def is_free(witnessing: Witnessing) -> bool:
    """Whether somebody may be proposed: nobody is asked, or three days of silence are over."""
    asked = witnessing.calls_moderators or witnessing.witness_id is not None
    return not asked or is_silent(witnessing)


def witnesses_for(restatement: Restatement) -> QuerySet[Member]:
    """Members with a standing position on the topic who are neither of the two."""
    standing = Position.objects.published_to(restatement.listener).filter(
        topic=restatement.position.topic_id
    )
    belonging = Membership.objects.active().filter(community=restatement.position.topic.community)
    return _neither(restatement, Member.objects.filter(pk__in=belonging.values("member"))).filter(
        pk__in=standing.values("member")
    )


def judges_of(restatement: Restatement) -> QuerySet[Member]:
    """The moderators who are neither of the two; without any, the site team."""
    moderating = Membership.objects.moderating().filter(
        community=restatement.position.topic.community
    )
    moderators = _neither(restatement, Member.objects.filter(pk__in=moderating.values("member")))
    if moderators.exists():
        return moderators
    return _neither(restatement, Member.objects.filter(is_staff=True))


def _neither(restatement: Restatement, members: QuerySet[Member]) -> QuerySet[Member]:
    """Those who are still here, not one of the two, and not blocked with either."""
    two = (restatement.listener, restatement.author)
    for one in two:
        members = members.exclude(pk=one.pk).exclude(pk__in=one.blocked_ids)
    return members.filter(is_active=True)
