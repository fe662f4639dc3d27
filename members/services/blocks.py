"""Two people who no longer meet here."""

from django.db import transaction
from django.db.models import Q

from members import access
from members.models import Block, Member, Question, QuestionState
from members.shelves import block_followers


@transaction.atomic
def block(*, member: Member, other: Member) -> None:
    """From now on neither sees what the other writes; open questions between them rest."""
    access.require(access.can_block, member, other)
    Block.objects.get_or_create(blocker=member, blocked=other)
    between = Q(asker=member, addressee=other) | Q(asker=other, addressee=member)
    Question.objects.filter(between, state=QuestionState.OPEN).update(state=QuestionState.RESTING)
    for follower in block_followers:
        follower.blocked(member, other)


def unblock(*, member: Member, other: Member) -> None:
    """Take one's own block back; a block by the other stays."""
    Block.objects.filter(blocker=member, blocked=other).delete()
