"""The news this floor has to tell. Subjects name neither people nor what they wrote."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from debates.models import Position, Topic, TopicChoice
from debates.registrations.feed import positions_for, topics_for
from debates.registrations.told import address
from members.models import Member
from members.shelves import NotificationKind, notification_kinds


def wanting_news(topic: Topic) -> Iterable[Member]:
    """Whoever asked the question and whoever follows it, without those who muted it."""
    wishes = TopicChoice.objects.filter(topic=topic)
    followers = wishes.filter(wish=TopicChoice.Wish.FOLLOW).values("member")
    muters = wishes.filter(wish=TopicChoice.Wish.MUTE).values("member")
    wanting = Member.objects.filter(Q(pk=topic.author_id) | Q(pk__in=followers))
    return wanting.exclude(pk__in=muters)


def standing_there(topic: Topic) -> Iterable[Member]:
    """Whoever asked or stands for something there, without those who muted the topic."""
    muters = TopicChoice.objects.filter(topic=topic, wish=TopicChoice.Wish.MUTE)
    standing = Position.objects.standing().filter(topic=topic).values("member")
    there = Member.objects.filter(Q(pk=topic.author_id) | Q(pk__in=standing))
    return there.exclude(pk__in=muters.values("member"))


def _taken(row: Any) -> str:
    name = row.actor.name if row.actor else ""
    return gettext("%(name)s took a position on “%(question)s”.") % {
        "name": name,
        "question": row.target.topic.question,
    }


def _closed(row: Any) -> str:
    if row.actor is None:
        return gettext("The topic “%(question)s” closed on its day.") % {
            "question": row.target.question
        }
    return gettext("%(name)s closed the topic “%(question)s”.") % {
        "name": row.actor.name,
        "question": row.target.question,
    }


notification_kinds.register(
    NotificationKind(
        name="debates.position_taken",
        label=_("Somebody takes a position on a topic you asked or follow"),
        load=positions_for,
        recipients=lambda position, actor: wanting_news(position.topic),
        sentence=_taken,
        url=address,
        subject=_("News in a topic of yours"),
    )
)
notification_kinds.register(
    NotificationKind(
        name="debates.topic_closed",
        label=_("A topic on which you took a position is closed"),
        load=topics_for,
        recipients=lambda topic, actor: standing_there(topic),
        sentence=_closed,
        url=address,
        subject=_("A topic of yours is closed"),
    )
)
