"""Pieces of pages below that speak of topics and positions."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from communities.models import Community
from debates.models import Position, Topic
from debates.reading.today import (
    followed_with_news,
    joint_to_answer,
    not_yet_answered,
    recently,
    with_statements_left,
)
from members.models import Member
from members.shelves import Panel, panels
from members.viewer import viewer

MOST_WAITING = 2
MOST = 4


def burning_for_visitors(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """The latest burning questions of public communities."""
    topics = list(Topic.objects.visible_to(None).burning().in_words().newest_first()[:MOST])
    return {"topics": topics} if topics else None


def waiting_today(request: HttpRequest, member: Member) -> dict[str, Any] | None:
    """Burning topics on which the member stands nowhere yet."""
    topics = list(not_yet_answered(member)[:MOST_WAITING])
    return {"topics": topics} if topics else None


def joint_today(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """Joint statements that wait for a word of the member."""
    member = viewer(request)
    if member is None:
        return None
    rows = joint_to_answer(member).select_related("topic")
    joint = list(rows.defer("topic__search", "topic__why", "topic__known")[:MOST_WAITING])
    return {"joint": joint} if joint else None


def statements_today(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """Topics of one's own with statements one may still vote on."""
    member = viewer(request)
    if member is None:
        return None
    topics = list(with_statements_left(member)[:MOST_WAITING])
    return {"topics": topics} if topics else None


def followed_today(request: HttpRequest, member: Member) -> dict[str, Any] | None:
    """Topics one follows in which others took or changed a position in the last two weeks."""
    topics = list(followed_with_news(member, recently())[:MOST])
    return {"topics": topics} if topics else None


def positions_of_member(request: HttpRequest, member: Member) -> dict[str, Any] | None:
    """What somebody stands for, as far as the reader may see it; members only."""
    reader = viewer(request)
    if reader is None:
        return None
    mine = Position.objects.visible_to(reader).filter(member=member)
    mine = mine.select_related("topic", "current").only(
        "stance",
        "taken_at",
        "topic__question",
        "topic__language",
        "current__core",
        "current__language",
    )
    positions = list(mine.newest_first()[:MOST])
    if not positions:
        return None
    title = (
        gettext("Where you stand")
        if reader == member
        else gettext("Where %(name)s stands") % {"name": member.name}
    )
    return {"positions": positions, "title": title}


def burning_in_community(request: HttpRequest, community: Community) -> dict[str, Any] | None:
    """What burns in a community, and for its members the way to ask."""
    member = viewer(request)
    burning = Topic.objects.visible_to(member).filter(community=community).burning()
    topics = list(burning.in_words().newest_first()[:MOST])
    belongs = member is not None and Community.objects.of(member).filter(pk=community.pk).exists()
    if not topics and not belongs:
        return None
    return {"topics": topics, "community": community, "belongs": belongs}


panels.register(
    Panel("debates.burning", "landing", "debates/panels/landing.html", burning_for_visitors, 5)
)
panels.register(
    Panel("debates.waiting", "today_maybe", "debates/panels/today.html", waiting_today, 30)
)
panels.register(
    Panel(
        "debates.joint",
        "today",
        "debates/panels/joint_today.html",
        joint_today,
        25,
        waits=lambda member: [joint_to_answer(member)],
    )
)
panels.register(
    Panel(
        "debates.statements",
        "today_maybe",
        "debates/panels/statements_today.html",
        statements_today,
        35,
    )
)
panels.register(
    Panel("debates.followed", "today_after", "debates/panels/followed.html", followed_today, 30)
)
panels.register(
    Panel("debates.positions", "member", "debates/panels/member.html", positions_of_member, 30)
)
panels.register(
    Panel(
        "debates.community", "community", "debates/panels/community.html", burning_in_community, 20
    )
)
