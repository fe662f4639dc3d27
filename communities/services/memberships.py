"""Coming in, staying and going."""

from django.db import transaction
from django.db.models import Case, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities import access
from communities.models import Activity, Community, Invitation, Membership, MembershipState, Role
from communities.models.community import MembershipQuerySet
from communities.services.activity import record
from communities.services.news import drop_news_of
from communities.shelves import membership_followers
from members.models import Member
from members.refusals import Refusal, require
from members.services import limits, outbox


class AnsweredAlready(Refusal):
    sentence = _("Somebody answered this in the meantime.")


class LastOwner(Refusal):
    sentence = _("You are the only owner. Make somebody else an owner first, then you can go.")


@transaction.atomic
def join(*, member: Member, community: Community) -> Membership:
    """Come into a public community; two clicks join once."""
    _one_act_at_a_time(member)
    here = access.standing(member, community)
    if here.membership and here.belongs:
        return here.membership
    require(access.can_join, member, community)
    return enter(member=member, community=community)


@transaction.atomic
def request_to_join(*, member: Member, community: Community, answer: str = "") -> Membership:
    """Ask to be let in; the moderators are told."""
    _one_act_at_a_time(member)
    here = access.standing(member, community)
    if here.membership and here.has_asked:
        return here.membership
    require(access.can_request, member, community)
    with limits.one_more(limits.REQUESTS_TO_JOIN, member):
        membership = _move(member, community, MembershipState.REQUESTED, answer=answer)
        outbox.notify(
            "communities.asked_to_join", actor=member, target=membership, once=_moment(membership)
        )
    return membership


@transaction.atomic
def withdraw_request(*, member: Member, community: Community) -> None:
    """Take one's request back, as long as nobody answered it."""
    _one_act_at_a_time(member)
    asked = Membership.objects.requested().filter(member=member, community=community)
    if not asked.update(state=MembershipState.LEFT, state_since=timezone.now(), answer=""):
        raise AnsweredAlready


@transaction.atomic
def let_in(*, moderator: Member, membership: Membership) -> Membership:
    """Let somebody in who asked; the first of two moderators does it."""
    membership = _asked(moderator, membership)
    entered = enter(member=membership.member, community=membership.community)
    _tell("communities.let_in", entered)
    return entered


@transaction.atomic
def decline_request(*, moderator: Member, membership: Membership, reply: str) -> Membership:
    """Decline a request with a word why."""
    membership = _asked(moderator, membership)
    declined = _move(membership.member, membership.community, MembershipState.DECLINED, reply=reply)
    _tell("communities.declined", declined)
    return declined


@transaction.atomic
def leave(*, member: Member, community: Community) -> None:
    """Go, and hear no more of it. The only owner hands over first; the last person closes it."""
    _lock_owners(community.pk)
    require(access.belongs, member, community)
    others = community.memberships.active().exclude(member=member)
    if others.exists():
        _keep_an_owner(community, without=member)
    else:
        _close(community)
    _go(member, community, MembershipState.LEFT)


@transaction.atomic
def remove_member(*, moderator: Member, membership: Membership, reason: str) -> None:
    """Take somebody's membership away and tell them why; they can come back by invitation only."""
    _lock_owners(membership.community_id)
    membership = _fresh(membership)
    require(access.can_remove, moderator, membership)
    removed = _go(membership.member, membership.community, MembershipState.REMOVED, reply=reason)
    _tell("communities.removed", removed)


@transaction.atomic
def change_role(*, owner: Member, membership: Membership, role: str) -> Membership:
    """Give a member another role; a community always keeps an owner."""
    _lock_owners(membership.community_id)
    membership = _fresh(membership)
    require(access.can_own, owner, membership.community)
    if membership.state != MembershipState.ACTIVE:
        raise AnsweredAlready(_("This person no longer belongs to the community."))
    if membership.role == role:
        return membership
    if membership.role == Role.OWNER:
        _keep_an_owner(membership.community, without=membership.member)
    membership.role = role
    membership.save(update_fields=["role"])
    if membership.member_id != owner.pk:
        once = f"{role}-{timezone.now().isoformat()}"
        _tell("communities.role_changed", membership, once=once)
    return membership


