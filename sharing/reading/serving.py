"""Which mission a request is to serve, as its address says it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from debates.models import Mission, NeededSkill
from members.ids import from_code
from members.viewer import viewer
from sharing import access


@dataclass(frozen=True)
class Serving:
    """A mission one carries, and the skill it needs, if one was named."""

    mission: Mission | None = None
    needed: NeededSkill | None = None

    @property
    def chosen(self) -> dict[str, Any]:
        """As the services take it."""
        return {"mission": self.mission, "needed": self.needed} if self.mission else {}

    @property
    def beginning(self) -> dict[str, Any]:
        """What the form begins with."""
        if self.mission is None:
            return {}
        begun: dict[str, Any] = {
            "language": self.mission.language,
            "communities": [str(self.mission.topic.community_id)],
        }
        if self.needed:
            begun |= {"title": self.needed.words, "skill_words": self.needed.words}
        return begun


def serving(request: HttpRequest) -> Serving:
    """`?mission=<code>&needed=<id>`, if the member may ask for it; anything else is left out."""
    try:
        pk = from_code(request.GET.get("mission", ""))
    except ValueError:
        return Serving()
    member = viewer(request)
    if member is None:
        return Serving()
    visible = Mission.objects.visible_to(member).select_related("topic")
    mission = visible.filter(pk=pk).first()
    if mission is None or not access.can_ask_for(member, mission):
        return Serving()
    wanted = request.GET.get("needed", "")
    needed = mission.skills_needed.filter(pk=wanted).first() if wanted.isdecimal() else None
    return Serving(mission, needed)
