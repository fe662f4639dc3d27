"""What of this floor can be reported, and how it is taken out of sight."""

from django.utils.translation import gettext_lazy as _

from communities.shelves import Reportable, reportables
from debates.models import Position, Topic
from debates.services import moderation


def _words_of_topic(topic: Topic) -> str:
    return "\n\n".join(filter(None, [topic.question, topic.why, topic.known, topic.sources]))


def _words_of_position(position: Position) -> str:
    version = position.current
    if version is None:
        return ""
    becauses = version.grounds.exclude(because="").values_list("because", flat=True)
    credits = version.credits.exclude(words="").values_list("words", flat=True)
    words = [version.core, version.story, version.reasons, *becauses, version.because, *credits]
    return "\n\n".join(filter(None, words))


reportables.register(
    Reportable(
        name="topic",
        model=Topic,
        label=_("Burning topic"),
        author_of=lambda topic: topic.author,
        community_of=lambda topic: topic.community,
        visible_to=lambda member: Topic.objects.visible_to(member).select_related("community"),
        hide=moderation.hide_topic,
        restore=moderation.restore_topic,
        words=_words_of_topic,
        url=lambda topic: topic.get_absolute_url(),
    )
)
reportables.register(
    Reportable(
        name="position",
        model=Position,
        label=_("Position"),
        author_of=lambda position: position.member,
        community_of=lambda position: position.topic.community,
        visible_to=lambda member: Position.objects.visible_to(member).select_related(
            "topic__community", "member", "current"
        ),
        hide=moderation.hide_position,
        restore=moderation.restore_position,
        words=_words_of_position,
        url=lambda position: position.get_absolute_url(),
    )
)
