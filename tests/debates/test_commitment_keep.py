"""Commitments: promised with a plan, reminded of, settled in every honest way."""

import pytest

from communities.models import Activity
from debates.models import Commitment, CommitmentState, Mission
from debates.services import missions
from debates.services.missions.reminders import look_after_missions
from debates.services.missions.standing import MissionOver, NotFromHere
from members.models import Block, Notification
from members.refusals import Invalid, NotAllowed
from members.services.notifications import drain_next
from tests.at_once import at_once
from tests.clock import day, in_days

pytestmark = pytest.mark.clock

LEARNT = "Begin with two firms, not with five."
PLAN = {
    "deed": "I ask the head of our home.",
    "obstacle": "She is away.",
    "then": "I ask her deputy.",
    "language": "en",
}


@pytest.fixture
def running(cast, topic, stand) -> Mission:
    stand(cast.lea, topic, 2)
    stand(cast.ben, topic, -1)
    stand(cast.mara, topic, 0)
    mission = missions.start_mission(
        member=cast.lea, topic=topic, aim="Five firms try a talk.", ground="We talk."
    )
    missions.carry(member=cast.ben, mission=mission)
    return missions.set_out(member=cast.lea, mission=mission)


@pytest.fixture
def promised(cast, running) -> Commitment:
    return missions.promise(member=cast.lea, mission=running, due=day(10), **PLAN)


def told() -> list[tuple[str, str]]:
    while drain_next():
        pass
    rows = Notification.objects.filter(kind__contains="commitment")
    return sorted((row.kind.removeprefix("debates."), row.recipient.handle) for row in rows)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"deed": " "}, "deed"),
        ({"deed": "x" * 201}, "deed"),
        ({"obstacle": ""}, "obstacle"),
        ({"then": ""}, "then"),
        ({"due": None}, "due"),
        ({"due": day(-1)}, "due"),
        ({"language": "xx"}, "language"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_field(cast, running, fields, field):
    with pytest.raises(Invalid) as refused:
        missions.promise(member=cast.lea, mission=running, **{**PLAN, "due": day(3), **fields})
    assert (refused.value.field, refused.value.status) == (field, 400)


def test_only_those_who_carry_a_mission_promise_in_it(cast, running):
    with pytest.raises(NotAllowed):
        missions.promise(member=cast.mara, mission=running, due=day(3), **PLAN)


def test_a_witness_is_asked_and_named_once_willing(cast, running):
    mine = missions.promise(member=cast.lea, mission=running, due=day(3), witness=cast.mara, **PLAN)
    assert told() == [("commitment_witness_asked", "mara")]
    assert mine.witness_agreed_at is None
    with pytest.raises(NotAllowed):
        missions.answer_as_witness(member=cast.ben, commitment=mine, agrees=True)
    assert missions.answer_as_witness(
        member=cast.mara, commitment=mine, agrees=True
    ).witness_agreed_at
    assert (
        missions.answer_as_witness(member=cast.mara, commitment=mine, agrees=False).witness is None
    )


def test_a_witness_is_somebody_else_who_belongs_and_whom_no_block_parts(cast, running):
    Block.objects.create(blocker=cast.odo, blocked=cast.lea)
    for witness in (cast.lea, cast.nora, cast.odo):
        with pytest.raises(Invalid) as refused:
            missions.promise(member=cast.lea, mission=running, due=day(3), witness=witness, **PLAN)
        assert refused.value.field == "witness"


def test_done_is_told_once_to_those_who_carry_it(cast, promised):
    settle = {"member": cast.lea, "commitment": promised}
    done = missions.settle(**settle, state="done", words="She said yes.")
    assert (done.state, done.words) == (CommitmentState.DONE, "She said yes.")
    missions.settle(**settle, state="done")
    missions.take_back(**settle)
    missions.settle(**settle, state="done")
    assert Activity.objects.filter(kind="debates.commitment_done").count() == 1
    assert told() == [("commitment_done", "ben")]


def test_letting_go_needs_no_word_and_can_be_taken_back(cast, promised):
    released = missions.settle(member=cast.lea, commitment=promised, state="released")
    assert (released.state, released.words) == (CommitmentState.RELEASED, "")
    with pytest.raises(NotFromHere) as refused:
        missions.settle(member=cast.lea, commitment=promised, state="done")
    assert refused.value.status == 409
    back = missions.take_back(member=cast.lea, commitment=promised)
    assert (back.state, back.settled_at) == (CommitmentState.PROMISED, None)
    assert told() == []


def test_nobody_settles_what_somebody_else_promised(cast, promised):
    for act in (missions.take_back, lambda **who: missions.settle(**who, state="done")):
        with pytest.raises(NotAllowed):
            act(member=cast.ben, commitment=promised)


def test_too_many_words_are_refused_and_late_is_better_than_never(cast, promised):
    with pytest.raises(Invalid) as refused:
        missions.settle(member=cast.lea, commitment=promised, state="done", words="x" * 281)
    assert refused.value.field == "words"
    missions.settle(member=cast.lea, commitment=promised, state="missed", words="The flu.")
    assert missions.settle(member=cast.lea, commitment=promised, state="done").state == "done"


def test_the_house_reminds_asks_and_in_the_end_calls_it_missed(cast, promised):
    look_after_missions()
    assert told() == []
    for days, expected in [
        (9, ["commitment_due"]),
        (9, ["commitment_due"]),
        (11, ["commitment_due", "commitment_passed"]),
        (17, ["commitment_due", "commitment_passed"]),
    ]:
        with in_days(days):
            look_after_missions()
            look_after_missions()
            assert told() == [(kind, "lea") for kind in expected]
    promised.refresh_from_db()
    assert promised.state == CommitmentState.PROMISED
    with in_days(18):
        look_after_missions()
    promised.refresh_from_db()
    assert promised.state == CommitmentState.MISSED


def test_what_was_missed_without_a_word_is_seen_by_its_carriers_only(cast, promised):
    with in_days(18):
        look_after_missions()
    sees = {name: Commitment.objects.visible_to(cast[name]).exists() for name in ("lea", "ben")}
    assert sees == {"lea": True, "ben": True}
    for stranger in (cast.mara, cast.nora, None):
        assert not Commitment.objects.visible_to(stranger).exists()
    Commitment.objects.update(words="The flu.")
    assert Commitment.objects.visible_to(None).exists()


def test_nothing_is_owed_once_the_mission_is_over(cast, running, promised):
    missions.end_mission(member=cast.ben, mission=running, state="stopped", learnt=LEARNT)
    promised.refresh_from_db()
    assert promised.state == CommitmentState.RELEASED
    with in_days(11):
        look_after_missions()
    assert told() == []
    with pytest.raises(MissionOver):
        missions.take_back(member=cast.lea, commitment=promised)


def test_on_the_review_day_everybody_who_carries_it_is_asked_once(cast, running):
    for _ in range(2):
        with in_days(30):
            look_after_missions()
            told()
    asked = Notification.objects.filter(kind="debates.mission_review")
    assert sorted(row.recipient.handle for row in asked) == ["ben", "lea"]


def test_nothing_is_shown_between_people_who_block_each_other(cast, promised):
    Block.objects.create(blocker=cast.ben, blocked=cast.lea)
    assert not Commitment.objects.visible_to(cast.ben).exists()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_commitment(cast, running):
    words = {"member": cast.lea, "mission": running, "due": day(3), **PLAN}
    assert at_once(*[lambda: missions.promise(**words)] * 2) == []
    assert Commitment.objects.count() == 1
