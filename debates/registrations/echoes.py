"""Echoes and the record of listening: news, Today, the community's page, and what is kept."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from debates.models import Echo
from debates.reading.listening import listening_of
from debates.reading.today import echo_today
from debates.registrations.told import address
from members.models import Member
from members.shelves import (
    NotificationKind,
    Panel,
    PersonalData,
    notification_kinds,
    panels,
    personal_data,
)
from members.viewer import viewer


def _echoes_for(member: Member | None) -> QuerySet[Echo]:
    return Echo.objects.visible_to(member)


def latest_echo(request: HttpRequest, member: Member) -> dict[str, Any] | None:
    """An echo of the last days, as one line of Today."""
    echo = echo_today(member)
    return {"echo": echo} if echo else None


def listening_in_community(request: HttpRequest, community: Community) -> dict[str, Any] | None:
    """How much a community listens, in a sentence to those who belong; nobody's rank."""
    member = viewer(request)
    sentence = listening_of(community, member) if member else ""
    return {"sentence": sentence} if sentence else None


notification_kinds.register(
    NotificationKind(
        name="debates.echo",
        label=_("What became of something you gave 7, 30 or 90 days ago"),
        load=_echoes_for,
        recipients=lambda echo, actor: [echo.member],
        sentence=lambda row: _("There is an echo: read what became of what you gave."),
        url=address,
        subject=_("What became of what you gave"),
    )
)
panels.register(Panel("debates.echo", "today_after", "debates/panels/echo.html", latest_echo, 20))
panels.register(
    Panel(
        "debates.listening",
        "community",
        "debates/panels/listening.html",
        listening_in_community,
        60,
    )
)
personal_data.register(
    PersonalData(
        name="debates.echoes",
        model=Echo,
        label=_("Echoes"),
        export=lambda member: [
            {"day": echo.day.isoformat()} for echo in Echo.objects.filter(member=member)
        ],
        erase=lambda member: Echo.objects.filter(member=member).delete() and None,
        order=20,
    )
)
