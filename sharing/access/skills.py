"""Who may say which skill of the classification own words mean."""

from django.utils.translation import gettext_lazy as _

from communities.access import MODERATING
from communities.models import Membership, MembershipState
from members.models import Member
from members.refusals import says


@says(_("Own words are tied to a skill by those who moderate a community, and by staff."))
def can_tie(member: Member | None) -> bool:
    if member is None or not member.is_active:
        return False
    moderates = Membership.objects.filter(
        member=member, state=MembershipState.ACTIVE, role__in=MODERATING
    )
    return member.is_staff or moderates.exists()
