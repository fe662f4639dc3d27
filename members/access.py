"""Who may do what on the ground floor, as plain predicates; the one place that decides."""

from django.utils.translation import gettext_lazy as _

from members.models import Block, Conversation, Member, Question, QuestionState, ValueStatement
from members.models.token import ApiToken
from members.refusals import require, says

__all__ = [
    "can_answer",
    "can_ask",
    "can_block",
    "can_edit_profile",
    "can_edit_value",
    "can_let_rest",
    "can_meet",
    "can_revoke",
    "can_reword_answer",
    "can_withdraw_question",
    "can_write",
    "require",
]


@says(_("You two cannot write to each other here."))
def can_meet(member: Member, other: Member) -> bool:
    """Two different people, both still here, with no block between them."""
    return member != other and other.is_active and not Block.stands_between(member, other)


@says(_("You cannot ask this person a question."))
def can_ask(member: Member, author: Member) -> bool:
    return can_meet(member, author)


@says(_("This question is not waiting for your answer."))
def can_answer(member: Member, question: Question) -> bool:
    return (
        question.addressee_id == member.pk
        and question.stands
        and question.state in {QuestionState.OPEN, QuestionState.RESTING}
        and can_meet(member, question.asker)
    )


@says(_("Only whoever answered can reword the answer."))
def can_reword_answer(member: Member, question: Question) -> bool:
    return (
        question.addressee_id == member.pk
        and question.stands
        and question.state == QuestionState.ANSWERED
    )


@says(_("This question is not waiting for your answer."))
def can_let_rest(member: Member, question: Question) -> bool:
    return question.addressee_id == member.pk and question.state == QuestionState.OPEN


@says(_("Only an open question of your own can be withdrawn."))
def can_withdraw_question(member: Member, question: Question) -> bool:
    return question.asker_id == member.pk and question.state_for(member) == QuestionState.OPEN


@says(_("You two cannot write to each other here."))
def can_write(member: Member, conversation: Conversation) -> bool:
    return member.pk in {conversation.one_id, conversation.other_id} and can_meet(
        member, conversation.partner_of(member)
    )


@says(_("Only the person themselves can change this."))
def can_edit_profile(member: Member, profile: Member) -> bool:
    return member == profile


@says(_("Only the person themselves can change this."))
def can_edit_value(member: Member, statement: ValueStatement) -> bool:
    return statement.member_id == member.pk and statement.hidden_at is None


@says(_("You cannot block yourself."))
def can_block(member: Member, other: Member) -> bool:
    return member != other


@says(_("This key is not yours."))
def can_revoke(member: Member, token: ApiToken) -> bool:
    return token.member_id == member.pk
