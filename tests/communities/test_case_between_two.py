"""Of what only two can read, its author hears only what changes something: else they would know who
reported them.
"""

import pytest
from django.utils import timezone

from communities.models import Case, Decision
from communities.services import moderation
from communities.services.moderation import Words
from communities.shelves import reportables
from members.models import Member, QuestionState
from members.services.privacy import export_of
from sharing.models import Introduction
from tests.communities.conftest import HIDE, LEAVE
from tests.exchanges import exchange_in
from tests.stage import question_about

pytestmark = pytest.mark.clock
OBJECTION = "It is a threat, and not only to me. Please read it again."
# What only two or three can read; an exchange has two authors, so that nobody hears as its author.
BETWEEN_TWO = ("question", "introduction", "restatement")


@pytest.fixture
def written(cast, stage):
    """Something of each kind that Ben wrote and Lea can read."""
    return {
        "question": question_about(cast.mara, asker=cast.ben, addressee=cast.lea),
        "introduction": Introduction.objects.create(
            introducer=cast.ben, one=cast.lea, other=cast.nora, sentence="You both mend things."
        ),
        "restatement": _restated_by_ben(cast, stage),
        "topic": _asked_by_ben(cast, stage),
        "exchange": exchange_in("proposed", asker=cast.ben, other=cast.lea),
    }


def _restated_by_ben(cast, stage):
    waiting = stage["restatement.public"]
    type(waiting).objects.filter(pk=waiting.pk).update(listener=cast.ben)
    waiting.refresh_from_db()
    return waiting


def _asked_by_ben(cast, stage):
    topic = stage["topic.closed"]
    Case.objects.all().delete()
    type(topic).objects.filter(pk=topic.pk).update(author=cast.ben)
    topic.refresh_from_db()
    return topic


def reported(cast, thing) -> Case:
    return moderation.report(reporter=cast.lea, thing=thing, words=Words("harassment")).case


def hears(told, member: Member) -> int:
    """How often a member was told of a decision."""
    return told(member).count("communities.decided")


def cases_in_export(member: Member) -> list[dict]:
    kinds = export_of(member)["kinds"]
    return [*kinds["communities.cases"]["rows"], *kinds["communities.decisions"]["rows"]]


@pytest.mark.parametrize("kind", [*BETWEEN_TWO, "topic", "exchange"])
def test_no_export_speaks_of_a_case_that_waits(cast, written, kind) -> None:
    case = reported(cast, written[kind])
    assert case.between_two is (kind != "topic")
    assert cases_in_export(cast.ben) == []


@pytest.mark.parametrize("kind", BETWEEN_TWO)
def test_that_it_stays_is_told_to_whoever_reported_and_not_to_its_author(
    cast, written, told, as_member, kind
) -> None:
    case = reported(cast, written[kind])
    decision = moderation.decide(moderator=cast.sam, case=case, verdict=LEAVE)
    assert hears(told, cast.lea) == 1
    assert hears(told, cast.ben) == 0
    assert cases_in_export(cast.ben) == []
    assert as_member("ben").get(decision.get_absolute_url()).status_code == 404
    assert as_member("lea").get(decision.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("kind", BETWEEN_TWO)
def test_that_it_is_hidden_is_told_to_both(cast, written, told, as_member, kind) -> None:
    decision = moderation.decide(
        moderator=cast.sam, case=reported(cast, written[kind]), verdict=HIDE
    )
    assert hears(told, cast.ben) == hears(told, cast.lea) == 1
    assert len(cases_in_export(cast.ben)) == 2
    assert as_member("ben").get(decision.get_absolute_url()).status_code == 200


def test_a_decision_that_is_confirmed_answers_the_author_who_complained(
    cast, written, told, as_member
) -> None:
    hidden = moderation.decide(
        moderator=cast.sam, case=reported(cast, written["question"]), verdict=HIDE
    )
    moderation.complain(member=cast.ben, decision=hidden, text=OBJECTION)
    Member.objects.filter(pk=cast.odo.pk).update(is_staff=True)
    cast.odo.refresh_from_db()
    again = moderation.answer_complaint(moderator=cast.odo, decision=hidden, verdict=HIDE)
    assert hears(told, cast.ben) == 2
    assert as_member("ben").get(again.get_absolute_url()).status_code == 200


def test_a_complaint_of_whoever_reported_that_changes_nothing_stays_unknown_to_the_author(
    cast, written, told
) -> None:
    left = moderation.decide(
        moderator=cast.sam, case=reported(cast, written["question"]), verdict=LEAVE
    )
    moderation.complain(member=cast.lea, decision=left, text=OBJECTION)
    Member.objects.filter(pk=cast.odo.pk).update(is_staff=True)
    cast.odo.refresh_from_db()
    moderation.answer_complaint(moderator=cast.odo, decision=left, verdict=LEAVE)
    assert hears(told, cast.ben) == 0 and cases_in_export(cast.ben) == []
    assert not Decision.objects.visible_to(cast.ben).exists()


def test_what_others_read_too_is_told_in_any_case(cast, written, told) -> None:
    moderation.decide(moderator=cast.sam, case=reported(cast, written["topic"]), verdict=LEAVE)
    assert hears(told, cast.ben) == 1
    assert len(cases_in_export(cast.ben)) == 2


def test_a_question_that_both_released_is_no_secret_of_two(cast) -> None:
    released = {"asker_shows": True, "addressee_shows": True, "state": QuestionState.ANSWERED}
    question = question_about(
        cast.mara,
        asker=cast.ben,
        addressee=cast.lea,
        answer="I do.",
        answered_at=timezone.now(),
        **released,
    )
    assert not reportables["question"].between_two(question)
