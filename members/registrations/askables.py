"""What one may ask a member about: their story, their value statements, a question they asked."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.markup.prose import shortened
from members.models import Member, Question, ValueStatement
from members.shelves import Askable, askables


def stories_visible_to(member: Member | None) -> QuerySet[Member]:
    """Pages with something to ask about."""
    return Member.objects.visible_to(member).filter(~Q(story="") | ~Q(curious_about=""))


def _questions_between(member: Member | None) -> QuerySet[Question]:
    """Of the two people only: whoever was asked asks back."""
    return Question.objects.readable_by(member).select_related("asker", "addressee")


def _words_of_question(question: Question) -> str:
    return gettext("the question “%(question)s”") % {"question": shortened(question.text, 120)}


def _words_of_story(member: Member) -> str:
    return gettext("the story of %(name)s") % {"name": member.name}


def _words_of_value(statement: ValueStatement) -> str:
    return gettext("what %(name)s stands for: %(words)s") % {
        "name": statement.member.name,
        "words": statement.words,
    }


askables.register(
    Askable(
        name="story",
        model=Member,
        label=_("Story"),
        author_of=lambda member: member,
        visible_to=stories_visible_to,
        words=_words_of_story,
        url=lambda member: member.get_absolute_url(),
    )
)
askables.register(
    Askable(
        name="value",
        model=ValueStatement,
        label=_("Value statement"),
        author_of=lambda statement: statement.member,
        visible_to=lambda member: ValueStatement.objects.visible_to(member).select_related(
            "member"
        ),
        words=_words_of_value,
        url=lambda statement: statement.get_absolute_url(),
    )
)
# To ask back leaves the first question open.
askables.register(
    Askable(
        name="question",
        model=Question,
        label=_("Question"),
        author_of=lambda question: question.asker,
        visible_to=_questions_between,
        words=_words_of_question,
        url=lambda question: question.get_absolute_url(),
        can_be_shown=False,
    )
)
