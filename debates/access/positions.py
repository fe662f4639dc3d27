"""Who may stand for something."""

from django.utils.translation import gettext_lazy as _

from communities.access import can_post_in
from debates.models import Position, Topic
from members.models import Member
from members.refusals import says


@says(_("You can take a position once you belong to the community."))
def can_take_position(member: Member | None, topic: Topic) -> bool:
    """Whoever belongs to the community. Whether the topic is open is another question."""
    return can_post_in(member, topic.community)


@says(_("Only whoever took this position can withdraw it or bring it back."))
def can_withdraw_position(member: Member | None, position: Position) -> bool:
    return member is not None and position.member_id == member.pk
