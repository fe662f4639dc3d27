"""Missions on the other shelves: reports, personal data, search, and panels of other pages."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from communities.shelves import Reportable, reportables
from debates.models import Carrier, Commitment, Mission, NeededSkill, Progress
from debates.reading.deeds import due_soon, missions_under_way, witness_wishes
from debates.registrations.exported import aims_for, questions_for
from debates.services import moderation
from debates.services.missions import forget_starter
from members.models import Member
from members.services.privacy import plain
from members.shelves import Panel, PersonalData, panels, personal_data
from members.viewer import viewer

MOST_DUE = 3
MOST_MISSIONS = 3


def _report(name: str, model: Any, label: Any, related: tuple[str, ...], **more: Any) -> None:
    reportables.register(
        Reportable(
            name=name,
            model=model,
            label=label,
            visible_to=lambda member: model.objects.visible_to(member).select_related(*related),
            hide=moderation.hide_words,
            restore=moderation.restore_words,
            url=lambda thing: thing.get_absolute_url(),
            **more,
        )
    )


def _words_of_mission(mission: Mission) -> str:
    said = [mission.aim, mission.ground, mission.result, mission.learnt]
    return "\n\n".join(filter(None, said))


def _words_of_commitment(commitment: Commitment) -> str:
    said = [commitment.deed, commitment.obstacle, commitment.then, commitment.words]
    return "\n\n".join(filter(None, said))


_report(
    "mission",
    Mission,
    _("Mission"),
    ("topic__community", "starter"),
    author_of=lambda mission: mission.starter,
    others_of=lambda mission: Member.objects.filter(missions_carried__mission=mission),
    community_of=lambda mission: mission.topic.community,
    words=_words_of_mission,
)
_report(
    "commitment",
    Commitment,
    _("Commitment"),
    ("mission__topic__community", "member"),
    author_of=lambda commitment: commitment.member,
    community_of=lambda commitment: commitment.mission.topic.community,
    words=_words_of_commitment,
)
_report(
    "progress",
    Progress,
    _("Note on a mission"),
    ("mission__topic__community", "member"),
    author_of=lambda told: told.member,
    community_of=lambda told: told.mission.topic.community,
    words=lambda told: told.text,
)


def _export_missions(member: Member) -> Iterable[dict[str, Any]]:
    begun = Mission.objects.filter(starter=member).order_by("created_at")
    missions = list(begun.prefetch_related("skills_needed"))
    question = questions_for(member, [mission.topic_id for mission in missions])
    for mission in missions:
        yield {
            "question": question(mission.topic_id),
            "aim": mission.aim,
            "ground": mission.ground,
            "state": mission.state,
            "review_on": mission.review_on.isoformat(),
            "skills_needed": [skill.words for skill in mission.skills_needed.all()],
        }


def _export_carried(member: Member) -> Iterable[dict[str, Any]]:
    carried = list(Carrier.objects.filter(member=member))
    aim = aims_for(member, [carrier.mission_id for carrier in carried])
    for carrier in carried:
        yield {
            "mission": aim(carrier.mission_id),
            "side": carrier.side,
            "since": carrier.since.isoformat(),
        }


def _export_commitments(member: Member) -> Iterable[dict[str, Any]]:
    """One's own, and those one witnesses as far as one may read them."""
    witnessed = Commitment.objects.visible_to(member).filter(witness=member).values("pk")
    rows = Commitment.objects.filter(Q(member=member) | Q(pk__in=witnessed))
    return plain(rows, member)


def _delete(rows: QuerySet[Any]) -> None:
    rows.delete()


def _forget_progress(member: Member) -> None:
    Progress.objects.filter(member=member).update(member=None)


def _erase_commitments(member: Member) -> None:
    """One's own go along; whoever had this member as a witness has none then."""
    Commitment.objects.filter(member=member).delete()
    witnessed = Commitment.objects.filter(witness=member)
    witnessed.update(witness=None, witness_agreed_at=None)


personal_data.register(
    PersonalData(
        name="debates.missions",
        model=Mission,
        label=_("Missions you started"),
        export=_export_missions,
        erase=forget_starter,
        order=16,
        also_covers=(NeededSkill,),
    )
)
personal_data.register(
    PersonalData(
        name="debates.missions_carried",
        model=Carrier,
        label=_("Missions you carry"),
        export=_export_carried,
        erase=lambda member: _delete(Carrier.objects.filter(member=member)),
        order=17,
    )
)
personal_data.register(
    PersonalData(
        name="debates.commitments",
        model=Commitment,
        label=_("Your commitments, and those you witness"),
        export=_export_commitments,
        erase=_erase_commitments,
        order=15,
    )
)
personal_data.register(
    PersonalData(
        name="debates.progress",
        model=Progress,
        label=_("What you told of missions"),
        export=lambda member: plain(Progress.objects.filter(member=member), member),
        erase=_forget_progress,
        order=15,
    )
)


def deeds_today(request: HttpRequest, member: Member) -> dict[str, Any] | None:
    """Commitments of one's own that are due soon or past their day, and wishes for a witness."""
    due = list(due_soon(member)[:MOST_DUE])
    wishes = list(witness_wishes(member)[:MOST_DUE])
    return {"due": due, "wishes": wishes} if due or wishes else None


def missions_in_community(request: HttpRequest, community: Community) -> dict[str, Any] | None:
    """What people of a community do together now."""
    under_way = missions_under_way(viewer(request), community)
    missions = list(under_way[:MOST_MISSIONS])
    return {"missions": missions} if missions else None


panels.register(
    Panel(
        "debates.deeds",
        "today",
        "debates/panels/deeds.html",
        deeds_today,
        20,
        waits=lambda member: [due_soon(member), witness_wishes(member)],
    )
)
panels.register(
    Panel(
        "debates.missions", "community", "debates/panels/missions.html", missions_in_community, 25
    )
)
