"""On the page of a mission: which of its needs were asked for, and a way to ask."""

from typing import Any

from django.http import HttpRequest

from debates.models import Mission
from members.shelves import Panel, panels
from members.viewer import viewer
from sharing import access
from sharing.models import Request

MOST = 30


def asked_for_mission(request: HttpRequest, mission: Mission) -> dict[str, Any] | None:
    """Each skill needed with its requests; whoever carries the mission may make one of it."""
    member = viewer(request)
    visible = Request.objects.visible_to(member).filter(
        mission=mission, is_draft=False, withdrawn_at__isnull=True
    )
    asked = list(visible.select_related("member").newest_first()[:MOST])
    needs = list(mission.skills_needed.order_by("id"))
    may_ask = access.can_ask_for(member, mission)
    if not asked and not (needs and may_ask):
        return None
    lines = [(need, [one for one in asked if one.needed_id == need.pk]) for need in needs]
    named = {need.pk for need in needs}
    return {
        "mission": mission,
        "lines": lines,
        "others": [one for one in asked if one.needed_id not in named],
        "may_ask": may_ask,
    }


panels.register(
    Panel("sharing.mission", "mission", "sharing/panels/mission.html", asked_for_mission, 40)
)
