"""Who may write in the thread under a position."""

from django.utils.translation import gettext_lazy as _

from communities.access import can_post_in
from debates.models import Argument, Topic
from members.models import Member
from members.refusals import says


@says(_("You can write here once you belong to the community."))
def can_argue_in(member: Member | None, topic: Topic) -> bool:
    """Whoever belongs. Whether the topic is open, and the gate, are other questions."""
    return can_post_in(member, topic.community)


@says(_("Only whoever wrote this can change its words."))
def can_edit_argument(member: Member | None, argument: Argument) -> bool:
    return member is not None and argument.stands and argument.author_id == member.pk


@says(_("Only whoever wrote this can withdraw it or bring it back."))
def can_withdraw_argument(member: Member | None, argument: Argument) -> bool:
    return member is not None and argument.author_id == member.pk and argument.hidden_at is None
