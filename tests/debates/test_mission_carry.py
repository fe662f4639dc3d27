"""A mission: started from common ground, carried by both sides, ended, and learnt from."""

from datetime import timedelta

import pytest
from django.utils import timezone

from communities.models import Activity
from debates.models import Carrier, CommitmentState, Mission, MissionState, TopicState
from debates.refusals import TopicClosed
from debates.services import missions, topics
from debates.services.joint import cosign, draft_joint
from debates.services.missions.course import OneSided
from debates.services.missions.standing import LastCarrier, MissionOver, NotFromHere
from members.models import Encounter, EncounterKind, Notification, Purpose
from members.refusals import Invalid, NotAllowed
from members.services.consents import withdraw_consent
from members.services.notifications import drain_next
from members.services.privacy import erase_account
from tests.at_once import at_once

pytestmark = pytest.mark.clock

AIM = "Five firms try a talk about pay that can be practised."
LEARNT = "Begin with two firms, not with five."
WORDS = {"aim": AIM, "ground": "Whoever asks gets an answer.", "language": "en"}


@pytest.fixture
def sides(cast, topic, stand) -> None:
    """Lea is for it, Ben against, Mara undecided."""
    stand(cast.lea, topic, 2)
    stand(cast.ben, topic, -1)
    stand(cast.mara, topic, 0)


@pytest.fixture
def forming(cast, topic, sides) -> Mission:
    return missions.start_mission(member=cast.lea, topic=topic, **WORDS)


@pytest.fixture
def running(cast, forming) -> Mission:
    missions.carry(member=cast.ben, mission=forming)
    return missions.set_out(member=cast.lea, mission=forming)


def state_of(thing) -> str:
    thing.refresh_from_db()
    return thing.state


def told_of(kind: str) -> list[str]:
    while drain_next():
        pass
    rows = Notification.objects.filter(kind=f"debates.{kind}")
    return sorted(row.recipient.handle for row in rows)


def test_whoever_starts_it_carries_it_and_it_looks_for_others(cast, topic, forming):
    assert forming.state == MissionState.FORMING
    assert list(forming.carriers.values_list("member__handle", "side")) == [("lea", 1)]
    assert forming.review_on == timezone.localdate() + timedelta(days=30)
    assert state_of(topic) == TopicState.OPEN
    assert told_of("mission_started") == ["ben", "mara"]


