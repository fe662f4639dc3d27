"""Who may do what with a topic."""

from django.utils.translation import gettext_lazy as _

from communities.access import can_moderate, can_post_in
from communities.models import Community
from debates.models import Topic
from members.models import Member
from members.refusals import says


@says(_("You can open a topic once you belong to the community."))
def can_open_topic(member: Member | None, community: Community) -> bool:
    return can_post_in(member, community)


@says(_("Only whoever asked this question can change its words."))
def can_edit_topic(member: Member | None, topic: Topic) -> bool:
    return member is not None and topic.stands and topic.author_id == member.pk


@says(_("Only whoever asked this question, or a moderator, can close or reopen it."))
def can_close_topic(member: Member | None, topic: Topic) -> bool:
    """Its author, while they belong to the community, and the community's moderators."""
    if member is None or not topic.stands:
        return False
    if topic.author_id == member.pk:
        return can_post_in(member, topic.community)
    return can_moderate(member, topic.community)


@says(_("Only whoever asked this question can withdraw it."))
def can_withdraw_topic(member: Member | None, topic: Topic) -> bool:
    return member is not None and topic.author_id == member.pk and topic.hidden_at is None


@says(_("This topic does not exist, or it is not open to everyone."))
def can_see_topic(member: Member | None, topic: Topic) -> bool:
    return Topic.objects.visible_to(member).filter(pk=topic.pk).exists()
