"""A mission as it is read: who carries it from which side, who does what by when, how it goes."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext

from debates.models import (
    Carrier,
    Commitment,
    CommitmentState,
    Mission,
    MissionState,
    Progress,
    Side,
    Topic,
)
from debates.reading.joint import Role, role_of
from debates.reading.queries import PERSON
from debates.reading.sides import stances_shown
from members.alphabet import alphabetical
from members.models import Member
from members.pages import page_of

MOST_COMMITMENTS = 100
MOST_CARRIERS = 100
MOST_WITNESSES = 60


@dataclass(frozen=True)
class Bearer:
    """Somebody who carries a mission; the stance only where the reader may read the position."""

    member: Member
    side: int
    stance: int | None


@dataclass(frozen=True)
class Line:
    """A commitment with what its reader may do with it."""

    commitment: Commitment
    is_own: bool
    is_late: bool
    witness: str
    asks_me: bool
    may_settle: bool
    may_take_back: bool


def missions_of(topic: Topic) -> "QuerySet[Mission]":
    """All of a topic, for a reader who may read it; the latest first."""
    return Mission.objects.filter(topic=topic, hidden_at__isnull=True).select_related("starter")


def mission_page(mission: Mission, request: HttpRequest, member: Member | None) -> dict[str, Any]:
    """The variables of the page of one mission."""
    role = role_of(member, mission.topic)
    carriers = list(
        Carrier.objects.filter(mission=mission, member__is_active=True)
        .select_related("member")
        .order_by("since", "id")[:MOST_CARRIERS]
    )
    shown = stances_shown(member, mission.topic_id, [one.member_id for one in carriers])
    carries = member is not None and any(one.member_id == member.pk for one in carriers)
    bearers = [Bearer(one.member, one.side, shown.get(one.member_id)) for one in carriers]
    sides = _sides(bearers)
    present = {one.side for one in carriers}
    told = Progress.objects.filter(mission=mission, hidden_at__isnull=True)
    if member is not None:
        told = told.exclude(member__isnull=False, member__in=member.blocked_ids)
    return {
        "mission": mission,
        "topic": mission.topic,
        "role": role,
        "carries": carries,
        "bearers": [replace(one, stance=None) for one in bearers],
        "sides": sides,
        "missing": _missing(mission, present, told=sides is not None),
        "is_complete": present >= {Side.AGAINST, Side.FOR},
        "lines": lines_of(mission, role),
        "told": page_of(told.select_related("member"), request),
        "skills": list(mission.skills_needed.order_by("id")),
        "ground": list(mission.stands_on.readable()),
        "steps": steps_of(mission),
        "may_carry": mission.is_under_way and role.belongs and role.side is not None,
        "looks_back": mission.review_on <= mission.topic.community.today(),
    }


def lines_of(mission: Mission, role: Role) -> list[Line]:
    """Who does what by when, the earliest day first."""
    visible = Commitment.objects.visible_to(role.member).filter(mission=mission)
    rows = visible.select_related("member", "witness").in_order_of_days()[:MOST_COMMITMENTS]
    today = mission.topic.community.today()
    return [_line(row, mission, role.member, today) for row in rows]


def possible_witnesses(mission: Mission, member: Member) -> list[Member]:
    """Whoever stands on the topic or carries the mission, as far as the member may read."""
    stands = stances_shown(member, mission.topic_id)
    carriers = mission.carriers.values("member")
    people = Member.objects.visible_to(member).exclude(pk=member.pk)
    people = people.filter(pk__in=list(stands)) | people.filter(pk__in=carriers)
    here = people.filter(
        memberships__community=mission.topic.community_id, memberships__state="active"
    )
    return list(here.distinct().only(*PERSON).order_by(alphabetical("name"), "id")[:MOST_WITNESSES])


def steps_of(mission: Mission) -> list[dict[str, Any]]:
    """Where a mission is on its way: looking for carriers, under way, looked back on."""
    over = not mission.is_under_way
    runs = mission.state == MissionState.RUNNING
    return [
        {
            "name": gettext("Both sides found"),
            "state": "done" if mission.started_at else "next" if over else "now",
        },
        {
            "name": gettext("Under way"),
            "state": "now" if runs else "done" if over and mission.started_at else "next",
        },
        {"name": gettext("Looked back"), "state": "done" if over else "next"},
    ]


def _sides(bearers: list[Bearer]) -> dict[str, list[Bearer]] | None:
    """Face to face: for and against, beside them the undecided. None where the reader may not read
    the position of each of them: a mission has both sides, so those shown would tell of the others.
    """
    if any(one.stance is None for one in bearers):
        return None
    sides: dict[str, list[Bearer]] = {"for": [], "against": [], "beside": []}
    names = {Side.FOR: "for", Side.AGAINST: "against"}
    for one in bearers:
        sides[names.get(Side(one.side), "beside")].append(one)
    return sides


def _missing(mission: Mission, present: set[int], *, told: bool) -> str:
    """What a mission lacks whose carriers stand on one side only; on which, where it is `told`."""
    if not mission.is_under_way or present >= {Side.AGAINST, Side.FOR}:
        return ""
    runs = mission.state == MissionState.RUNNING
    if not told:
        if runs:
            return gettext(
                "One side does not take part at the moment. It goes on, and is called done only"
                " when both sides take part."
            )
        return gettext("It starts when both sides take part.")
    if Side.FOR in present:
        if runs:
            return gettext(
                "Nobody who is against carries it at the moment. It goes on; a voice from there"
                " would do it good, and it is called done only when both sides carry it."
            )
        return gettext("It sets out as soon as somebody who is against carries it too.")
    if Side.AGAINST in present:
        if runs:
            return gettext(
                "Nobody who is for it carries it at the moment. It goes on; a voice from there"
                " would do it good, and it is called done only when both sides carry it."
            )
        return gettext("It sets out as soon as somebody who is for it carries it too.")
    return gettext("Nobody who is for or against carries it at the moment. Both are needed.")


def _line(row: Commitment, mission: Mission, member: Member | None, today: Any) -> Line:
    is_own = member is not None and row.member_id == member.pk
    is_promised = row.state == CommitmentState.PROMISED
    asks_me = (
        member is not None
        and row.witness_id == member.pk
        and row.witness_agreed_at is None
        and is_promised
    )
    return Line(
        commitment=row,
        is_own=is_own,
        is_late=is_promised and row.due < today and mission.is_under_way,
        witness=_witness(row, is_own and is_promised),
        asks_me=asks_me,
        may_settle=is_own and row.state in {CommitmentState.PROMISED, CommitmentState.MISSED},
        may_take_back=is_own
        and mission.is_under_way
        and row.state in {CommitmentState.DONE, CommitmentState.RELEASED},
    )


def _witness(row: Commitment, is_waiting: bool) -> str:
    """Named once they agreed; before that, only to whoever asked them."""
    witness = row.witnessed_by
    if witness is None:
        return ""
    if row.witness_agreed_at:
        return gettext("Witness: %(name)s.") % {"name": witness.name}
    if is_waiting:
        return gettext("%(name)s is asked to be the witness.") % {"name": witness.name}
    return ""
