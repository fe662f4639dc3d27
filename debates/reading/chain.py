"""The one line of a debate: positions, listening, statements, common ground, mission.

What is said beside each step is about the reader or about the topic; never how much others like
something. One question of the database, whatever page asks.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext, ngettext

from communities.models import Membership
from debates.landscape.constants import BRIDGES
from debates.models import (
    JointState,
    JointStatement,
    LandscapeRun,
    Mission,
    MissionState,
    Position,
    Ratification,
    Restatement,
    RestatementState,
    RunState,
    Statement,
    Topic,
    Vote,
)
from debates.reading.reader import Reader
from members.compiled import compiled
from members.ids import to_code
from members.models import Member

# Beyond it, "more than nine" says enough.
MOST_WAITING = 9
DONE, NOW, NEXT = "done", "now", "next"
POSITIONS, LISTENING, LANDSCAPE, JOINT, MISSION = (
    "positions",
    "listening",
    "landscape",
    "joint",
    "mission",
)
OVER = (MissionState.DONE, MissionState.MISSED, MissionState.STOPPED)


@dataclass(frozen=True)
class Facts:
    """What the steps speak of. Of a visitor nothing is known; ids are those of things."""

    run: dict[str, Any] | None
    shared: dict[str, Any] | None
    joint: dict[str, Any] | None
    mission: dict[str, Any] | None
    has_statements: bool
    belongs: bool = False
    stands: bool = False
    heard: bool = False
    sent: bool = False
    answers: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """A knot on the line: where it leads, what it says, and whether it is behind or ahead."""

    name: str
    label: str
    href: str
    words: str
    state: str
    is_here: bool = False


def chain_of(topic: Topic, reader: Reader | Member | None, here: str = "") -> list[Step]:
    """The five steps; `here` names the one whose page is being read."""
    return steps_of(topic, facts_of(topic, reader), here)


def facts_of(topic: Topic, reader: Reader | Member | None) -> Facts:
    """What a reader may know of the parts of a topic that was loaded as visible; how they stand to
    it is asked only where it is not known.
    """
    known: dict[str, Any] = {}
    if isinstance(reader, Reader):
        known = {"belongs": reader.standing.belongs, "stands": reader.stands}
        reader = reader.member
    asked = tuple(name for name in OF_A_MEMBER if name not in known) if reader else ()
    row = chain_rows(asked, topic=topic.pk, member=reader)[0]
    run, shared, joint, mission, has_statements, *own = row
    facts = Facts(
        run=_read(run),
        shared=_read(shared),
        joint=_read(joint),
        mission=_read(mission),
        has_statements=has_statements,
        **known,
        **dict(zip(asked, own, strict=True)),
    )
    # Nobody is asked to vote where they could not.
    may_vote = topic.is_open and facts.belongs
    return facts if may_vote else replace(facts, waiting=[])


def _read(thing: str | None) -> dict[str, Any] | None:
    return json.loads(thing) if thing else None


def steps_of(topic: Topic, facts: Facts, here: str) -> list[Step]:
    """One knot each, in the order in which a debate goes."""
    at = topic.get_absolute_url()
    return [
        Step(name, label, href, words, state, name == here)
        for name, label, (href, words, state) in (
            (POSITIONS, gettext("Positions"), _positions(topic, facts, at)),
            (LISTENING, gettext("Listening"), _listening(facts, at)),
            (LANDSCAPE, gettext("Landscape"), _landscape(topic, facts, at)),
            (JOINT, gettext("Common ground"), _joint(facts, at)),
            (MISSION, gettext("Mission"), _mission(facts, at)),
        )
    ]


Said = tuple[str, str, str]


def _positions(topic: Topic, facts: Facts, at: str) -> Said:
    if facts.stands:
        return f"{at}#own", gettext("You have taken yours."), DONE
    if not topic.is_open:
        return f"{at}#positions", gettext("Closed; they stay readable."), DONE
    if facts.belongs:
        return f"{at}#own", gettext("Yours is still missing."), NOW
    return f"{at}#positions", gettext("Read where others stand."), NOW


def _listening(facts: Facts, at: str) -> Said:
    if facts.answers:
        words = ngettext(
            "%(count)s restatement waits for your answer.",
            "%(count)s restatements wait for your answer.",
            len(facts.answers),
        )
        href = f"/restatements/{to_code(facts.answers[0])}/"
        return href, words % {"count": len(facts.answers)}, NOW
    if facts.sent:
        return f"{at}#positions", gettext("Your restatement waits for an answer."), NOW
    if facts.heard:
        return f"{at}#positions", gettext("Somebody felt heard. Ask on."), DONE
    state = NOW if facts.stands else NEXT
    return f"{at}#positions", gettext("Ask, then restate, then object."), state


def _landscape(topic: Topic, facts: Facts, at: str) -> Said:
    state = DONE if facts.run else NOW if facts.has_statements else NEXT
    if facts.waiting:
        return f"{at}statements/", waiting_in_words(facts), state
    if facts.run:
        return f"{at}landscape/", gettext("The map shows what unites and what divides."), state
    if facts.has_statements:
        return f"{at}statements/", gettext("A map grows from votes on statements."), state
    return f"{at}statements/", gettext("No statement is written yet."), state


def _joint(facts: Facts, at: str) -> Said:
    if facts.joint is None:
        return f"{at}joint/", gettext("Nothing is written together yet."), NEXT
    href, state = f"/joint/{to_code(facts.joint['id'])}/", facts.joint["state"]
    if state == JointState.RATIFIED:
        return href, gettext("The joint statement is ratified."), DONE
    if state == JointState.DRAFTED:
        return href, gettext("A draft waits for the other side."), NOW
    if facts.stands and not facts.joint["answered"]:
        return href, gettext("The joint statement waits for your word."), NOW
    return href, gettext("The joint statement is open for ratification."), NOW


def _mission(facts: Facts, at: str) -> Said:
    if facts.mission is None:
        return f"{at}mission/", gettext("No deed has grown out of it yet."), NEXT
    href, state = f"/missions/{to_code(facts.mission['id'])}/", facts.mission["state"]
    if state == MissionState.FORMING:
        return href, gettext("Looks for carriers of both sides."), NOW
    if state == MissionState.RUNNING:
        return href, gettext("Under way."), NOW
    return href, gettext("Over; what was learnt stays readable."), DONE


def waiting_in_words(facts: Facts) -> str:
    """How many statements wait for the reader's own vote."""
    count = len(facts.waiting)
    if count > MOST_WAITING:
        return gettext("More than %(count)s statements wait for you.") % {"count": MOST_WAITING}
    words = ngettext(
        "%(count)s statement waits for you.", "%(count)s statements wait for you.", count
    )
    return words % {"count": count}