def test_it_names_skills_in_words_each_once(cast, topic, sides):
    skills = ["writing down", "  ", "writing  down", "a room"]
    mission = missions.start_mission(member=cast.lea, topic=topic, skills=skills, **WORDS)
    assert [one.words for one in mission.skills_needed.order_by("id")] == ["writing down", "a room"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"aim": "Short."}, "aim"),
        ({"aim": "x" * 201}, "aim"),
        ({"ground": " "}, "ground"),
        ({"review_on": timezone.localdate()}, "review_on"),
        ({"review_on": timezone.localdate() + timedelta(days=1000)}, "review_on"),
        ({"skills": [str(number) for number in range(11)]}, "skills"),
        ({"skills": ["x" * 121]}, "skills"),
        ({"language": "xx"}, "language"),
        ({"stands_on": [1]}, "stands_on"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_field(cast, topic, sides, fields, field):
    with pytest.raises(Invalid) as refused:
        missions.start_mission(member=cast.lea, topic=topic, **{**WORDS, **fields})
    assert (refused.value.field, refused.value.status) == (field, 400)
    assert not Mission.objects.exists()


def test_it_stands_on_a_ratified_joint_statement_only(cast, topic, sides):
    words = "Whoever asks why they earn less gets an answer in whole sentences."
    joint = draft_joint(member=cast.lea, topic=topic, text=words, language="en")
    with pytest.raises(Invalid) as refused:
        missions.start_mission(member=cast.lea, topic=topic, joint=joint, **WORDS)
    assert refused.value.field == "joint"
    joint = cosign(member=cast.ben, joint=joint)
    joint.refresh_from_db()
    assert joint.state == "ratified"
    mission = missions.start_mission(member=cast.lea, topic=topic, joint=joint, **WORDS)
    assert mission.joint == joint


def test_the_undecided_carry_and_do_not_start(cast, topic, forming):
    with pytest.raises(NotAllowed):
        missions.start_mission(member=cast.mara, topic=topic, **WORDS)
    assert missions.carry(member=cast.mara, mission=forming).side == 0


def test_carrying_twice_is_once_and_strangers_do_not_carry(cast, forming):
    first = missions.carry(member=cast.ben, mission=forming)
    assert missions.carry(member=cast.ben, mission=forming) == first
    assert first.side == -1
    for member in (cast.nora, cast.odo):
        with pytest.raises(NotAllowed) as refused:
            missions.carry(member=member, mission=forming)
        assert refused.value.status == 403
    assert told_of("mission_carried") == ["lea"]


@pytest.mark.parametrize("beside", [False, True])
def test_one_side_alone_does_not_set_out(cast, forming, beside):
    if beside:
        missions.carry(member=cast.mara, mission=forming)
    with pytest.raises(OneSided) as refused:
        missions.set_out(member=cast.lea, mission=forming)
    assert refused.value.status == 409
    assert "only members who are for it carry it" in str(refused.value.sentence)
    assert state_of(forming) == MissionState.FORMING


def test_with_both_sides_it_sets_out_once_and_the_topic_is_on_a_mission(cast, topic, running):
    assert running.started_at is not None
    assert missions.set_out(member=cast.ben, mission=running).started_at == running.started_at
    assert state_of(topic) == TopicState.MISSION
    assert Activity.objects.filter(kind="debates.mission_set_out").count() == 1
    assert told_of("mission_set_out") == ["ben", "mara"]


def test_when_a_side_leaves_it_goes_on_but_is_not_called_done(cast, running):
    promised = {"deed": "I read it.", "obstacle": "Time.", "then": "On the train.", "due": None}
    promised["due"] = timezone.localdate()
    mine = missions.promise(member=cast.ben, mission=running, **promised)
    missions.leave_mission(member=cast.ben, mission=running)
    assert state_of(running) == MissionState.RUNNING
    assert state_of(mine) == CommitmentState.RELEASED
    done = {"state": "done", "result": "Five talks.", "learnt": LEARNT}
    with pytest.raises(OneSided) as refused:
        missions.end_mission(member=cast.lea, mission=running, **done)
    assert refused.value.status == 409
    assert (
        missions.end_mission(member=cast.lea, mission=running, state="missed", learnt=LEARNT).state
        == MissionState.MISSED
    )


def test_the_last_one_ends_it_instead_of_leaving(cast, forming):
    with pytest.raises(LastCarrier) as refused:
        missions.leave_mission(member=cast.lea, mission=forming)
    assert refused.value.status == 409


def test_done_says_what_came_of_it_and_what_was_learnt(cast, topic, running):
    done = {"member": cast.ben, "mission": running, "state": "done"}
    for words, field in [
        ({"learnt": "Nothing.", "result": "Five talks."}, "learnt"),
        ({"learnt": LEARNT}, "result"),
    ]:
        with pytest.raises(Invalid) as refused:
            missions.end_mission(**done, **words)
        assert refused.value.field == field
    ended = missions.end_mission(**done, learnt=LEARNT, result="Five talks.")
    assert (ended.state, ended.learnt, ended.result) == ("done", LEARNT, "Five talks.")
    assert state_of(topic) == TopicState.BRIDGING
    together = Encounter.objects.get(kind=EncounterKind.EXCHANGED)
    assert {together.actor, together.other} == {cast.lea, cast.ben}
    assert told_of("mission_ended") == ["lea", "mara"]


def test_what_is_over_is_only_read(cast, running):
    end = {"member": cast.lea, "mission": running, "learnt": LEARNT}
    missions.end_mission(**end, state="stopped")
    missions.end_mission(**end, state="stopped")
    with pytest.raises(NotFromHere):
        missions.end_mission(**end, state="missed")
    with pytest.raises(MissionOver):
        missions.carry(member=cast.mara, mission=running)
    with pytest.raises(MissionOver):
        missions.tell_progress(member=cast.lea, mission=running, text="Still here.")
    assert running in Mission.objects.visible_to(None)
    assert not Encounter.objects.filter(kind=EncounterKind.EXCHANGED).exists()


def test_a_forming_mission_can_be_stopped_and_not_be_missed(cast, forming):
    with pytest.raises(NotFromHere) as refused:
        missions.end_mission(member=cast.lea, mission=forming, state="missed", learnt=LEARNT)
    assert refused.value.status == 409
    stopped = missions.end_mission(member=cast.lea, mission=forming, state="stopped", learnt=LEARNT)
    assert stopped.state == MissionState.STOPPED


def test_a_topic_stays_on_a_mission_while_another_one_runs(cast, topic, running):
    other = missions.start_mission(
        member=cast.ben, topic=topic, aim="A list for the next printer.", ground="We talk."
    )
    missions.carry(member=cast.lea, mission=other)
    missions.set_out(member=cast.lea, mission=other)
    missions.end_mission(member=cast.lea, mission=running, state="stopped", learnt=LEARNT)
    assert state_of(topic) == TopicState.MISSION


def test_only_carriers_steer_it(cast, running):
    for act, more in [
        (missions.set_out, {}),
        (missions.leave_mission, {}),
        (missions.tell_progress, {"text": "It goes well."}),
        (missions.end_mission, {"state": "stopped", "learnt": LEARNT}),
    ]:
        with pytest.raises(NotAllowed):
            act(member=cast.mara, mission=running, **more)


def test_a_closed_topic_starts_nothing_and_a_mission_under_way_goes_on(cast, topic, running):
    topics.close_topic(member=cast.lea, topic=topic)
    with pytest.raises(TopicClosed) as refused:
        missions.start_mission(member=cast.ben, topic=topic, **WORDS)
    assert refused.value.status == 409
    assert missions.tell_progress(member=cast.lea, mission=running, text="Two said yes.").pk
    missions.end_mission(member=cast.lea, mission=running, state="stopped", learnt=LEARNT)
    assert state_of(topic) == TopicState.CLOSED


def test_progress_reaches_the_others_and_two_clicks_are_one(cast, running):
    tell = {"member": cast.lea, "mission": running, "text": "Two firms said yes."}
    assert missions.tell_progress(**tell) == missions.tell_progress(**tell)
    assert told_of("progress_told") == ["ben"]
    with pytest.raises(Invalid):
        missions.tell_progress(member=cast.lea, mission=running, text=" ")


def test_the_consent_is_asked_where_it_is_missing(cast, forming):
    withdraw_consent(member=cast.ben, purpose=Purpose.PUBLISH_POSITIONS)
    with pytest.raises(Invalid) as refused:
        missions.carry(member=cast.ben, mission=forming)
    assert refused.value.field == "publish"
    assert missions.carry(member=cast.ben, mission=forming, publish=True).side == -1


def test_what_others_carry_stays_when_its_starter_leaves(cast, topic, running):
    topic.author = cast.odo
    topic.save()
    alone = missions.start_mission(
        member=cast.lea, topic=topic, aim="Something nobody else wanted.", ground="We talk."
    )
    missions.tell_progress(member=cast.lea, mission=running, text="Two firms said yes.")
    erase_account(member=cast.lea)
    running.refresh_from_db()
    assert (running.starter, running.progress.get().member) == (None, None)
    assert [one.member for one in running.carriers.all()] == [cast.ben]
    assert not Mission.objects.filter(pk=alone.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_carry_once_and_start_once(cast, topic, forming):
    assert at_once(*[lambda: missions.carry(member=cast.ben, mission=forming)] * 2) == []
    assert Carrier.objects.filter(member=cast.ben).count() == 1
    words = {**WORDS, "aim": "A list for the next printer."}
    start = [lambda: missions.start_mission(member=cast.ben, topic=topic, **words)] * 2
    assert at_once(*start) == []
    assert Mission.objects.filter(starter=cast.ben).count() == 1
