"""After two “not quite” somebody else says whether a restatement is fair."""

from datetime import timedelta

import pytest
from django.utils import timezone

from communities.models import Activity, Membership
from debates import access
from debates.access import Step, can_object_to, gate_of
from debates.models import Restatement, RestatementState, Witnessing
from debates.refusals import JudgedAlready, WitnessCalledAlready, WitnessFirst
from debates.services.arguments import argue
from debates.services.restatements import answer_not_quite, confirm_heard
from debates.services.witnesses import accept_witness, call_witness, decline_witness, judge
from members.models import Block, Encounter, Outbox
from members.refusals import Invalid, NotAllowed
from members.services.privacy import erase_account, export_of
from members.shelves import notification_kinds

pytestmark = pytest.mark.clock

HELP = "It is not about hiding; it is about the story behind it."
WHY = "It names the reason Ben gave, in other words."


@pytest.fixture
def position(cast, topic, stand):
    return stand(cast.ben, topic, -1)


@pytest.fixture
def restatement(cast, position, retell) -> Restatement:
    """Lea restated Ben twice, and twice he said not quite."""
    for number in (1, 2):
        sent = retell(cast.lea, position, text=f"Round {number}: " + "z" * 60)
        answer_not_quite(member=cast.ben, restatement=sent, correction=HELP)
    return sent


@pytest.fixture
def mara_stands(cast, topic, stand):
    return stand(cast.mara, topic, 1)


def asked(kind: str, restatement: Restatement) -> set:
    return set(notification_kinds[f"debates.{kind}"].recipients(restatement, None))


def fresh(restatement: Restatement) -> Restatement:
    return Restatement.objects.select_related("witnessing__witness").get(pk=restatement.pk)


def long_ago(field: str) -> None:
    Witnessing.objects.update(**{field: timezone.now() - timedelta(hours=73)})


def test_a_witness_whom_both_accept_finds_it_fair(cast, position, restatement, mara_stands):
    call_witness(member=cast.lea, restatement=restatement, witness=cast.mara)
    assert asked("witness_proposed", fresh(restatement)) == {cast.ben}
    assert not Restatement.objects.visible_to(cast.mara).exists()
    accept_witness(member=cast.ben, restatement=restatement)
    assert asked("witness_asked", fresh(restatement)) == {cast.mara}
    assert Restatement.objects.visible_to(cast.mara).get() == restatement
    judge(member=cast.mara, restatement=restatement, is_fair=True, words=WHY)
    row = fresh(restatement)
    assert row.state == RestatementState.HEARD
    assert (row.witnessing.witness, row.witnessing.words) == (cast.mara, WHY)
    assert asked("judged", row) == {cast.lea, cast.ben}
    assert gate_of(cast.lea, position).step == Step.FAIR
    assert not argue(
        member=cast.lea, position=position, kind="objection", text="And yet."
    ).was_unanswered


def test_a_fair_restatement_does_not_pretend_that_somebody_felt_heard(
    cast, restatement, mara_stands
):
    call_witness(member=cast.lea, restatement=restatement, witness=cast.mara)
    accept_witness(member=cast.ben, restatement=restatement)
    judge(member=cast.mara, restatement=restatement, is_fair=True, words=WHY)
    assert not Encounter.objects.filter(kind="heard").exists()
    assert not Activity.objects.filter(kind="debates.felt_heard").exists()


def test_what_is_not_fair_leaves_a_third_round(cast, position, restatement, mara_stands, retell):
    call_witness(member=cast.lea, restatement=restatement, witness=cast.mara)
    accept_witness(member=cast.ben, restatement=restatement)
    judge(member=cast.mara, restatement=restatement, is_fair=False, words=WHY)
    assert fresh(restatement).state == RestatementState.NOT_QUITE
    assert gate_of(cast.lea, position).step == Step.NOT_FAIR
    third = retell(cast.lea, position, text="Round 3: " + "z" * 60)
    confirm_heard(member=cast.ben, restatement=third)
    assert can_object_to(cast.lea, position)