@transaction.atomic
def hand_over(*, member: Member) -> None:
    """Before an account goes: what it alone owned goes to whoever has carried it longest."""
    for community in Community.objects.filter(
        memberships__member=member, memberships__role=Role.OWNER
    ):
        _lock_owners(community.pk)
        others = community.memberships.active().exclude(member=member)
        if others.filter(role=Role.OWNER).exists():
            continue
        heir = _who_carried_it_longest(others)
        if heir is None:
            _close(community)
            continue
        heir.role = Role.OWNER
        heir.save(update_fields=["role"])


def _who_carried_it_longest(memberships: MembershipQuerySet) -> Membership | None:
    """A moderator before a member, and the longest there before the others."""
    carries = Case(When(role=Role.MODERATOR, then=0), default=1)
    return memberships.annotate(carries=carries).order_by("carries", "state_since", "pk").first()


def enter(*, member: Member, community: Community) -> Membership:
    """Make somebody a member now. Whoever calls has asked `access` and holds the lock."""
    membership = _move(member, community, MembershipState.ACTIVE)
    Invitation.objects.seems_open().filter(community=community, invitee=member).update(
        answered_at=timezone.now(), accepted=True
    )
    record("communities.joined", actor=member, community=community, target=community)
    for follower in membership_followers:
        follower.came(member, community)
    return membership


def _move(
    member: Member, community: Community, state: str, *, answer: str = "", reply: str = ""
) -> Membership:
    """Move the one row of this member and community to another state."""
    membership, _is_new = Membership.objects.update_or_create(
        member=member,
        community=community,
        defaults={
            "state": state,
            "role": Role.MEMBER,
            "state_since": timezone.now(),
            "answer": answer,
            "reply": reply,
        },
    )
    return membership


def _go(member: Member, community: Community, state: str, *, reply: str = "") -> Membership:
    gone = _move(member, community, state, reply=reply)
    Activity.objects.filter(community=community, actor=member, kind="communities.joined").delete()
    drop_news_of(community, member=member)
    for follower in membership_followers:
        follower.gone(member, community)
    return gone


def _close(community: Community) -> None:
    Community.objects.filter(pk=community.pk).update(withdrawn_at=timezone.now())


def _one_act_at_a_time(member: Member) -> None:
    """Two clicks of one person wait for each other."""
    Member.objects.select_for_update(no_key=True).only("pk").get(pk=member.pk)


def _lock_owners(community: int) -> None:
    """Whoever might take the last owner away waits for whoever else might."""
    Community.objects.select_for_update(no_key=True).only("pk").get(pk=community)


def _keep_an_owner(community: Community, *, without: Member) -> None:
    owners = community.memberships.active().filter(role=Role.OWNER, member__is_active=True)
    if not owners.exclude(member=without).exists():
        raise LastOwner


def _asked(moderator: Member, membership: Membership) -> Membership:
    """The request under lock, if this moderator may answer it and nobody did yet."""
    membership = _fresh(membership)
    require(access.can_moderate, moderator, membership.community)
    if membership.state != MembershipState.REQUESTED:
        raise AnsweredAlready
    return membership


def _fresh(membership: Membership) -> Membership:
    return (
        Membership.objects.select_for_update(of=("self",))
        .select_related("community", "member")
        .get(pk=membership.pk)
    )


def _tell(kind: str, membership: Membership, *, once: str = "") -> None:
    """In the name of the community, so that no block and no later deactivation of whoever acted
    keeps it from the person concerned.
    """
    outbox.notify(kind, actor=None, target=membership, once=once or _moment(membership))


def _moment(membership: Membership) -> str:
    return membership.state_since.isoformat()
