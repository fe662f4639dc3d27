"""Who may write statements, and vote on them."""

from django.utils.translation import gettext_lazy as _

from communities.access import can_post_in
from debates.models import Topic
from members.models import Member
from members.refusals import says


@says(_("You can write a statement once you belong to the community."))
def can_write_statement(member: Member | None, topic: Topic) -> bool:
    """Whoever belongs to the community. Whether the topic is open is another question."""
    return can_post_in(member, topic.community)


@says(_("You can vote once you belong to the community."))
def can_vote(member: Member | None, topic: Topic, belongs: bool | None = None) -> bool:
    """Whoever belongs to the community; `belongs` where that was read together with the topic."""
    return can_post_in(member, topic.community) if belongs is None else belongs
