"""Credit is a sentence, never a number: who or what moved somebody, in words."""

from django.utils.translation import gettext, gettext_noop

from debates.models import Credit, CreditKind

ANSWER = "answer"
MOVED_BY = {
    CreditKind.RESTATEMENT: gettext_noop("Moved by %(name)s’s restatement."),
    CreditKind.QUESTION: gettext_noop("Moved by %(name)s’s question."),
    ANSWER: gettext_noop("Moved by %(name)s’s answer."),
    CreditKind.STORY: gettext_noop("Moved by %(name)s’s story."),
    CreditKind.ARGUMENT: gettext_noop("Moved by what %(name)s wrote in the debate."),
    CreditKind.MEMBER: gettext_noop("Moved by %(name)s."),
}
HAD_A_PART = {
    CreditKind.RESTATEMENT: gettext_noop(
        "%(name)s moved, and says your restatement had a part in it."
    ),
    CreditKind.QUESTION: gettext_noop("%(name)s moved, and says your question had a part in it."),
    ANSWER: gettext_noop("%(name)s moved, and says your answer had a part in it."),
    CreditKind.STORY: gettext_noop("%(name)s moved, and says your story had a part in it."),
    CreditKind.ARGUMENT: gettext_noop(
        "%(name)s moved, and says what you wrote in the debate had a part in it."
    ),
    CreditKind.MEMBER: gettext_noop("%(name)s moved, and says you had a part in it."),
}


def moved_by(credit: Credit) -> str:
    """To everybody who reads the version; the receiver and the question are loaded."""
    return gettext(MOVED_BY[_what(credit)]) % {"name": credit.receiver.name}


def had_a_part(credit: Credit) -> str:
    """To whoever moved the giver; the giver and the question are loaded."""
    return gettext(HAD_A_PART[_what(credit)]) % {"name": credit.giver.name}


def _what(credit: Credit) -> str:
    """A question may have moved whoever was asked, its answer whoever asked."""
    if credit.question is not None and credit.question.addressee_id == credit.receiver_id:
        return ANSWER
    return credit.kind
