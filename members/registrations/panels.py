"""What this floor itself puts on Today."""

from typing import Any

from django.http import HttpRequest

from members.context import waiting_on
from members.models import Member
from members.services import notifications
from members.services.accounts import who_has_to_accept
from members.shelves import Panel, notification_kinds, panels

MOST_NEWS = 3


def changed_terms(request: HttpRequest, member: Member) -> dict[str, Any] | None:
    """New terms of use, until they are accepted."""
    asked = any(rows.exists() for rows in who_has_to_accept(member))
    return {} if asked else None


def unread_news(request: HttpRequest, member: Member) -> dict[str, Any] | None:
    """The latest news that stands on Today in no other way, until it is read."""
    waiting = waiting_on(request)
    if waiting is None or not waiting.news:
        return None
    others = [kind.name for kind in notification_kinds if kind.waits is None]
    unread = notifications.news_of(member).filter(read_at=None, kind__in=others)
    latest = notifications.readable(unread.order_by("-created_at", "-id")[:MOST_NEWS], member)
    lines = [
        {
            "row": row,
            "sentence": notification_kinds[row.kind].sentence(row),
            "excerpt": notification_kinds[row.kind].excerpt(row),
            "language": notification_kinds[row.kind].language(row),
        }
        for row in latest
    ]
    return {"lines": lines, "more": waiting.news > len(lines)}


panels.register(
    Panel("members.terms", "today", "members/_terms.html", changed_terms, 1, who_has_to_accept)
)
panels.register(Panel("members.news", "today", "members/_news.html", unread_news, 90))
