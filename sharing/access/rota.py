"""Who may sit on the listening rota, and act on a turn."""

from django.utils.translation import gettext_lazy as _

from communities.access import belongs
from communities.models import Community
from members.models import Member
from members.refusals import says
from sharing.models import RotaTurn


@says(_("The rota is for members of the community. Join it first."))
def can_join_rota(member: Member, community: Community) -> bool:
    return community.stands and belongs(member, community)


@says(_("This turn is not yours."))
def has_turn(member: Member, turn: RotaTurn) -> bool:
    return turn.member_id == member.pk
