"""What one may ask a member about: their story and their value statements."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.models import Member, ValueStatement
from members.shelves import Askable, askables


def stories_visible_to(member: Member | None) -> QuerySet[Member]:
    """Pages with something to ask about."""
    return Member.objects.visible_to(member).filter(~Q(story="") | ~Q(curious_about=""))


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
