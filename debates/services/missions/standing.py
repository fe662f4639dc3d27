"""How a mission stands now, locked, and the refusals all its verbs share."""

from django.utils.translation import gettext_lazy as _

from debates.models import Mission
from members.models import Member
from members.refusals import NotAllowed, Refusal


class MissionOver(Refusal):
    sentence = _("This mission is over. What came of it, and what was learnt, stays readable.")


class LastCarrier(Refusal):
    sentence = _(
        "You are the last one who carries this mission. End it, and say what was learnt, so that"
        " others can build on it."
    )


class NotFromHere(Refusal):
    sentence = _("This cannot be done from where it stands now. Reload the page to see how.")


def locked(member: Member, mission: Mission) -> Mission:
    """As it stands now; whoever comes at the same time waits here. Strangers never get here."""
    rows = Mission.objects.select_for_update(of=("self",)).select_related("topic__community")
    mission = rows.get(pk=mission.pk)
    if not Mission.objects.visible_to(member).filter(pk=mission.pk).exists():
        raise NotAllowed(_("This mission does not exist, or it is not open to everyone."))
    return mission


def under_way(member: Member, mission: Mission) -> Mission:
    """The same, while it forms or runs. It may go on after its topic is closed."""
    mission = locked(member, mission)
    if not mission.is_under_way:
        raise MissionOver
    return mission
