"""How this floor's activities are told, and its part of a community's page."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from communities.shelves import CommunityTab, community_tabs
from debates.models import Position, Topic
from debates.registrations.told import activity
from members.models import Member


def topics_for(member: Member | None) -> QuerySet[Topic]:
    return Topic.objects.visible_to(member).in_words()


def positions_for(member: Member | None) -> QuerySet[Position]:
    """Positions one may read, with the question they answer."""
    return (
        Position.objects.visible_to(member)
        .select_related("topic", "member")
        .only("topic__question", "topic__language", "member__name", "member__handle")
    )


def _named(sentence: Any, nobody: Any = "") -> Any:
    """A sentence with the name of whoever did it and the question it is about."""

    def tell(row: Any) -> str:
        target = row.target
        topic = target if isinstance(target, Topic) else target.topic
        text = sentence if row.actor or not nobody else nobody
        name = row.actor.name if row.actor else ""
        return str(text) % {"name": name, "question": topic.question}

    return tell


def _why(row: Any) -> str:
    return str(row.target.why)


activity(
    "debates.topic_opened",
    _("A topic was opened"),
    topics_for,
    _named(_("%(name)s asks: “%(question)s”"), _("Somebody asks: “%(question)s”")),
    excerpt=_why,
)
activity(
    "debates.topic_closed",
    _("A topic was closed"),
    topics_for,
    _named(
        _("%(name)s closed the topic “%(question)s”."),
        _("The topic “%(question)s” closed on its day."),
    ),
)
activity(
    "debates.topic_reopened",
    _("A topic burns again"),
    topics_for,
    _named(_("%(name)s reopened the topic “%(question)s”.")),
)
activity(
    "debates.position_taken",
    _("Somebody took a position"),
    positions_for,
    _named(_("%(name)s took a position on “%(question)s”.")),
)
activity(
    "debates.position_moved",
    _("Somebody moved"),
    positions_for,
    _named(_("%(name)s moved on “%(question)s”.")),
)
community_tabs.register(
    CommunityTab(
        name="debates.topics",
        label=_("Topics"),
        url=lambda community: f"{community.get_absolute_url()}topics/",
        order=20,
    )
)
