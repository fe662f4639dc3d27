"""Restating comes before objecting: the gate holds in the service, at every depth."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from debates import access
from debates.access import Step, can_object_to, gate_of, gates_of
from debates.models import Argument, PositionVersion, Restatement
from debates.refusals import RestateFirst
from debates.services.arguments import argue
from debates.services.restatements import answer_not_quite, confirm_heard
from debates.services.rules import set_rules
from members.refusals import NotAllowed

HELP = "It is not about hiding; it is about the story behind it."


@pytest.fixture
def position(cast, topic, stand):
    return stand(cast.ben, topic, -1)


def object_to(member, position, parent=None) -> Argument:
    return argue(
        member=member,
        position=position,
        parent=parent,
        kind="objection",
        text=f"These exceptions favour always the same ones, says {member.name}.",
    )


def test_nobody_objects_before_restating(cast, position):
    assert not can_object_to(cast.mara, position)
    with pytest.raises(RestateFirst, match="as soon as Ben feels heard") as refused:
        object_to(cast.mara, position)
    assert refused.value.status == 403
    assert not Argument.objects.exists()


@pytest.mark.parametrize("kind", ["support", "experience"])
def test_support_and_experience_have_no_gate(cast, position, kind):
    argue(member=cast.mara, position=position, kind=kind, text="I have seen the same in Chur.")
    assert Argument.objects.get().kind == kind


def test_whoever_was_heard_objects(cast, position, retell):
    sent = retell(cast.mara, position)
    with pytest.raises(RestateFirst, match="waits for Ben"):
        object_to(cast.mara, position)
    confirm_heard(member=cast.ben, restatement=sent)
    objection = object_to(cast.mara, position)
    assert not objection.was_unanswered
    assert gate_of(cast.mara, position).step == Step.HEARD


def test_being_heard_unlocks_nobody_else(cast, position, retell):
    confirm_heard(member=cast.ben, restatement=retell(cast.mara, position))
    assert not can_object_to(cast.lea, position)
    assert not can_object_to(None, position)


def test_not_quite_keeps_the_gate_shut(cast, position, retell):
    answer_not_quite(member=cast.ben, restatement=retell(cast.mara, position), correction=HELP)
    with pytest.raises(RestateFirst, match="Restate once more"):
        object_to(cast.mara, position)


@pytest.mark.clock
@pytest.mark.parametrize(("hours", "opens"), [(71, False), (72, True), (200, True)])
def test_three_days_of_silence_open_the_gate_also_before_the_worker(
    cast, position, retell, hours, opens
):
    sent = retell(cast.mara, position)
    sent.created_at = timezone.now() - timedelta(hours=hours)
    sent.save()
    assert can_object_to(cast.mara, position) == opens
    if opens:
        assert object_to(cast.mara, position).was_unanswered


def test_nobody_escapes_by_revising(cast, topic, position, retell, stand):
    confirm_heard(member=cast.ben, restatement=retell(cast.mara, position))
    position = stand(cast.ben, topic, -1, core="Said in other words.")
    position = stand(cast.ben, topic, -1, core="And once more.")
    assert can_object_to(cast.mara, position)
    object_to(cast.mara, position)


@pytest.mark.clock
@pytest.mark.parametrize(("days", "opens"), [(13, True), (15, False)])
def test_heard_carries_over_for_two_weeks(cast, topic, position, retell, stand, days, opens):
    confirm_heard(member=cast.ben, restatement=retell(cast.mara, position))
    position = stand(cast.ben, topic, -1, core="Said in other words.")
    revised = timezone.now() - timedelta(days=days)
    PositionVersion.objects.filter(position=position, number=2).update(created_at=revised)
    assert can_object_to(cast.mara, position) == opens
    if not opens:
        assert gate_of(cast.mara, position).step == Step.RESTATE


@pytest.mark.clock
def test_the_two_weeks_run_from_the_first_revision(cast, topic, position, retell, stand):
    confirm_heard(member=cast.ben, restatement=retell(cast.mara, position))
    stand(cast.ben, topic, -1, core="Said in other words.")
    old = timezone.now() - timedelta(days=20)
    PositionVersion.objects.filter(position=position, number=2).update(created_at=old)
    position = stand(cast.ben, topic, -1, core="And just now once more.")
    assert not can_object_to(cast.mara, position)


@pytest.mark.clock
def test_a_version_that_still_stands_does_not_age(cast, position, retell):
    sent = confirm_heard(member=cast.ben, restatement=retell(cast.mara, position))
    Restatement.objects.filter(pk=sent.pk).update(created_at=timezone.now() - timedelta(days=400))
    assert can_object_to(cast.mara, position)


def test_not_quite_to_an_earlier_version_begins_anew(cast, topic, position, retell, stand):
    answer_not_quite(member=cast.ben, restatement=retell(cast.mara, position), correction=HELP)
    position = stand(cast.ben, topic, -1, core="Said in other words.")
    assert gate_of(cast.mara, position).step == Step.RESTATE


def test_an_objection_at_any_depth_has_its_own_gate(cast, position, retell):
    confirm_heard(member=cast.ben, restatement=retell(cast.mara, position))
    objection = object_to(cast.mara, position)
    with pytest.raises(RestateFirst, match="as soon as Mara feels heard"):
        object_to(cast.ben, position, objection)
    text = "You see that the same people profit from exceptions, and that nobody asks the others."
    confirm_heard(member=cast.mara, restatement=retell(cast.ben, objection, text=text))
    deeper = object_to(cast.ben, position, objection)
    assert deeper.depth == 1
    with pytest.raises(RestateFirst):
        object_to(cast.lea, position, deeper)
    assert not can_object_to(cast.mara, deeper)


def test_being_heard_on_the_position_does_not_open_its_thread(cast, position, retell):
    experience = argue(
        member=cast.lea, position=position, kind="experience", text="We hung it up ourselves."
    )
    confirm_heard(member=cast.ben, restatement=retell(cast.mara, position))
    with pytest.raises(RestateFirst, match="Lea"):
        object_to(cast.mara, position, experience)


def test_ones_own_words_have_no_gate(cast, position):
    assert object_to(cast.ben, position).author == cast.ben


def test_a_community_switches_the_gate_off_and_on(cast, position):
    rules = {"member": cast.odo, "community": cast.public}
    set_rules(**rules, restating_comes_first=False)
    assert gate_of(cast.mara, position).step == Step.FREE
    objection = object_to(cast.mara, position)
    assert can_object_to(cast.lea, objection)
    set_rules(**rules, restating_comes_first=True)
    assert not can_object_to(cast.lea, objection)


@pytest.mark.parametrize("who", ["lea", "mara", "nora", "sam"])
def test_only_owners_switch_it(cast, who):
    with pytest.raises(NotAllowed, match="Only owners"):
        set_rules(member=cast[who], community=cast.public, restating_comes_first=False)


@pytest.mark.clock
def test_a_hidden_restatement_opens_no_gate(cast, position, retell):
    confirm_heard(member=cast.ben, restatement=retell(cast.mara, position))
    Restatement.objects.update(hidden_at=timezone.now())
    assert not can_object_to(cast.mara, position)


def test_the_gate_says_what_comes_first(cast, position, retell):
    assert gate_of(cast.mara, position).step == Step.RESTATE
    for number, step in ((1, Step.AGAIN), (2, Step.WITNESS), (3, Step.NO_MORE)):
        sent = retell(cast.mara, position, text=f"Round {number}: " + "z" * 60)
        assert gate_of(cast.mara, position).step == Step.WAITS
        answer_not_quite(member=cast.ben, restatement=sent, correction=HELP)
        gate = gate_of(cast.mara, position)
        assert gate.step == step
        assert "Ben" in gate.sentence
        assert not gate.is_open


def test_many_gates_cost_two_queries(cast, position, retell):
    arguments = [
        argue(member=cast.lea, position=position, kind="experience", text=f"Number {number}.")
        for number in range(6)
    ]
    retell(cast.mara, position)
    retell(cast.mara, arguments[0])
    targets = [position, *arguments]
    with CaptureQueriesContext(connection) as asked:
        gates = gates_of(cast.mara, targets)
    assert len(asked) == 2
    assert gates[position.pk].step == gates[arguments[0].pk].step == Step.WAITS
    assert gates[arguments[1].pk].step == Step.RESTATE
    assert access.gates_of(cast.mara, []) == {}
