"""Who may bring whom together, and who may answer."""

from django.utils.translation import gettext_lazy as _

from communities.models import Community
from members.access import can_meet
from members.models import Member
from members.models.member import Audience
from members.refusals import says
from sharing.models import Introduction, Offer, Request


@says(_("Three different people take part in an introduction: you, and two others."))
def are_three(member: Member, one: Member, other: Member) -> bool:
    return len({member.pk, one.pk, other.pk}) == 3


@says(_("You cannot introduce this person."))
def can_introduce(member: Member, somebody: Member) -> bool:
    """Somebody the introducer may see; whoever blocks them or is blocked is not there for them."""
    return can_meet(member, somebody)


@says(
    _(
        "These two share no community yet, and their pages are not open to everyone."
        " Invite one of them first."
    )
)
def could_know_of(one: Member, other: Member) -> bool:
    """They share a community, or both opened their page to everyone.

    A block between the two is no reason to refuse: the refusal would tell the introducer of it.
    """
    if one.audience == other.audience == Audience.EVERYONE:
        return True
    return (Community.objects.of(one) & Community.objects.of(other)).exists()


@says(_("This is not about one of these two, or the other of them cannot read it."))
def is_between(listing: Offer | Request, one: Member, other: Member) -> bool:
    """It belongs to one of the two, is open, and the other may read it."""
    if listing.member_id not in {one.pk, other.pk}:
        return False
    reader = other if listing.member_id == one.pk else one
    # Where the two block each other the introducer must not learn of it here.
    readable = Community.objects.visible_to(reader)
    return listing.is_open and listing.communities.filter(pk__in=readable).exists()


@says(_("This introduction is not waiting for your answer."))
def can_answer_introduction(member: Member, introduction: Introduction) -> bool:
    return (
        member.pk in {introduction.one_id, introduction.other_id}
        and introduction.hidden_at is None
        and introduction.waits
        and can_meet(introduction.one, introduction.other)
    )
