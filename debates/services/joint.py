"""A joint statement is drafted, shared by the other side, ratified side by side, or set aside."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.services.activity import record
from debates import access
from debates.models import JointState, JointStatement, Ratification, Side, Topic, TopicState
from debates.ratification import Answers, is_ratified
from debates.reading.sides import counting, side, side_of
from debates.services import topics
from debates.services.deeds import (
    agree_to_be_read,
    chosen_ground,
    in_one_line,
    in_words,
    known_language,
    locked_topic,
    own_side,
    stays_open,
)
from members.models import Language, Member
from members.refusals import Invalid, NotAllowed, Refusal, require
from members.services import limits
from members.services.outbox import notify
from members.services.revisions import revisions_of, rewrite

SHORTEST_TEXT, LONGEST_TEXT = 40, 2000
LONGEST_DISSENT, LONGEST_REASON = 1000, 280


class AnotherAtWork(Refusal):
    """One joint statement at a time; `joint` is the one that is drafted or open."""

    def __init__(self, joint: JointStatement) -> None:
        self.joint = joint
        super().__init__(
            _(
                "Another joint statement is at work in this topic: %(address)s. One at a time, so"
                " that both sides talk about the same words. Your text is kept."
            )
            % {"address": joint.get_absolute_url()}
        )


class NotAtWork(Refusal):
    sentence = _("This joint statement is ratified or set aside. Its words stay as they stand.")


class NotOpenYet(Refusal):
    sentence = _(
        "These words still wait for the other side to make them theirs. After that, everybody who"
        " stands here can answer."
    )


class AuthorMoved(Refusal):
    sentence = _(
        "Whoever wrote these words does not stand on that side any more, so they cannot be carried"
        " by both sides. Set them aside, and draft them anew."
    )


class AnswerHidden(NotAllowed):
    sentence = _(
        "A decision of the moderators took your answer out of sight. You can object to that"
        " decision; until then it cannot be changed."
    )


@transaction.atomic
def draft_joint(
    *,
    member: Member,
    topic: Topic,
    text: str,
    stands_on: Iterable[int] = (),
    language: str = Language.GERMAN,
    publish: bool = False,
) -> JointStatement:
    """Write down what both sides could say; the other side makes it theirs, or rewords it."""
    topic = locked_topic(member, topic)
    require(access.can_draft_joint, member, topic)
    text = _text(text)
    if earlier := JointStatement.objects.at_work().filter(topic=topic).first():
        if earlier.author_id == member.pk and earlier.text == text:
            return earlier
        raise AnotherAtWork(earlier)
    ground = chosen_ground(topic, stands_on)
    agree_to_be_read(member, publish)
    words = {"text": text, "language": known_language(language)}
    with limits.one_more(limits.JOINT_STATEMENTS, member):
        joint = JointStatement.objects.create(
            topic=topic, author=member, author_side=own_side(member, topic), **words
        )
        joint.stands_on.set(ground)
        if topic.state == TopicState.OPEN:
            topics.step(topic, TopicState.BRIDGING, member)
        notify("debates.joint_drafted", actor=member, target=joint)
    return joint


@transaction.atomic
def cosign(
    *, member: Member, joint: JointStatement, text: str | None = None, publish: bool = False
) -> JointStatement:
    """Make the words of the other side one's own too, and open them to everybody.

    With changed words they go back: whoever wrote them is asked in turn, and the roles swap.
    """
    joint = _locked(member, joint)
    if joint.state != JointState.DRAFTED:
        if joint.state == JointState.OPEN and member.pk in {joint.author_id, joint.coauthor_id}:
            return joint
        raise NotAtWork
    require(access.can_cosign, member, joint)
    if joint.author is None or side_of(joint.author, joint.topic) != joint.author_side:
        raise AuthorMoved
    text = joint.text if text is None else _text(text)
    agree_to_be_read(member, publish)
    if rewrite(joint, editor=member, fields={"text": text}):
        return _sent_back(joint, member)
    return _opened(joint, member)


@transaction.atomic
def ratify(
    *,
    member: Member,
    joint: JointStatement,
    agrees: bool,
    dissent: str = "",
    language: str = Language.GERMAN,
    publish: bool = False,
) -> Ratification:
    """Stand behind the joint statement, or say under one's name what one sees otherwise."""
    joint = _locked(member, joint)
    if joint.state != JointState.OPEN:
        raise NotOpenYet if joint.state == JointState.DRAFTED else NotAtWork
    require(access.can_ratify, member, joint)
    words = {"agrees": agrees, "dissent": "", "language": known_language(language)}
    if not agrees:
        words["dissent"] = _dissent(dissent)
    agree_to_be_read(member, publish)
    if joint.ratifications.filter(member=member, hidden_at__isnull=False).exists():
        raise AnswerHidden
    answer, _is_new = Ratification.objects.update_or_create(
        joint=joint, member=member, defaults={"side": own_side(member, joint.topic), **words}
    )
    _decide(joint)
    return answer


