"""What of the debates concerns a member now: finite, and with a reason in words."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from communities.models import Community
from debates.models import (
    Echo,
    JointState,
    JointStatement,
    Position,
    Ratification,
    Side,
    Statement,
    Topic,
    TopicChoice,
    Vote,
)
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


def joint_to_answer(member: Member) -> QuerySet[JointStatement]:
    """Joint statements that wait for a word of the member: drafts for one of their side, and open
    ones they have not answered; not on topics they muted.
    """
    mine = Position.objects.standing().filter(member=member, topic=OuterRef("topic"))
    answered = Ratification.objects.filter(member=member, joint=OuterRef("pk"))
    muted = TopicChoice.objects.filter(
        member=member, topic=OuterRef("topic"), wish=TopicChoice.Wish.MUTE
    )
    opposite = (Q(author_side=Side.AGAINST) & Exists(mine.filter(stance__gt=0))) | (
        Q(author_side=Side.FOR) & Exists(mine.filter(stance__lt=0))
    )
    asked = Q(coauthor=None) | Q(coauthor=member)
    apart = Q(author=member) | Q(author__in=member.blocked_ids)
    drafted = Q(state=JointState.DRAFTED) & asked & opposite & ~apart
    opened = Q(state=JointState.OPEN) & Exists(mine) & ~Exists(answered)
    waiting = JointStatement.objects.visible_to(member).filter(drafted | opened)
    return waiting.filter(
        ~Exists(muted),
        topic__in=Topic.objects.burning().values("pk"),
        topic__community__in=Community.objects.of(member).values("pk"),
    ).order_by("created_at", "id")


def with_statements_left(member: Member) -> QuerySet[Topic]:
    """Burning topics the member follows or stands on, with statements they have not voted on."""
    voted = Vote.objects.filter(member=member, statement=OuterRef("pk"))
    left = Statement.objects.filter(topic=OuterRef("pk")).readable().exclude(author=member)
    mine = Position.objects.standing().filter(member=member, topic=OuterRef("pk"))
    choices = TopicChoice.objects.filter(member=member, topic=OuterRef("pk"))
    return (
        Topic.objects.visible_to(member)
        .burning()
        .filter(community__in=Community.objects.of(member).values("pk"))
        .filter(Exists(mine) | Exists(choices.filter(wish=TopicChoice.Wish.FOLLOW)))
        .filter(~Exists(choices.filter(wish=TopicChoice.Wish.MUTE)))
        .filter(Exists(left.filter(~Exists(voted))))
        .in_words()
        .newest_first()
    )


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
