"""Who may do what in a community: plain predicates, each with the sentence by which it refuses."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import (
    Case,
    Community,
    Complaint,
    Decision,
    Invitation,
    Membership,
    MembershipState,
    Role,
    Visibility,
)
from members.models import Member
from members.refusals import says

ASK_AGAIN_AFTER = timedelta(days=14)
MODERATING = {Role.MODERATOR, Role.OWNER}


@dataclass(frozen=True)
class Standing:
    """How somebody stands to a community, read once for a whole page."""

    community: Community
    membership: Membership | None

    @property
    def belongs(self) -> bool:
        return self.membership is not None and self.membership.state == MembershipState.ACTIVE

    @property
    def role(self) -> str | None:
        return self.membership.role if self.membership and self.belongs else None

    @property
    def moderates(self) -> bool:
        return self.role in MODERATING

    @property
    def owns(self) -> bool:
        return self.role == Role.OWNER

    @property
    def reads(self) -> bool:
        """Whether its content may be read."""
        return self.community.stands and (
            self.belongs or self.community.visibility == Visibility.PUBLIC
        )

    @property
    def has_asked(self) -> bool:
        return self.membership is not None and self.membership.state == MembershipState.REQUESTED

    @property
    def was_removed(self) -> bool:
        return self.membership is not None and self.membership.state == MembershipState.REMOVED

    @property
    def may_join(self) -> bool:
        return self._may_come_in and self.community.visibility == Visibility.PUBLIC

    @property
    def may_ask(self) -> bool:
        """One may ask to join again two weeks after having been declined."""
        if self.has_asked or not self._may_come_in:
            return False
        if self.community.visibility != Visibility.REQUEST:
            return False
        declined = self.membership and self.membership.state == MembershipState.DECLINED
        return not (
            declined
            and self.membership
            and self.membership.state_since > timezone.now() - ASK_AGAIN_AFTER
        )

    @property
    def may_invite(self) -> bool:
        """Where everybody may come in every member may invite; elsewhere whoever lets people in."""
        if not self.community.stands:
            return False
        return self.moderates or (self.belongs and self.community.visibility == Visibility.PUBLIC)

    @property
    def _may_come_in(self) -> bool:
        return self.community.stands and not (self.belongs or self.was_removed)


def standing(member: Member | None, community: Community) -> Standing:
    """How a member, or a visitor (None), stands to a community now."""
    if member is None or not member.pk:
        return Standing(community, None)
    return Standing(
        community, Membership.objects.filter(member=member, community=community).first()
    )


@says(_("This community does not exist, or it is not open to everyone."))
def can_see_community(member: Member | None, community: Community) -> bool:
    """Whether somebody may know that it exists, and read its name, purpose and guidelines."""
    return Community.objects.listed_for(member).filter(pk=community.pk).exists()


@says(_("Only members of this community can read this."))
def can_read(member: Member | None, community: Community) -> bool:
    """Whether somebody may read what is written there."""
    return Community.objects.visible_to(member).filter(pk=community.pk).exists()


@says(_("This is for members of the community. Join it first."))
def belongs(member: Member | None, community: Community) -> bool:
    return standing(member, community).belongs


@says(_("You can take part here once you belong to the community."))
def can_post_in(member: Member | None, community: Community) -> bool:
    """Whether a member may contribute: topics, positions, offers, requests."""
    return community.stands and belongs(member, community)


@says(_("Only moderators of this community can do that."))
def can_moderate(member: Member | None, community: Community) -> bool:
    return standing(member, community).moderates


@says(_("Only owners of this community can do that."))
def can_own(member: Member | None, community: Community) -> bool:
    return standing(member, community).owns


@says(_("You cannot join this community by yourself, or you belong to it already."))
def can_join(member: Member | None, community: Community) -> bool:
    return member is not None and standing(member, community).may_join


@says(_("You cannot ask to join just now: you have asked already, or less than two weeks ago."))
def can_request(member: Member | None, community: Community) -> bool:
    return member is not None and standing(member, community).may_ask


@says(_("Only moderators can invite into this community."))
def can_invite(member: Member | None, community: Community) -> bool:
    return standing(member, community).may_invite


@says(_("This invitation is not for you, or it is no longer open."))
def can_answer_invitation(member: Member, invitation: Invitation) -> bool:
    return (
        invitation.invitee_id == member.pk
        and invitation.community.stands
        and Invitation.objects.open().filter(pk=invitation.pk).exists()
    )


@says(_("Only whoever invited, or a moderator, can withdraw this invitation."))
def can_withdraw_invitation(member: Member, invitation: Invitation) -> bool:
    return invitation.inviter_id == member.pk or can_moderate(member, invitation.community)


@says(_("You cannot remove this member: owners can remove everybody, moderators only members."))
def can_remove(member: Member, membership: Membership) -> bool:
    """Nobody removes themselves; they leave."""
    own = standing(member, membership.community)
    if membership.member_id == member.pk or membership.state != MembershipState.ACTIVE:
        return False
    return own.owns or (own.moderates and membership.role == Role.MEMBER)


@says(_("Only the moderators of this community and the site team can see this case."))
def can_see_case(member: Member | None, case: Case) -> bool:
    return Case.objects.visible_to(member).filter(pk=case.pk).exists()


@says(_("Somebody else has to decide this: you wrote it, reported it or decided it before."))
def can_decide(member: Member, case: Case) -> bool:
    """A moderator or the site team, but not the author, a reporter or who decided before."""
    if not can_see_case(member, case) or case.author_id == member.pk:
        return False
    if case.reports.filter(reporter=member).exists():
        return False
    return not case.decisions.filter(moderator=member).exists()


@says(_("Only the author and whoever reported it can read this decision."))
def can_read_decision(member: Member | None, decision: Decision) -> bool:
    return Decision.objects.visible_to(member).filter(pk=decision.pk).exists()


@says(
    _("You cannot complain about this decision: it is too long ago, or you have done so already.")
)
def can_complain(member: Member | None, decision: Decision) -> bool:
    """Author and reporters, within 184 days, once each, not against the answer to a complaint."""
    if member is None or decision.overrules_id is not None:
        return False
    concerned = (
        Decision.objects.told_to_author(member).filter(pk=decision.pk).exists()
        or decision.case.reports.filter(reporter=member).exists()
    )
    recent = decision.created_at > timezone.now() - timedelta(days=Complaint.DAYS)
    answered = Decision.objects.filter(overrules=decision).exists()
    return (
        concerned
        and recent
        and not answered
        and not Complaint.objects.filter(decision=decision, complainant=member).exists()
    )