def test_no_witness_before_the_second_not_quite(cast, position, retell, mara_stands):
    sent = retell(cast.lea, position)
    with pytest.raises(NotAllowed, match="after the second"):
        call_witness(member=cast.lea, restatement=sent, witness=cast.mara)
    answer_not_quite(member=cast.ben, restatement=sent, correction=HELP)
    with pytest.raises(NotAllowed, match="after the second"):
        call_witness(member=cast.lea, restatement=sent, witness=cast.mara)


@pytest.mark.parametrize("who", ["ben", "mara", "odo"])
def test_only_the_listener_calls(cast, restatement, mara_stands, who):
    with pytest.raises(NotAllowed, match="whoever restated"):
        call_witness(member=cast[who], restatement=restatement, witness=cast.mara)


@pytest.mark.parametrize("who", ["lea", "ben", "odo", "nora", "sam"])
def test_a_witness_stands_for_something_and_is_neither(cast, restatement, mara_stands, who):
    with pytest.raises(Invalid, match="neither of you two") as refused:
        call_witness(member=cast.lea, restatement=restatement, witness=cast[who])
    assert refused.value.field == "witness"


@pytest.mark.parametrize("who", ["lea", "ben"])
def test_nobody_blocked_with_either_witnesses(cast, restatement, mara_stands, who):
    Block.objects.create(blocker=cast.mara, blocked=cast[who])
    assert not access.witnesses_for(restatement).exists()
    assert cast.mara not in access.judges_of(restatement)


def test_proposing_twice_is_proposing_once(cast, restatement, mara_stands, topic, stand):
    stand(cast.odo, topic, 2)
    for _ in range(2):
        call_witness(member=cast.lea, restatement=restatement, witness=cast.mara)
    assert Outbox.objects.filter(kind="debates.witness_proposed").count() == 1
    with pytest.raises(WitnessCalledAlready):
        call_witness(member=cast.lea, restatement=restatement, witness=cast.odo)


def test_the_author_may_prefer_somebody_else(cast, restatement, mara_stands, topic, stand):
    stand(cast.odo, topic, 2)
    call_witness(member=cast.lea, restatement=restatement, witness=cast.mara)
    decline_witness(member=cast.ben, restatement=restatement)
    decline_witness(member=cast.ben, restatement=restatement)
    assert Outbox.objects.filter(kind="debates.witness_declined").count() == 1
    with pytest.raises(WitnessCalledAlready, match="No witness is proposed"):
        accept_witness(member=cast.ben, restatement=restatement)
    call_witness(member=cast.lea, restatement=restatement, witness=cast.odo)
    accept_witness(member=cast.ben, restatement=restatement)
    with pytest.raises(NotAllowed):
        judge(member=cast.mara, restatement=restatement, is_fair=True, words=WHY)
    judge(member=cast.odo, restatement=restatement, is_fair=True, words=WHY)


@pytest.mark.parametrize("who", ["lea", "mara", "odo"])
def test_only_the_author_accepts(cast, restatement, mara_stands, who):
    call_witness(member=cast.lea, restatement=restatement, witness=cast.mara)
    for act in (accept_witness, decline_witness):
        with pytest.raises(NotAllowed, match="accepts or declines"):
            act(member=cast[who], restatement=restatement)


def test_moderators_come_in_when_nobody_else_is_there(cast, restatement):
    call_witness(member=cast.lea, restatement=restatement, witness=None)
    assert asked("witness_asked", fresh(restatement)) == {cast.mara, cast.odo}
    assert Restatement.objects.visible_to(cast.odo).exists()
    judge(member=cast.mara, restatement=restatement, is_fair=True, words=WHY)
    assert not Restatement.objects.filter(witnessing__witness=cast.odo).exists()
    with pytest.raises(JudgedAlready):
        judge(member=cast.odo, restatement=restatement, is_fair=False, words=WHY)


def test_moderators_are_not_called_over_somebodys_head(cast, restatement, mara_stands):
    with pytest.raises(WitnessFirst):
        call_witness(member=cast.lea, restatement=restatement, witness=None)
    call_witness(member=cast.lea, restatement=restatement, witness=cast.mara)
    with pytest.raises(WitnessFirst):
        call_witness(member=cast.lea, restatement=restatement, witness=None)


