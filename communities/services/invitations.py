"""A member brings another in, with a personal word."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities import access
from communities.models import Community, Invitation, Membership
from communities.services.memberships import enter
from members.markup import dates
from members.models import Block, Member
from members.refusals import Invalid, Refusal, require
from members.services import limits, outbox

OPEN_FOR = NOT_AGAIN_WITHIN = timedelta(days=30)


class Nobody(Invalid):
    """The same sentence for who is not there and for who wants to hear nothing from the inviter."""

    sentence = _("There is nobody by this handle whom you could invite.")

    def __init__(self) -> None:
        super().__init__(field="handle")


class InvitedAlready(Refusal):
    sentence = _("This person has an open invitation already.")


class BelongsAlready(Refusal):
    sentence = _("This person belongs to the community already.")


class InvitedLately(Refusal):
    """The same after a no, and as long as there is no answer: so a no stays unsaid."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(
            gettext(
                "You invited this person here within the last 30 days. You can invite them again "
                "%(on_day)s."
            )
            % {"on_day": dates.on(again_at)}
        )


@transaction.atomic
def invite(*, inviter: Member, community: Community, invitee: Member, words: str) -> Invitation:
    """Invite one member with a personal word; open for thirty days."""
    require(access.can_invite, inviter, community)
    # Two at once wait for each other here.
    Member.objects.select_for_update(no_key=True).get(pk=inviter.pk)
    now = timezone.now()
    _can_be_invited(inviter, community, invitee)
    _not_again_yet(inviter, community, invitee, now)
    over = Q(expires_at__lte=now) | Q(inviter__is_active=False)
    earlier = Invitation.objects.seems_unanswered().filter(community=community, invitee=invitee)
    earlier.filter(over).update(withdrawn_at=now)
    with limits.one_more(limits.INVITATIONS, inviter):
        try:
            with transaction.atomic():
                invitation = Invitation.objects.create(
                    community=community,
                    inviter=inviter,
                    invitee=invitee,
                    words=words,
                    expires_at=now + OPEN_FOR,
                )
        except IntegrityError as open_one:
            raise InvitedAlready from open_one
        outbox.notify("communities.invited", actor=inviter, target=invitation)
    return invitation


def _can_be_invited(inviter: Member, community: Community, invitee: Member) -> None:
    there = access.standing(invitee, community)
    if not invitee.is_active or invitee == inviter or Block.stands_between(inviter, invitee):
        raise Nobody
    if there.belongs:
        raise BelongsAlready
    if there.was_removed:
        require(access.can_moderate, inviter, community)


def _not_again_yet(inviter: Member, community: Community, invitee: Member, now: datetime) -> None:
    """Whoever said no is left in peace for a month, and nobody can tell from this that they did."""
    earlier = Invitation.objects.filter(community=community, invitee=invitee)
    lately = earlier.filter(inviter=inviter, created_at__gt=now - NOT_AGAIN_WITHIN)
    if last := lately.exclude(accepted=True).order_by("-created_at").first():
        raise InvitedLately(last.created_at + NOT_AGAIN_WITHIN)
    if earlier.seems_open().exists():
        raise InvitedAlready


@transaction.atomic
def accept_invitation(*, member: Member, invitation: Invitation) -> Membership:
    """Come in on an invitation, also where a moderator would have to let one in."""
    invitation = _open_one(member, invitation)
    here = access.standing(member, invitation.community)
    if here.membership and here.belongs:
        _answer(invitation, accepted=True)
        return here.membership
    return enter(member=member, community=invitation.community)


@transaction.atomic
def decline_invitation(*, member: Member, invitation: Invitation) -> None:
    """Say no; nobody is told, and nothing is asked."""
    _answer(_open_one(member, invitation), accepted=False)


@transaction.atomic
def withdraw_invitation(*, member: Member, invitation: Invitation) -> None:
    """Take an open invitation back; a second time changes nothing."""
    require(access.can_withdraw_invitation, member, invitation)
    Invitation.objects.seems_open().filter(pk=invitation.pk).update(withdrawn_at=timezone.now())


def _open_one(member: Member, invitation: Invitation) -> Invitation:
    """The invitation under lock, if this member may answer it."""
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("community")
        .get(pk=invitation.pk)
    )
    require(access.can_answer_invitation, member, invitation)
    return invitation


def _answer(invitation: Invitation, *, accepted: bool) -> None:
    invitation.answered_at = timezone.now()
    invitation.accepted = accepted
    invitation.save(update_fields=["answered_at", "accepted"])
