"""Restating somebody, and their answer: heard, not quite, or none."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from communities.models import Activity
from debates.models import Position, Restatement, RestatementState
from debates.refusals import (
    AnsweredAlready,
    HeardAlready,
    NoMoreRounds,
    TooLateForNotQuite,
    TopicClosed,
    WaitsAlready,
)
from debates.services.arguments import argue
from debates.services.moderation import hide_restatement, restore_restatement
from debates.services.restatements import answer_not_quite, confirm_heard, lapse_due
from debates.services.topics import close_topic
from debates.tasks import lapse_restatements
from members.models import Block, Consent, Encounter, Outbox, Purpose
from members.refusals import Invalid, NotAllowed
from members.services.consents import consents_to, withdraw_consent
from members.services.privacy import erase_account, export_of

HELP = "It is not about hiding; it is about the story behind it."


@pytest.fixture
def position(cast, topic, stand):
    return stand(cast.ben, topic, -1)


def aged(restatement: Restatement, **age) -> Restatement:
    """As if it had been sent earlier."""
    restatement.created_at = timezone.now() - timedelta(**age)
    restatement.save(update_fields=["created_at"])
    return restatement


def told(kind: str) -> int:
    return Outbox.objects.filter(kind=f"debates.{kind}").count()


def test_a_restatement_waits_for_the_one_who_was_restated(cast, position, retell):
    sent = retell(cast.mara, position, also_agree=" Both. ", learned="That it hurts.")
    assert (sent.state, sent.round) == (RestatementState.SENT, 1)
    assert (sent.listener, sent.author, sent.version) == (cast.mara, cast.ben, position.current)
    assert (sent.also_agree, sent.learned) == ("Both.", "That it hurts.")
    assert list(Restatement.objects.waiting_for(cast.ben)) == [sent]
    assert told("restated") == 1


def test_only_the_two_read_what_waits(cast, position, retell):
    sent = retell(cast.mara, position)
    readers = [cast.mara, cast.ben]
    for one in (cast.mara, cast.ben, cast.lea, cast.odo, cast.sam, cast.nora, None):
        assert Restatement.objects.visible_to(one).filter(pk=sent.pk).exists() == (one in readers)


def test_heard_opens_it_to_readers_and_is_an_encounter(cast, position, retell):
    sent = retell(cast.mara, position)
    confirm_heard(member=cast.ben, restatement=sent)
    for one in (cast.lea, cast.nora, None):
        assert Restatement.objects.visible_to(one).filter(pk=sent.pk).exists()
    encounter = Encounter.objects.get(kind="heard")
    assert (encounter.actor, encounter.other) == (cast.mara, cast.ben)
    assert Activity.objects.get(kind="debates.felt_heard").actor == cast.ben
    assert told("felt_heard") == 1
    assert Position.objects.get(pk=position.pk).is_heard


def test_heard_twice_is_heard_once(cast, position, retell):
    sent = retell(cast.mara, position)
    confirm_heard(member=cast.ben, restatement=sent)
    confirm_heard(member=cast.ben, restatement=sent)
    assert Encounter.objects.count() == 1
    assert told("felt_heard") == 1


def test_not_quite_says_what_is_missing(cast, position, retell):
    sent = retell(cast.mara, position)
    answer_not_quite(member=cast.ben, restatement=sent, correction=f" {HELP} ")
    answer_not_quite(member=cast.ben, restatement=sent, correction=HELP)
    sent.refresh_from_db()
    assert (sent.state, sent.correction) == (RestatementState.NOT_QUITE, HELP)
    assert told("not_quite") == 1
    again = retell(cast.mara, position, text="x" * 70)
    assert again.round == 2


def test_whoever_said_not_quite_may_feel_heard_on_reading_it_again(cast, position, retell):
    sent = retell(cast.mara, position)
    answer_not_quite(member=cast.ben, restatement=sent, correction=HELP)
    assert confirm_heard(member=cast.ben, restatement=sent).state == RestatementState.HEARD


@pytest.mark.clock
def test_after_three_days_it_lapses_and_may_still_be_heard(cast, position, retell):
    young, old = retell(cast.mara, position), aged(retell(cast.lea, position), hours=72)
    assert old.has_lapsed and not young.has_lapsed
    lapse_restatements()
    assert lapse_due() == 0
    old.refresh_from_db()
    assert old.state == RestatementState.LAPSED
    assert told("restatement_lapsed") == 1
    assert confirm_heard(member=cast.ben, restatement=old).state == RestatementState.HEARD


@pytest.mark.clock
@pytest.mark.parametrize("written_down", [True, False])
def test_not_quite_comes_too_late_after_three_days(cast, position, retell, written_down):
    sent = aged(retell(cast.mara, position), hours=73)
    if written_down:
        lapse_due()
    with pytest.raises(TooLateForNotQuite):
        answer_not_quite(member=cast.ben, restatement=sent, correction=HELP)


def test_heard_is_not_taken_back_by_not_quite(cast, position, retell):
    sent = retell(cast.mara, position)
    confirm_heard(member=cast.ben, restatement=sent)
    with pytest.raises(AnsweredAlready):
        answer_not_quite(member=cast.ben, restatement=sent, correction=HELP)


@pytest.mark.parametrize("who", ["mara", "lea", "odo", "sam"])
def test_nobody_else_answers(cast, position, retell, who):
    sent = retell(cast.mara, position)
    with pytest.raises(NotAllowed, match="Only whoever was restated"):
        confirm_heard(member=cast[who], restatement=sent)
    with pytest.raises(NotAllowed, match="Only whoever was restated"):
        answer_not_quite(member=cast[who], restatement=sent, correction=HELP)


@pytest.mark.parametrize("correction", ["", "No.", "   nope         "])
def test_a_correction_helps_the_next_round(cast, position, retell, correction):
    sent = retell(cast.mara, position)
    with pytest.raises(Invalid, match="Say what is missing") as refused:
        answer_not_quite(member=cast.ben, restatement=sent, correction=correction)
    assert refused.value.field == "correction"


def test_the_same_words_twice_are_one_restatement(cast, position, retell):
    assert retell(cast.mara, position) == retell(cast.mara, position)
    assert told("restated") == 1


def test_a_second_one_waits_for_the_first(cast, position, retell):
    first = retell(cast.mara, position)
    with pytest.raises(WaitsAlready) as refused:
        retell(
            cast.mara, position, text="Something else entirely, said with sixty signs at least, so."
        )
    assert refused.value.waiting == first
    assert refused.value.status == 409


def test_the_database_keeps_one_open_restatement(cast, position, retell):
    first = retell(cast.mara, position)
    first.pk = None
    first.id = 7
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_heard_once_is_enough(cast, position, retell):
    confirm_heard(member=cast.ben, restatement=retell(cast.mara, position))
    with pytest.raises(HeardAlready):
        retell(cast.mara, position, text="y" * 70)


def test_three_rounds_are_enough(cast, position, retell):
    for number in range(3):
        sent = retell(cast.mara, position, text=f"Round {number}: " + "z" * 60)
        answer_not_quite(member=cast.ben, restatement=sent, correction=HELP)
    with pytest.raises(NoMoreRounds):
        retell(cast.mara, position, text="The fourth round " + "z" * 60)


def test_rounds_are_counted_anew_for_a_new_version(cast, topic, position, retell, stand):
    for number in range(3):
        sent = retell(cast.mara, position, text=f"Round {number}: " + "z" * 60)
        answer_not_quite(member=cast.ben, restatement=sent, correction=HELP)
    position = stand(cast.ben, topic, -1, core="Now in other words.")
    assert retell(cast.mara, position).round == 1


def test_a_copy_is_no_restatement(cast, topic, stand, retell):
    reasons = "Whoever hangs up a list betrays the stories behind it without ever telling them."
    position = stand(cast.ben, topic, -1, reasons=reasons)
    with pytest.raises(Invalid, match="mostly the words of the other") as refused:
        retell(cast.mara, position, text=reasons.upper())
    assert refused.value.field == "text"


def test_a_copy_of_the_story_is_none_either(cast, topic, stand, retell):
    story = "In the year of the flood the three best people left the firm within six months."
    position = stand(cast.ben, topic, -1, story=story)
    with pytest.raises(Invalid, match="mostly the words"):
        retell(cast.mara, position, text=story)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("Too   short" + " " * 60, "At least 60"), ("w" * 601, "under 600"), ("", "At least 60")],
)
def test_a_restatement_has_its_length(cast, position, retell, text, sentence):
    with pytest.raises(Invalid, match=sentence):
        retell(cast.mara, position, text=text)


@pytest.mark.parametrize("field", ["also_agree", "learned"])
def test_what_is_added_is_one_line(cast, position, retell, field):
    with pytest.raises(Invalid, match="too long") as refused:
        retell(cast.mara, position, **{field: "w" * 281})
    assert refused.value.field == field


def test_the_language_is_one_of_ours(cast, position, retell):
    with pytest.raises(Invalid, match="language"):
        retell(cast.mara, position, language="xx")


def test_nobody_restates_themselves(cast, position, retell):
    with pytest.raises(NotAllowed, match="your own words"):
        retell(cast.ben, position)


def test_whoever_does_not_belong_asks_instead(cast, position, retell):
    with pytest.raises(NotAllowed, match="once you belong"):
        retell(cast.nora, position)


def test_nothing_happens_between_blocked_people(cast, position, retell):
    sent = retell(cast.mara, position)
    Block.objects.create(blocker=cast.mara, blocked=cast.ben)
    with pytest.raises(NotAllowed):
        retell(cast.mara, position, text="q" * 80)
    with pytest.raises(NotAllowed):
        confirm_heard(member=cast.ben, restatement=sent)
    assert not Restatement.objects.waiting_for(cast.ben).exists()
    for one in (cast.ben, cast.mara):
        assert not Restatement.objects.visible_to(one).exists()


def test_a_closed_topic_takes_no_restatement_but_an_answer(cast, topic, position, retell):
    sent = retell(cast.mara, position)
    close_topic(member=cast.lea, topic=topic)
    with pytest.raises(TopicClosed):
        retell(cast.odo, position)
    assert confirm_heard(member=cast.ben, restatement=sent).state == RestatementState.HEARD


def test_it_needs_the_consent_and_follows_it(cast, position, retell):
    Consent.objects.filter(member=cast.mara).delete()
    with pytest.raises(Invalid) as refused:
        retell(cast.mara, position)
    assert refused.value.field == "publish"
    sent = retell(cast.mara, position, publish=True)
    assert consents_to(cast.mara, Purpose.PUBLISH_POSITIONS)
    confirm_heard(member=cast.ben, restatement=sent)
    withdraw_consent(member=cast.mara, purpose=Purpose.PUBLISH_POSITIONS)
    assert not Restatement.objects.visible_to(cast.lea).exists()
    assert not Restatement.objects.heard_at(position.pk, cast.lea).exists()


@pytest.mark.clock
def test_a_hidden_restatement_rests(cast, position, retell):
    sent = retell(cast.mara, position)
    Restatement.objects.update(hidden_at=timezone.now())
    with pytest.raises(NotAllowed):
        confirm_heard(member=cast.ben, restatement=sent)


@pytest.mark.clock
def test_a_contribution_is_restated_as_a_position_is(cast, position, retell):
    argument = argue(
        member=cast.lea, position=position, kind="experience", text="We hung it up ourselves."
    )
    sent = retell(cast.ben, argument)
    assert (sent.author, sent.argument, sent.position) == (cast.lea, argument, position)
    confirm_heard(member=cast.lea, restatement=sent)
    assert not Position.objects.get(pk=position.pk).is_heard
    assert Restatement.objects.visible_to(None).get() == sent
    argument.withdrawn_at = timezone.now()
    argument.save()
    assert not Restatement.objects.visible_to(None).exists()


def test_a_contribution_copied_is_refused(cast, position, retell):
    text = "We hung it up ourselves in the hall, all of us together, and then nobody left at all."
    argument = argue(member=cast.lea, position=position, kind="experience", text=text)
    with pytest.raises(Invalid, match="mostly the words"):
        retell(cast.ben, argument, text=text)


@pytest.mark.clock
def test_an_invisible_position_is_not_restated(cast, position, retell):
    position.withdrawn_at = timezone.now()
    position.save()
    with pytest.raises(NotAllowed):
        retell(cast.mara, position)


@pytest.mark.parametrize("who", ["mara", "ben"])
def test_leaving_takes_restatements_along(cast, position, retell, who):
    confirm_heard(member=cast.ben, restatement=retell(cast.mara, position))
    erase_account(member=cast[who])
    assert not Restatement.objects.exists()
    assert not Position.objects.filter(is_heard=True).exists()


def test_ones_words_are_handed_out_and_those_of_the_other_are_not(cast, position, retell):
    sent = retell(cast.mara, position)
    answer_not_quite(member=cast.ben, restatement=sent, correction=HELP)
    given, got = (
        export_of(one)["kinds"]["debates.restatements"]["rows"][0] for one in (cast.mara, cast.ben)
    )
    assert (given["text"], given["correction"], given["restated"]["name"]) == (sent.text, "", "Ben")
    assert (got["text"], got["correction"], got["restated_by"]["name"]) == ("", HELP, "Mara")


def test_a_decision_takes_it_out_of_sight_and_out_of_the_count(cast, position, retell):
    sent = confirm_heard(member=cast.ben, restatement=retell(cast.mara, position))
    hide_restatement(sent)
    assert not Restatement.objects.visible_to(cast.mara).exists()
    assert not Position.objects.get(pk=position.pk).is_heard
    restore_restatement(sent)
    assert Position.objects.get(pk=position.pk).is_heard
