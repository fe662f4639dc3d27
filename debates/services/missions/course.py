"""The course of a mission: started, carried by both sides, under way, ended."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import product

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from communities.services.activity import record
from debates import access
from debates.models import (
    MISSION_STEPS,
    Carrier,
    Commitment,
    CommitmentState,
    JointState,
    JointStatement,
    Mission,
    MissionState,
    NeededSkill,
    Progress,
    Side,
    Topic,
    TopicState,
)
from debates.services import topics
from debates.services.deeds import (
    TWICE,
    agree_to_be_read,
    chosen_ground,
    in_one_line,
    in_words,
    known_language,
    locked_topic,
    own_side,
    stays_open,
)
from debates.services.missions.standing import LastCarrier, NotFromHere, locked, under_way
from members.models import EncounterKind, Language, Member
from members.refusals import Invalid, Refusal, require
from members.services.outbox import notify
from members.services.relationships import record_encounter

LOOK_BACK_AFTER = timedelta(days=30)
LATEST = timedelta(days=2 * 366)
MOST_SKILLS, LONGEST_SKILL = 10, 120
SHORTEST_AIM, LONGEST_AIM = 10, 200
LONGEST_GROUND = LONGEST_PROGRESS = 2000
SHORTEST_LEARNT, LONGEST_END = 20, 4000
BOTH_SIDES = {Side.AGAINST, Side.FOR}


class OneSided(Refusal):
    """A mission of one side only; the sentence says who is there so far."""

    SO_FAR = {
        frozenset({Side.FOR}): _(
            "A mission is carried by both sides. So far only members who are for it carry it."
            " Invite somebody who is against."
        ),
        frozenset({Side.AGAINST}): _(
            "A mission is carried by both sides. So far only members who are against carry it."
            " Invite somebody who is for it."
        ),
        frozenset[int](): _(
            "A mission is carried by both sides. So far nobody who is for or against carries it."
        ),
    }

    def __init__(self, present: Iterable[int]) -> None:
        super().__init__(self.SO_FAR[frozenset(present) & BOTH_SIDES])


@transaction.atomic
def start_mission(
    *,
    member: Member,
    topic: Topic,
    aim: str,
    ground: str,
    joint: JointStatement | None = None,
    stands_on: Iterable[int] = (),
    review_on: date | None = None,
    skills: Sequence[str] = (),
    language: str = Language.GERMAN,
    publish: bool = False,
) -> Mission:
    """Name an aim and the common ground it stands on; it sets out once both sides carry it."""
    topic = locked_topic(member, topic)
    require(access.can_start_mission, member, topic)
    missing = _("Say in one sentence what shall be different afterwards (10 characters or more).")
    aim = in_one_line("aim", aim, least=SHORTEST_AIM, most=LONGEST_AIM, missing=missing)
    missing = _("Say what both sides share here, in a sentence or two.")
    ground = in_words("ground", ground, most=LONGEST_GROUND, missing=missing)
    if earlier := _started_just_now(member, topic, aim):
        return earlier
    needed, statements = _skills(skills), chosen_ground(topic, stands_on)
    _of_this_topic(topic, joint)
    agree_to_be_read(member, publish)
    mission = Mission.objects.create(
        topic=topic,
        starter=member,
        aim=aim,
        ground=ground,
        joint=joint,
        language=known_language(language),
        review_on=_future(topic.community, review_on),
    )
    mission.stands_on.set(statements)
    NeededSkill.objects.bulk_create(NeededSkill(mission=mission, words=words) for words in needed)
    Carrier.objects.create(mission=mission, member=member, side=own_side(member, topic))
    record("debates.mission_started", actor=member, community=topic.community, target=mission)
    return mission


@transaction.atomic
def carry(*, member: Member, mission: Mission, publish: bool = False) -> Carrier:
    """Carry a mission with others, from the side one stands on; twice is once."""
    mission = under_way(member, mission)
    if carrier := Carrier.objects.filter(mission=mission, member=member).first():
        return carrier
    require(access.can_carry, member, mission)
    agree_to_be_read(member, publish)
    side = own_side(member, mission.topic)
    carrier = Carrier.objects.create(mission=mission, member=member, side=side)
    notify("debates.mission_carried", actor=member, target=mission, once=str(carrier.pk))
    return carrier


@transaction.atomic
def leave_mission(*, member: Member, mission: Mission) -> None:
    """Carry it no longer; what one had promised is released. A running mission goes on, also when
    a side is missing then: its page says so, and it cannot be called done until both carry again.
    """
    mission = under_way(member, mission)
    require(access.carries, member, mission)
    if not mission.carriers.exclude(member=member).exists():
        raise LastCarrier
    mission.carriers.filter(member=member).delete()
    _release(mission.commitments.filter(member=member))


@transaction.atomic
def set_out(*, member: Member, mission: Mission) -> Mission:
    """Begin, once at least one member who is for and one who is against carry it."""
    mission = under_way(member, mission)
    require(access.carries, member, mission)
    if mission.state == MissionState.RUNNING:
        return mission
    stays_open(member, mission.topic)
    _both_sides(mission)
    mission.state, mission.started_at = MissionState.RUNNING, timezone.now()
    mission.save(update_fields=["state", "started_at"])
    if mission.topic.state != TopicState.MISSION:
        topics.step(mission.topic, TopicState.MISSION, member)
    community = mission.topic.community
    record("debates.mission_set_out", actor=member, community=community, target=mission)
    return mission


@transaction.atomic
def tell_progress(
    *, member: Member, mission: Mission, text: str, language: str = Language.GERMAN
) -> Progress:
    """Tell how it goes; the others who carry it hear of it."""
    mission = under_way(member, mission)
    require(access.carries, member, mission)
    missing = _("One sentence is enough: what happened, or what got in the way?")
    text = in_words("text", text, most=LONGEST_PROGRESS, missing=missing)
    said = Progress.objects.filter(mission=mission, member=member, text=text)
    if earlier := said.filter(created_at__gt=timezone.now() - TWICE).first():
        return earlier
    told = Progress.objects.create(
        mission=mission, member=member, text=text, language=known_language(language)
    )
    notify("debates.progress_told", actor=member, target=told)
    return told


@transaction.atomic
def end_mission(
    *, member: Member, mission: Mission, state: str, learnt: str, result: str = ""
) -> Mission:
    """Done, not reached or stopped: each says what was learnt, and it stays readable."""
    mission = locked(member, mission)
    require(access.carries, member, mission)
    if mission.state == state:
        return mission
    _ending(mission, state)
    missing = _("Say what you learnt, so that others can build on it (20 characters or more).")
    learnt = in_words("learnt", learnt, least=SHORTEST_LEARNT, most=LONGEST_END, missing=missing)
    needs = 1 if state == MissionState.DONE else 0
    missing = _("Say what came of it. Whoever was not there reads it here.")
    result = in_words("result", result, least=needs, most=LONGEST_END, missing=missing)
    mission.state, mission.ended_at = MissionState(state), timezone.now()
    mission.learnt, mission.result = learnt, result
    mission.save(update_fields=["state", "ended_at", "learnt", "result"])
    _release(mission.commitments.all())
    if state == MissionState.DONE:
        _done_together(mission)
    _back_to_the_talk(mission.topic, member)
    community = mission.topic.community
    record("debates.mission_ended", actor=member, community=community, target=mission)
    return mission


def forget_starter(member: Member) -> None:
    """What others carry stays without a name; what nobody else carries goes along."""
    begun = Mission.objects.filter(starter=member, state=MissionState.FORMING)
    others = Carrier.objects.exclude(member=member).values("mission")
    begun.exclude(pk__in=others).delete()
    Mission.objects.filter(starter=member).update(starter=None)


def _ending(mission: Mission, state: str) -> None:
    """By the table of steps; what is called done is carried by both sides."""
    if state == MissionState.DONE:
        _both_sides(mission)
    if state not in MISSION_STEPS[MissionState(mission.state)]:
        raise NotFromHere


def _both_sides(mission: Mission) -> None:
    present = set(mission.carriers.values_list("side", flat=True))
    if not present >= BOTH_SIDES:
        raise OneSided(present)


def _release(commitments: QuerySet[Commitment]) -> None:
    """Nothing is owed where somebody leaves, or where the mission is over."""
    promised = commitments.filter(state=CommitmentState.PROMISED)
    promised.update(state=CommitmentState.RELEASED, settled_at=timezone.now())


def _done_together(mission: Mission) -> None:
    """Whoever carried it from different sides did something together."""
    carriers = list(mission.carriers.select_related("member"))
    sides = {side: [one.member for one in carriers if one.side == side] for side in (-1, 1)}
    for one, other in product(sides[-1], sides[1]):
        record_encounter(kind=EncounterKind.EXCHANGED, actor=one, other=other, target=mission)


def _back_to_the_talk(topic: Topic, member: Member) -> None:
    """When the last mission of a topic is over, common ground can be sought again."""
    running = topic.missions.filter(state=MissionState.RUNNING)
    if topic.state == TopicState.MISSION and not running.exists():
        topics.step(topic, TopicState.BRIDGING, member)


def _of_this_topic(topic: Topic, joint: JointStatement | None) -> None:
    if joint is None:
        return
    if joint.topic_id != topic.pk or joint.state != JointState.RATIFIED:
        raise Invalid(_("Choose a ratified joint statement of this topic."), field="joint")


def _future(community: Community, day: date | None) -> date:
    today = community.today()
    if day is None:
        return today + LOOK_BACK_AFTER
    if not today < day <= today + LATEST:
        raise Invalid(_("Choose a day after today, within two years."), field="review_on")
    return day


def _skills(skills: Sequence[str]) -> list[str]:
    """One line each, without repetition; ten at most."""
    lines = list(dict.fromkeys(filter(None, (" ".join(words.split()) for words in skills))))
    if len(lines) > MOST_SKILLS or any(len(line) > LONGEST_SKILL for line in lines):
        raise Invalid(
            _("Name ten skills at most, each on a short line of its own."), field="skills"
        )
    return lines


def _started_just_now(member: Member, topic: Topic, aim: str) -> Mission | None:
    return Mission.objects.filter(
        starter=member, topic=topic, aim=aim, created_at__gt=timezone.now() - TWICE
    ).first()
