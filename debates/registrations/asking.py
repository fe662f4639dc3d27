"""One may ask whoever took a position about it, and whoever asked a question about it."""

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from debates.models import Position, Topic
from members.models import Member
from members.shelves import Askable, askables


def _positions(member: Member | None) -> QuerySet[Position]:
    return Position.objects.visible_to(member).select_related("member", "topic", "current")


def _topics(member: Member | None) -> QuerySet[Topic]:
    """Where somebody is here who asked it; nobody can answer for an imported topic."""
    asked = Topic.objects.visible_to(member).filter(author__is_active=True)
    return asked.select_related("author")


def _words_of_position(position: Position) -> str:
    return gettext("the position of %(name)s on “%(question)s”") % {
        "name": position.member.name,
        "question": position.topic.question,
    }


def _words_of_topic(topic: Topic) -> str:
    return gettext("the question “%(question)s”") % {"question": topic.question}


def _asker_of(topic: Topic) -> Member:
    assert topic.author is not None
    return topic.author


askables.register(
    Askable(
        name="position",
        model=Position,
        label=_("Position"),
        author_of=lambda position: position.member,
        visible_to=_positions,
        words=_words_of_position,
        url=lambda position: position.get_absolute_url(),
        asks_for_kind=True,
    )
)
askables.register(
    Askable(
        name="topic",
        model=Topic,
        label=_("Burning topic"),
        author_of=_asker_of,
        visible_to=_topics,
        words=_words_of_topic,
        url=lambda topic: topic.get_absolute_url(),
    )
)
