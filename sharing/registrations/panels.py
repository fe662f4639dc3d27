"""Pieces of pages below that speak of skills, offers and requests."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from communities.models import Community
from members.models import Member
from members.shelves import Panel, panels
from members.viewer import viewer
from sharing.models import MemberSkill, Offer, Request
from sharing.services.matches import matches_for
from sharing.wording import lines_of

FEW = 3
MOST_TODAY = 2
NEW_FOR = timedelta(days=7)


def _recent(reader: Member | None, **wanted: Any) -> dict[str, Any]:
    """The newest open offers and requests that somebody may read."""
    return {
        name: list(
            model.objects.open()
            .visible_to(reader)
            .filter(**wanted)
            .select_related("member")
            .newest_first()[:FEW]
        )
        for name, model in (("offers", Offer), ("requests", Request))
    }


def recent_for_visitors(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """A few recent offers and requests of public communities."""
    recent = _recent(None)
    return recent if any(recent.values()) else None


def new_matches_today(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """What came in the last week and fits; at most two."""
    member = viewer(request)
    if member is None:
        return None
    found = matches_for(member, since=timezone.now() - NEW_FOR, most=MOST_TODAY)
    return {"found": [(one, lines_of(one)) for one in found]} if found else None


def shared_by_member(request: HttpRequest, member: Member) -> dict[str, Any] | None:
    """What somebody can, wants to learn, offers and is looking for, as the reader may see it."""
    reader = viewer(request)
    entries = list(MemberSkill.objects.filter(member=member).select_related("skill__tied_to"))
    recent = _recent(reader, member=member)
    if not entries and not any(recent.values()) and reader != member:
        return None
    title = (
        gettext("What you share")
        if reader == member
        else gettext("What %(name)s shares") % {"name": member.name}
    )
    return {
        "title": title,
        "is_self": reader == member,
        "can": [entry for entry in entries if entry.direction == MemberSkill.Direction.CAN],
        "wants": [entry for entry in entries if entry.direction == MemberSkill.Direction.WANTS],
        **recent,
    }


def shared_in_community(request: HttpRequest, community: Community) -> dict[str, Any] | None:
    """The newest of a community, and for its members the way to share something."""
    member = viewer(request)
    if not Community.objects.visible_to(member).filter(pk=community.pk).exists():
        return None
    recent = _recent(member, communities=community)
    belongs = member is not None and Community.objects.of(member).filter(pk=community.pk).exists()
    if not any(recent.values()) and not belongs:
        return None
    return {"community": community, "belongs": belongs, **recent}


panels.register(
    Panel("sharing.recent", "landing", "sharing/panels/landing.html", recent_for_visitors, 40)
)
panels.register(
    Panel("sharing.matches", "today_maybe", "sharing/panels/today.html", new_matches_today, 40)
)
panels.register(
    Panel("sharing.member", "member", "sharing/panels/member.html", shared_by_member, 40)
)
panels.register(
    Panel(
        "sharing.community", "community", "sharing/panels/community.html", shared_in_community, 40
    )
)