@compiled
def chain_rows(asked: tuple[str, ...], *, topic: int, member: Member | None) -> QuerySet[Any, Any]:
    """The parts of one topic, and for a member what is asked of how they stand to them."""
    # Each part names the topic itself: what asks for that of the row is planned for many, too.
    rows = Topic.objects.filter(pk=topic).annotate(
        run=_latest(_runs(topic), "id", "camps"),
        shared=_shared(topic),
        joint=_joint_statement(topic, member),
        mission=_latest(_missions(topic), "id", "state", "aim", "language"),
        has_statements=Exists(_statements(topic)),
    )
    shown = ["run", "shared", "joint", "mission", "has_statements"]
    if member is None:
        return rows.values_list(*shown)
    mine = {name: OF_A_MEMBER[name](topic, member) for name in asked}
    return rows.annotate(**mine).values_list(*shown, *mine)


def _statements(topic: int) -> QuerySet[Statement]:
    return Statement.objects.filter(topic=topic).readable()


def _runs(topic: int) -> QuerySet[LandscapeRun]:
    return LandscapeRun.objects.filter(topic=topic, state=RunState.PUBLISHED)


def _missions(topic: int) -> QuerySet[Mission]:
    return Mission.objects.filter(topic=topic, hidden_at__isnull=True)


def _latest(rows: QuerySet[Any], *names: str) -> Subquery:
    said = JSONObject(**{name: name for name in names})
    return Subquery(rows.order_by("-created_at", "-id").values(json=said)[:1])


def _shared(topic: int) -> Subquery:
    """What the landscape found most shared; it is no bridge below the score of one."""
    bridges = _statements(topic).filter(consensus__isnull=False, bridging__gte=BRIDGES)
    said = JSONObject(text="text", language="language")
    return Subquery(bridges.order_by("-consensus", "id").values(json=said)[:1])


def _joint_statement(topic: int, member: Member | None) -> Subquery:
    rows = JointStatement.objects.filter(topic=topic, hidden_at__isnull=True)
    rows = rows.exclude(state=JointState.SET_ASIDE)
    if member is None:
        return _latest(rows, "id", "state")
    answers = Ratification.objects.filter(joint=OuterRef("pk"), member=member)
    return _latest(rows.annotate(answered=Exists(answers)), "id", "state", "answered")


def _belongs(topic: int, member: Member) -> Exists:
    here = Membership.objects.active().filter(member=member)
    return Exists(here.filter(community=OuterRef("community_id")))


def _stands(topic: int, member: Member) -> Exists:
    return Exists(Position.objects.standing().filter(topic=topic, member=member))


def _heard(topic: int, member: Member) -> Exists:
    """The reader felt heard here, or made somebody feel so."""
    both = Q(listener=member) | Q(author=member)
    heard = Restatement.objects.filter(both, state=RestatementState.HEARD)
    return Exists(heard.filter(position__topic=topic))


def _sent(topic: int, member: Member) -> Exists:
    sent = Restatement.objects.filter(listener=member, state=RestatementState.SENT)
    return Exists(sent.filter(position__topic=topic, hidden_at__isnull=True))


def _answers(topic: int, member: Member) -> ArraySubquery:
    waiting = Restatement.objects.waiting_for(member)
    here = waiting.filter(position__topic=topic).order_by("created_at", "id")
    return ArraySubquery(here.values("pk")[: MOST_WAITING + 1])


def _waiting(topic: int, member: Member) -> ArraySubquery:
    """Statements of others the member has not voted on."""
    voted = Vote.objects.filter(statement=OuterRef("pk"), member=member)
    waiting = _statements(topic).exclude(author=member).filter(~Exists(voted))
    return ArraySubquery(waiting.order_by().values("pk")[: MOST_WAITING + 1])


# By the fields of Facts.
OF_A_MEMBER: dict[str, Callable[[int, Member], Any]] = {
    "belongs": _belongs,
    "stands": _stands,
    "heard": _heard,
    "sent": _sent,
    "answers": _answers,
    "waiting": _waiting,
}