def test_moderators_are_called_after_a_declined_witness(cast, restatement, mara_stands):
    call_witness(member=cast.lea, restatement=restatement, witness=cast.mara)
    decline_witness(member=cast.ben, restatement=restatement)
    call_witness(member=cast.lea, restatement=restatement, witness=None)
    call_witness(member=cast.lea, restatement=restatement, witness=None)
    assert Witnessing.objects.get().calls_moderators


@pytest.mark.parametrize("accepted", [True, False])
def test_moderators_are_called_after_three_days_of_silence(
    cast, restatement, mara_stands, accepted
):
    call_witness(member=cast.lea, restatement=restatement, witness=cast.mara)
    if accepted:
        accept_witness(member=cast.ben, restatement=restatement)
    long_ago("accepted_at" if accepted else "called_at")
    call_witness(member=cast.lea, restatement=restatement, witness=None)
    assert fresh(restatement).witnessing.calls_moderators


def test_a_moderator_who_is_one_of_the_two_does_not_judge(cast, topic, stand, retell):
    position = stand(cast.mara, topic, -1)
    for number in (1, 2):
        sent = retell(cast.lea, position, text=f"Round {number}: " + "z" * 60)
        answer_not_quite(member=cast.mara, restatement=sent, correction=HELP)
    call_witness(member=cast.lea, restatement=sent, witness=None)
    assert set(access.judges_of(sent)) == {cast.odo}
    with pytest.raises(NotAllowed, match="neither"):
        judge(member=cast.mara, restatement=sent, is_fair=False, words=WHY)


def test_without_a_moderator_the_site_team_judges(cast, restatement):
    Membership.objects.filter(member__in=[cast.mara, cast.odo]).delete()
    call_witness(member=cast.lea, restatement=restatement, witness=None)
    assert set(access.judges_of(restatement)) == {cast.sam}
    assert Restatement.objects.visible_to(cast.sam).get() == restatement
    judge(member=cast.sam, restatement=restatement, is_fair=True, words=WHY)


def test_staff_reads_nothing_while_there_are_moderators(cast, restatement):
    call_witness(member=cast.lea, restatement=restatement, witness=None)
    assert not Restatement.objects.visible_to(cast.sam).exists()


@pytest.mark.parametrize("words", ["", "Because."])
def test_a_judgement_says_why(cast, restatement, words):
    call_witness(member=cast.lea, restatement=restatement, witness=None)
    with pytest.raises(Invalid) as refused:
        judge(member=cast.mara, restatement=restatement, is_fair=True, words=words)
    assert refused.value.field == "words"


def test_nobody_judges_uncalled(cast, restatement, mara_stands):
    with pytest.raises(NotAllowed):
        judge(member=cast.mara, restatement=restatement, is_fair=True, words=WHY)
    call_witness(member=cast.lea, restatement=restatement, witness=cast.mara)
    with pytest.raises(NotAllowed):
        judge(member=cast.mara, restatement=restatement, is_fair=True, words=WHY)


def test_heard_meanwhile_needs_no_judgement(cast, restatement):
    call_witness(member=cast.lea, restatement=restatement, witness=None)
    confirm_heard(member=cast.ben, restatement=restatement)
    with pytest.raises(JudgedAlready):
        judge(member=cast.mara, restatement=restatement, is_fair=False, words=WHY)
    with pytest.raises(NotAllowed):
        call_witness(member=cast.lea, restatement=restatement, witness=None)


def test_what_was_judged_is_not_judged_again(cast, restatement):
    call_witness(member=cast.lea, restatement=restatement, witness=None)
    judge(member=cast.mara, restatement=restatement, is_fair=False, words=WHY)
    with pytest.raises(JudgedAlready):
        call_witness(member=cast.lea, restatement=restatement, witness=None)


def test_a_witness_takes_name_and_words_along(cast, restatement):
    call_witness(member=cast.lea, restatement=restatement, witness=None)
    judge(member=cast.mara, restatement=restatement, is_fair=True, words=WHY)
    kept = export_of(cast.mara)["kinds"]["debates.witnessings"]["rows"]
    assert [row["why"] for row in kept] == [WHY]
    erase_account(member=cast.mara)
    row = fresh(restatement)
    assert (row.witnessing.witness, row.witnessing.words) == (None, "")
    assert row.state == RestatementState.HEARD