@transaction.atomic
def set_aside(*, member: Member, joint: JointStatement, because: str) -> JointStatement:
    """Let a draft or an open joint statement go, and say why; the words stay readable."""
    joint = _by_id(joint)
    require(access.can_set_aside, member, joint)
    if joint.state == JointState.SET_ASIDE:
        return joint
    if not joint.is_at_work:
        raise NotAtWork
    because = in_one_line(
        "because",
        because,
        most=LONGEST_REASON,
        least=10,
        missing=_("Say in a sentence why it is set aside."),
    )
    _put_aside(joint, because)
    notify("debates.joint_set_aside", actor=member, target=joint)
    return joint


def answers_by_side(joint: JointStatement) -> dict[int, Answers]:
    """For each side: who stands there now, how many of them answered, how many agree."""
    agrees = dict(joint.ratifications.values_list("member_id", "agrees"))
    people = {one: list[int]() for one in Side.values}
    for member_id, stance in counting(joint.topic_id).values_list("member_id", "stance"):
        people[side(stance)].append(member_id)
    return {
        one: Answers(
            standing=len(ids),
            answered=sum(pk in agrees for pk in ids),
            agreeing=sum(agrees.get(pk, False) for pk in ids),
        )
        for one, ids in people.items()
    }


def decide_open() -> int:
    """Look at every open joint statement again, since people come, go and move; gives how many
    were ratified.
    """
    waiting = JointStatement.objects.filter(state=JointState.OPEN, hidden_at__isnull=True)
    return sum(_decide_again(pk) for pk in waiting.values_list("pk", flat=True))


def forget_author(member: Member) -> None:
    """The words stay without a name; a draft nobody can share any more is set aside."""
    for joint in JointStatement.objects.filter(author=member, state=JointState.DRAFTED):
        _put_aside(joint, "")
    JointStatement.objects.filter(author=member).update(author=None)
    JointStatement.objects.filter(coauthor=member).update(coauthor=None)


def _sent_back(joint: JointStatement, member: Member) -> JointStatement:
    """Whoever reworded it is its author now; whoever wrote it before is asked to share it."""
    joint.author, joint.coauthor = member, joint.author
    joint.author_side = joint.coauthor_side
    joint.save(update_fields=["author", "coauthor", "author_side"])
    times = revisions_of(joint).count()
    notify("debates.joint_reworded", actor=member, target=joint, once=str(times))
    return joint


def _opened(joint: JointStatement, member: Member) -> JointStatement:
    """Both authors stand behind it by having written it."""
    joint.coauthor, joint.state, joint.opened_at = member, JointState.OPEN, timezone.now()
    joint.save(update_fields=["coauthor", "state", "opened_at"])
    Ratification.objects.bulk_create(
        Ratification(joint=joint, member=one, side=side, agrees=True, language=joint.language)
        for one, side in (
            (joint.author, joint.author_side),
            (member, joint.coauthor_side),
        )
        if one is not None
    )
    _happened("debates.joint_opened", joint)
    _decide(joint)
    return joint


def _decide(joint: JointStatement) -> bool:
    answers = answers_by_side(joint)
    if not is_ratified(answers[Side.AGAINST], answers[Side.FOR]):
        return False
    joint.state, joint.ratified_at = JointState.RATIFIED, timezone.now()
    joint.save(update_fields=["state", "ratified_at"])
    _happened("debates.joint_ratified", joint)
    return True


def _happened(kind: str, joint: JointStatement) -> None:
    """In nobody's name: some readers of the news may not know where whoever did it stands."""
    record(kind, actor=None, community=joint.topic.community, target=joint)


@transaction.atomic
def _decide_again(pk: int) -> bool:
    joint = _by_id(JointStatement(pk=pk))
    return joint.state == JointState.OPEN and joint.topic.is_open and _decide(joint)


def _put_aside(joint: JointStatement, because: str) -> None:
    joint.state, joint.aside_at = JointState.SET_ASIDE, timezone.now()
    joint.aside_because = because
    joint.save(update_fields=["state", "aside_at", "aside_because"])


def _text(text: str) -> str:
    return in_words(
        "text",
        text,
        most=LONGEST_TEXT,
        least=SHORTEST_TEXT,
        missing=_("Write at least a sentence both sides could say (40 characters or more)."),
    )


def _dissent(text: str) -> str:
    missing = _("Say what you see otherwise; it is printed beneath under your name.")
    return in_words("dissent", text, most=LONGEST_DISSENT, missing=missing)


def _locked(member: Member, joint: JointStatement) -> JointStatement:
    joint = _by_id(joint)
    if joint.hidden_at is not None:
        raise Invalid(_("This joint statement was taken out of sight by the moderators."))
    stays_open(member, joint.topic)
    return joint


def _by_id(joint: JointStatement) -> JointStatement:
    """As it stands now; two answers at once wait here for each other."""
    locked = JointStatement.objects.select_for_update(of=("self",))
    return locked.select_related("topic__community", "author").get(pk=joint.pk)
