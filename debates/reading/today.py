"""What of the debates concerns a member now: finite, and with a reason in words."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from communities.models import Community
from debates.models import Echo, Position, Topic, TopicChoice
from members.days import today
from members.models import Member

RECENT = timedelta(days=14)
FRESH_ECHO = timedelta(days=7)


def not_yet_answered(member: Member) -> QuerySet[Topic]:
    """Burning topics of one's communities, neither asked, answered nor muted by oneself."""
    mine = Position.objects.filter(member=member, topic=OuterRef("pk"))
    muted = TopicChoice.objects.filter(
        member=member, topic=OuterRef("pk"), wish=TopicChoice.Wish.MUTE
    )
    burning = Topic.objects.visible_to(member).burning()
    burning = burning.filter(community__in=Community.objects.of(member).values("pk"))
    burning = burning.filter(~Exists(mine), ~Exists(muted)).exclude(author=member)
    return burning.in_words().newest_first()


def followed_with_news(member: Member, since: datetime) -> QuerySet[Topic]:
    """Followed topics in which others took or changed a position since then."""
    followed = TopicChoice.objects.filter(member=member, wish=TopicChoice.Wish.FOLLOW)
    news = Position.objects.published_to(member).exclude(member=member)
    news = news.filter(topic=OuterRef("pk"), taken_at__gt=since)
    topics = Topic.objects.visible_to(member).filter(pk__in=followed.values("topic"))
    return topics.filter(Exists(news)).in_words().newest_first()


def recently() -> datetime:
    return timezone.now() - RECENT


def echo_today(member: Member) -> Echo | None:
    """The latest echo, while it is fresh."""
    fresh = today() - FRESH_ECHO
    return Echo.objects.visible_to(member).filter(day__gte=fresh).order_by("-day").first()
