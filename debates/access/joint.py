"""Who may write, share, ratify and set aside a joint statement."""

from django.utils.translation import gettext_lazy as _

from communities.access import can_moderate, can_post_in
from debates.models import JointStatement, Side, Topic
from debates.reading.sides import side_of
from members.models import Block, Member
from members.refusals import says

DECIDING = (Side.AGAINST, Side.FOR)


@says(
    _(
        "A joint statement is written by members of the community who stand for or against. Take a"
        " position first."
    )
)
def can_draft_joint(member: Member | None, topic: Topic) -> bool:
    """Whoever belongs and stands for or against; the undecided answer later."""
    return can_post_in(member, topic.community) and side_of(member, topic) in DECIDING


@says(_("These words wait for a member of the other side to make them theirs too."))
def can_cosign(member: Member | None, joint: JointStatement) -> bool:
    """A member of the other side; where words went back to somebody, that member only."""
    if member is None or joint.author_id == member.pk or _is_apart(member, joint.author):
        return False
    if joint.coauthor_id is not None and joint.coauthor_id != member.pk:
        return False
    stands = side_of(member, joint.topic) == joint.coauthor_side
    return stands and can_post_in(member, joint.topic.community)


@says(_("Whoever has a position on this topic can answer. Take a position first."))
def can_ratify(member: Member | None, joint: JointStatement) -> bool:
    """Everybody who stands there now, the undecided too."""
    stands = side_of(member, joint.topic) is not None
    return stands and can_post_in(member, joint.topic.community)


@says(_("Only its two authors, or a moderator, can set a joint statement aside."))
def can_set_aside(member: Member | None, joint: JointStatement) -> bool:
    if member is None:
        return False
    if member.pk in {joint.author_id, joint.coauthor_id}:
        return True
    return can_moderate(member, joint.topic.community)


def _is_apart(member: Member, author: Member | None) -> bool:
    """Whether a block parts a member from whoever wrote the words."""
    return author is not None and Block.stands_between(member, author)
