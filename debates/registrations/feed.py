"""How this floor's activities are told, and its part of a community's page."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from communities.shelves import ActivityKind, CommunityTab, activity_kinds, community_tabs
from debates.models import Position, Topic
from members.markup.prose import excerpt
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

    def tell(activity: Any) -> str:
        target = activity.target
        topic = target if isinstance(target, Topic) else target.topic
        text = sentence if activity.actor or not nobody else nobody
        name = activity.actor.name if activity.actor else ""
        return str(text) % {"name": name, "question": topic.question}

    return tell


def _address(activity: Any) -> str:
    return activity.target.get_absolute_url()


def _why(activity: Any) -> str:
    return excerpt(activity.target.why, 160)


activity_kinds.register(
    ActivityKind(
        name="debates.topic_opened",
        label=_("A topic was opened"),
        load=topics_for,
        sentence=_named(_("%(name)s asks: “%(question)s”"), _("Somebody asks: “%(question)s”")),
        url=_address,
        excerpt=_why,
    )
)
activity_kinds.register(
    ActivityKind(
        name="debates.topic_closed",
        label=_("A topic was closed"),
        load=topics_for,
        sentence=_named(
            _("%(name)s closed the topic “%(question)s”."),
            _("The topic “%(question)s” closed on its day."),
        ),
        url=_address,
    )
)
activity_kinds.register(
    ActivityKind(
        name="debates.topic_reopened",
        label=_("A topic burns again"),
        load=topics_for,
        sentence=_named(_("%(name)s reopened the topic “%(question)s”.")),
        url=_address,
    )
)
activity_kinds.register(
    ActivityKind(
        name="debates.position_taken",
        label=_("Somebody took a position"),
        load=positions_for,
        sentence=_named(_("%(name)s took a position on “%(question)s”.")),
        url=_address,
    )
)
activity_kinds.register(
    ActivityKind(
        name="debates.position_moved",
        label=_("Somebody moved"),
        load=positions_for,
        sentence=_named(_("%(name)s moved on “%(question)s”; the earlier version stays readable.")),
        url=_address,
    )
)
community_tabs.register(
    CommunityTab(
        name="debates.topics",
        label=_("Topics"),
        url=lambda community: f"{community.get_absolute_url()}topics/",
        order=20,
    )
)
