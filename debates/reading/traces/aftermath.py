"""What became of contributions: asked, heard, moved somebody, answered, gone into a deed.

Each function asks once for all contributions of a kind, and gives pairs of a contribution's id and
a trace. Whether a trace belongs to the echo is decided by its time.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from debates.models import (
    Argument,
    Carrier,
    Credit,
    JointState,
    JointStatement,
    Mission,
    MissionState,
    Position,
    Restatement,
    RestatementState,
)
from debates.reading.credits import had_a_part
from debates.reading.traces.given import (
    ARGUMENT,
    POSITION,
    QUESTION,
    RESTATEMENT,
    STATEMENT,
    Found,
    Trace,
)
from members.models import Member, Question, QuestionState

# Of what happens to one member's contributions of one day, an echo tells this much a kind.
MOST = 50
Traces = Iterator[tuple[int, Trace]]


def _asked_about(member: Member, found: Found) -> Traces:
    asked = Question.objects.readable_by(member).filter(
        addressee=member,
        target_type=ContentType.objects.get_for_model(Position),
        target_id__in=found,
    )
    asked = asked.select_related("asker")
    for one in asked.order_by("created_at", "id")[:MOST]:
        sentence = gettext("%(name)s asked you about it.") % {"name": one.asker.name}
        yield one.target_id, _trace("message-circle-question-mark", sentence, one, one.created_at)


def _felt_heard_at_position(member: Member, found: Found) -> Traces:
    heard = _heard(member).filter(position__in=found, argument__isnull=True)
    return _felt_heard(heard, "position_id")


def _felt_heard_at_argument(member: Member, found: Found) -> Traces:
    return _felt_heard(_heard(member).filter(argument__in=found), "argument_id")


def _felt_heard(heard: QuerySet[Restatement], about: str) -> Traces:
    for one in heard.select_related("listener").order_by("answered_at", "id")[:MOST]:
        sentence = gettext("%(name)s restated it, and you felt heard.")
        said = sentence % {"name": one.listener.name}
        yield getattr(one, about), _trace("ear", said, one, one.answered_at)


def _was_heard(member: Member, found: Found) -> Traces:
    for one in _heard(member).filter(pk__in=found).select_related("author")[:MOST]:
        if one.author is not None:
            sentence = gettext("%(name)s feels heard by you.") % {"name": one.author.name}
            yield one.pk, _trace("ear", sentence, one, one.answered_at)


def _heard(member: Member) -> QuerySet[Restatement]:
    visible = Restatement.objects.visible_to(member)
    return visible.filter(state=RestatementState.HEARD, answered_at__isnull=False)


def _was_answered(member: Member, found: Found) -> Traces:
    answered = Question.objects.readable_by(member).filter(
        pk__in=found, state=QuestionState.ANSWERED, answered_at__isnull=False
    )
    for one in answered.select_related("addressee")[:MOST]:
        sentence = gettext("%(name)s answered you.") % {"name": one.addressee.name}
        yield one.pk, _trace("message-circle", sentence, one, one.answered_at)


def _was_replied_to(member: Member, found: Found) -> Traces:
    answers = Argument.objects.visible_to(member).filter(parent__in=found).exclude(author=member)
    for one in answers.select_related("author").order_by("created_at", "id")[:MOST]:
        if one.author is not None and one.parent_id is not None:
            sentence = gettext("%(name)s answered it in the debate.") % {"name": one.author.name}
            yield one.parent_id, _trace("message-circle", sentence, one, one.created_at)


def _moved_by_question(member: Member, found: Found) -> Traces:
    return _moved(_credits(member).filter(question__in=found), "question_id")


def _moved_by_restatement(member: Member, found: Found) -> Traces:
    return _moved(_credits(member).filter(restatement__in=found), "restatement_id")


def _moved_by_argument(member: Member, found: Found) -> Traces:
    return _moved(_credits(member).filter(argument__in=found), "argument_id")


def _moved_by_position(member: Member, found: Found) -> Traces:
    """For the story of a position, for an answer about it, or for the person on its topic."""
    by_topic = {given.topic_id: pk for pk, given in found.items()}
    person = Q(kind="member", topic__in=by_topic)
    answer = Q(
        question__addressee=member,
        question__target_type=ContentType.objects.get_for_model(Position),
        question__target_id__in=found,
    )
    credits = _credits(member).filter(Q(story__position__in=found) | answer | person)
    credits = credits.annotate(about=Coalesce("story__position", "question__target_id"))
    for one in credits[:MOST]:
        yield one.about or by_topic[one.topic_id], _thanks(one)


def _credits(member: Member) -> QuerySet[Credit]:
    visible = Credit.objects.visible_to(member).filter(receiver=member, giver__is_active=True)
    visible = visible.exclude(giver__in=member.blocked_ids)
    return visible.select_related("giver", "question", "version__position").order_by(
        "created_at", "id"
    )


def _moved(credits: QuerySet[Credit], about: str) -> Traces:
    for one in credits[:MOST]:
        yield getattr(one, about), _thanks(one)


def _thanks(credit: Credit) -> Trace:
    return Trace(
        "split",
        had_a_part(credit),
        credit.version.position.get_absolute_url(),
        credit.created_at,
    )


def _went_into_joint_statement(member: Member, found: Found) -> Traces:
    joints = JointStatement.objects.visible_to(member).filter(stands_on__in=found)
    joints = joints.exclude(state=JointState.SET_ASIDE).annotate(about=F("stands_on"))
    for one in joints.order_by("created_at", "id")[:MOST]:
        went = gettext("It went into a joint statement.")
        yield one.about, _trace("handshake", went, one, one.created_at)
        if one.ratified_at is not None:
            stands = gettext("The joint statement it went into is ratified by both sides.")
            yield one.about, _trace("handshake", stands, one, one.ratified_at)


def _went_into_mission(member: Member, found: Found) -> Traces:
    missions = Mission.objects.visible_to(member).filter(stands_on__in=found)
    for one in missions.annotate(about=F("stands_on")).order_by("created_at", "id")[:MOST]:
        went = gettext("It became part of the ground of the mission “%(aim)s”.")
        yield one.about, _trace("sprout", went % {"aim": one.aim}, one, one.created_at)
        yield from _ended(one, one.about)


def _carried_on(member: Member, found: Found) -> Traces:
    """A position whose author carries a mission of its topic."""
    by_topic = {given.topic_id: pk for pk, given in found.items()}
    visible = Mission.objects.visible_to(member).filter(topic__in=by_topic)
    carried = Carrier.objects.filter(member=member, mission__in=visible).select_related("mission")
    for one in carried.order_by("since", "id")[:MOST]:
        pk, mission = by_topic[one.mission.topic_id], one.mission
        sentence = gettext("Out of it you carry the mission “%(aim)s”.") % {"aim": mission.aim}
        yield pk, _trace("sprout", sentence, mission, one.since)
        yield from _ended(mission, pk)


def _ended(mission: Mission, pk: int) -> Traces:
    if mission.ended_at is None:
        return
    sentence = gettext("The mission “%(aim)s” is over; read what was learnt.")
    if mission.state == MissionState.DONE:
        sentence = gettext("The mission “%(aim)s” is done.")
    yield pk, _trace("check", sentence % {"aim": mission.aim}, mission, mission.ended_at)


def _trace(icon: str, sentence: str, thing: Any, at: Any) -> Trace:
    return Trace(icon, sentence, thing.get_absolute_url(), at)


AFTERMATHS: dict[str, Iterable[Callable[[Member, Found], Traces]]] = {
    POSITION: (_asked_about, _felt_heard_at_position, _moved_by_position, _carried_on),
    QUESTION: (_was_answered, _moved_by_question),
    RESTATEMENT: (_was_heard, _moved_by_restatement),
    ARGUMENT: (_felt_heard_at_argument, _was_replied_to, _moved_by_argument),
    STATEMENT: (_went_into_joint_statement, _went_into_mission),
}
