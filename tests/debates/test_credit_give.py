"""Whoever moved says who or what moved them: a sentence, once per contribution, never oneself."""

import threading
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connections, transaction
from django.utils import timezone

from communities.models import Visibility
from debates.models import (
    Argument,
    ArgumentKind,
    Credit,
    CreditKind,
    Position,
    Restatement,
    RestatementState,
)
from debates.refusals import CreditedAlready, NotMovedYet, TopicClosed
from debates.services.credits import Thanks, give_credit, restore_credit, withdraw_credit
from debates.services.positions import withdraw_position
from debates.services.topics import close_topic
from members.models import Block, Encounter, EncounterKind, Member, Notification, Question
from members.refusals import Invalid, NotAllowed
from members.services.notifications import drain_next

pytestmark = pytest.mark.django_db
STORY = "I sat in that kitchen when the list fell out of the printer."


@pytest.fixture
def moved(cast, topic, stand) -> Position:
    """Lea stood for it and now stands against it; Ben stands there too, with his story."""
    stand(cast.ben, topic, -1, story=STORY)
    stand(cast.lea, topic, 1)
    return stand(cast.lea, topic, -1, core="I was wrong.")


@pytest.fixture
def restatement(cast, moved) -> Restatement:
    return Restatement.objects.create(
        position=moved,
        version=moved.versions.get(number=1),
        listener=cast.ben,
        author=cast.lea,
        text="You want nobody to have to whisper.",
        state=RestatementState.HEARD,
        answered_at=timezone.now(),
        language="en",
    )


def question_about(position: Position, asker, addressee, **fields) -> Question:
    return Question.objects.create(
        asker=asker,
        addressee=addressee,
        target_type=ContentType.objects.get_for_model(Position),
        target_id=position.pk,
        text="What would have to happen?",
        language="en",
        **fields,
    )


def argument_under(position: Position, author) -> Argument:
    return Argument.objects.create(
        position=position,
        version=position.current,
        author=author,
        kind=ArgumentKind.EXPERIENCE,
        text="We tried it, and two people left.",
        language="en",
        path="0" * 20,
    )


def give(cast, moved, kind, thing, **fields) -> Credit:
    thanks = Thanks(kind, thing.pk, **fields)
    return give_credit(member=cast.lea, version=moved.current, thanks=thanks)


@pytest.mark.clock
def test_whoever_moved_names_a_restatement_and_its_writer_is_told(cast, moved, restatement):
    credit = give(cast, moved, CreditKind.RESTATEMENT, restatement, words=" You  heard it. ")
    assert (credit.receiver, credit.words) == (cast.ben, "You heard it.")
    encounter = Encounter.objects.get(kind=EncounterKind.MOVED)
    assert (encounter.actor, encounter.other) == (cast.ben, cast.lea)
    while drain_next():
        pass
    assert Notification.objects.get(kind="debates.moved_somebody").recipient == cast.ben


@pytest.mark.clock
def test_a_story_a_contribution_a_question_an_answer_and_a_person_may_move(cast, moved):
    theirs = Position.objects.get(member=cast.ben)
    answered = {"state": "answered", "answer": "A year.", "answered_at": timezone.now()}
    for kind, thing in [
        (CreditKind.STORY, theirs.current),
        (CreditKind.ARGUMENT, argument_under(moved, cast.ben)),
        (CreditKind.QUESTION, question_about(moved, cast.ben, cast.lea)),
        (CreditKind.QUESTION, question_about(theirs, cast.lea, cast.ben, **answered)),
        (CreditKind.MEMBER, cast.ben),
    ]:
        assert give(cast, moved, kind, thing).receiver == cast.ben


@pytest.mark.clock
def test_a_contribution_is_credited_once(cast, moved, restatement):
    first = give(cast, moved, CreditKind.RESTATEMENT, restatement)
    assert give(cast, moved, CreditKind.RESTATEMENT, restatement) == first
    Credit.objects.update(created_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(CreditedAlready) as refused:
        give(cast, moved, CreditKind.RESTATEMENT, restatement)
    assert refused.value.status == 409
    assert Credit.objects.count() == 1


def test_nobody_credits_themselves(cast, moved, stand):
    stand(cast.lea, moved.topic, -1, story="My own story.", core="Third.")
    moved.refresh_from_db()
    for kind, thing in [(CreditKind.MEMBER, cast.lea), (CreditKind.STORY, moved.current)]:
        with pytest.raises(NotAllowed) as refused:
            give(cast, moved, kind, thing)
        assert refused.value.status == 403


def test_what_belongs_to_another_topic_is_refused(cast, moved, ask, stand):
    elsewhere = stand(cast.ben, ask(cast.ben, question="Something else entirely?"), story=STORY)
    with pytest.raises(Invalid) as refused:
        give(cast, moved, CreditKind.STORY, elsewhere.current)
    assert (refused.value.field, refused.value.status) == ("credits", 400)


@pytest.mark.clock
def test_what_is_hidden_withdrawn_or_not_for_ones_eyes_is_refused(cast, moved, restatement, stand):
    hidden = argument_under(moved, cast.ben)
    Argument.objects.update(hidden_at=timezone.now())
    between_others = question_about(Position.objects.get(member=cast.ben), cast.mara, cast.ben)
    Restatement.objects.update(hidden_at=timezone.now())
    withdrawn = Position.objects.get(member=cast.ben)
    withdraw_position(member=cast.ben, position=withdrawn)
    for kind, thing in [
        (CreditKind.ARGUMENT, hidden),
        (CreditKind.QUESTION, between_others),
        (CreditKind.RESTATEMENT, restatement),
        (CreditKind.STORY, withdrawn.current),
        (CreditKind.MEMBER, cast.ben),
        (CreditKind.MEMBER, cast.nora),
        ("applause", cast.ben),
    ]:
        with pytest.raises(Invalid):
            give(cast, moved, kind, thing)


def test_nothing_passes_a_block(cast, moved):
    question = question_about(moved, cast.ben, cast.lea)
    Block.objects.create(blocker=cast.lea, blocked=cast.ben)
    with pytest.raises(NotAllowed):
        give(cast, moved, CreditKind.QUESTION, question)
    with pytest.raises(Invalid):
        give(cast, moved, CreditKind.MEMBER, cast.ben)


def test_only_whoever_moved_and_stands_there_gives_credit(cast, topic, moved, stand):
    theirs = Position.objects.get(member=cast.ben)
    with pytest.raises(NotMovedYet) as refused:
        give_credit(
            member=cast.ben, version=theirs.current, thanks=Thanks(CreditKind.MEMBER, cast.lea.pk)
        )
    assert refused.value.status == 409
    with pytest.raises(NotAllowed):
        give_credit(
            member=cast.mara, version=moved.current, thanks=Thanks(CreditKind.MEMBER, cast.ben.pk)
        )
    withdraw_position(member=cast.lea, position=moved)
    with pytest.raises(NotAllowed):
        give(cast, moved, CreditKind.MEMBER, cast.ben)


def test_a_closed_topic_takes_no_credit(cast, topic, moved):
    close_topic(member=cast.lea, topic=topic)
    with pytest.raises(TopicClosed):
        give(cast, moved, CreditKind.MEMBER, cast.ben)


def test_a_sentence_that_is_too_long_is_refused_with_its_field(cast, moved):
    with pytest.raises(Invalid) as refused:
        give(cast, moved, CreditKind.MEMBER, cast.ben, words="x" * 281)
    assert refused.value.field == "words"


def test_a_withdrawn_credit_is_read_by_nobody_and_can_come_back(cast, moved):
    credit = give(cast, moved, CreditKind.MEMBER, cast.ben, words="You stayed.")
    with pytest.raises(NotAllowed):
        withdraw_credit(member=cast.ben, credit=credit)
    withdraw_credit(member=cast.lea, credit=credit)
    assert not Credit.objects.visible_to(cast.ben).exists()
    assert not Encounter.objects.filter(kind=EncounterKind.MOVED).exists()
    restore_credit(member=cast.lea, credit=credit)
    assert Credit.objects.visible_to(cast.ben).get().words == "You stayed."
    assert Encounter.objects.filter(kind=EncounterKind.MOVED).exists()


def test_whoever_credits_again_after_withdrawing_writes_the_same_credit(cast, moved):
    credit = give(cast, moved, CreditKind.MEMBER, cast.ben, words="You stayed.")
    withdraw_credit(member=cast.lea, credit=credit)
    again = give(cast, moved, CreditKind.MEMBER, cast.ben, words="You asked.")
    assert (again, again.words, again.withdrawn_at) == (credit, "You asked.", None)


def test_a_credit_is_read_with_the_position_it_stands_with(cast, topic, moved):
    give(cast, moved, CreditKind.MEMBER, cast.ben)
    assert Credit.objects.visible_to(None).exists()
    topic.community.visibility = Visibility.INVITATION
    topic.community.save()
    assert not Credit.objects.visible_to(cast.nora).exists()
    Block.objects.create(blocker=cast.ben, blocked=cast.mara)
    assert not Credit.objects.visible_to(cast.mara).exists()
    assert Credit.objects.visible_to(cast.odo).exists()


@pytest.mark.clock
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_give_one_credit(cast, moved, restatement):
    start, problems = threading.Barrier(2), []

    def click() -> None:
        try:
            start.wait(5)
            give(cast, moved, CreditKind.RESTATEMENT, restatement)
        except Exception as error:
            problems.append(error)
        finally:
            connections.close_all()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(20)
    assert problems == []
    assert Credit.objects.count() == 1
    assert Encounter.objects.filter(kind=EncounterKind.MOVED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_credit_each_other_at_once_both_do(cast, topic, moved, stand):
    """Neither waits for the other: each holds their own row, and names the other's."""
    theirs = stand(cast.ben, topic, -2, core="I was wrong, too.")
    both, given, problems = threading.Barrier(2), [], []

    def credit(giver: Member, position: Position, receiver: Member) -> None:
        try:
            with transaction.atomic():
                thanks = Thanks(CreditKind.MEMBER, receiver.pk)
                given.append(
                    give_credit(member=giver, version=position.current, thanks=thanks).receiver
                )
                both.wait(10)
        except Exception as error:
            problems.append(error)
        finally:
            connections.close_all()

    acts = [(cast.lea, moved, cast.ben), (cast.ben, theirs, cast.lea)]
    clicks = [threading.Thread(target=credit, args=act) for act in acts]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(20)
    assert problems == []
    assert {receiver.pk for receiver in given} == {cast.lea.pk, cast.ben.pk}
    assert Credit.objects.count() == 2


class TestOnThePage:
    def test_a_move_names_what_moved_in_the_same_form(self, cast, topic, moved, stand, as_member):
        address = f"{topic.get_absolute_url()}position/"
        client, story = as_member("lea"), Position.objects.get(member=cast.ben).current
        page = client.get(address).content.decode()
        assert "What moved you?" in page and "in at least 50 characters" in page
        assert STORY in page
        typed = {
            "stance": "-2",
            "core": "Further still.",
            "reasons": "I have seen it go wrong.",
            "language": "en",
            "grounds": moved.current.grounds.get().statement.code,
            f"because_{moved.current.grounds.get().statement.code}": "because people stay",
            "because": "I had not known the kitchen, and what it is to be looked at there.",
            "credits": [f"story:{story.code}", f"member:{cast.ben.code}"],
        }
        assert client.post(address, typed).status_code == 303
        moved.refresh_from_db()
        assert moved.current.because.startswith("I had not known the kitchen")
        assert sorted(moved.current.credits.values_list("kind", flat=True)) == ["member", "story"]
        read = as_member(None).get(moved.get_absolute_url()).content.decode()
        assert "Moved by Ben’s story." in read
        assert "I had not known the kitchen" in read

    def test_a_first_position_is_not_asked_what_moved(self, cast, topic, as_member):
        page = as_member("mara").get(f"{topic.get_absolute_url()}position/").content.decode()
        assert "What moved you?" not in page

    def test_credit_is_given_later_withdrawn_and_brought_back(self, cast, moved, as_member):
        client, address = as_member("lea"), f"{moved.get_absolute_url()}credits/"
        assert address in client.get(moved.get_absolute_url()).content.decode()
        given = client.post(
            address, {"credits": f"member:{cast.ben.code}", "words": "You stayed."}, follow=True
        ).content.decode()
        assert "Moved by Ben." in given and "You stayed." in given
        credit = Credit.objects.get()
        after = client.post(f"/credits/{credit.code}/withdraw/", follow=True).content.decode()
        assert f"/credits/{credit.code}/restore/" in after
        assert "Moved by Ben." not in after
        client.post(f"/credits/{credit.code}/restore/")
        assert "Moved by Ben." in client.get(address).content.decode()

    def test_what_cannot_be_right_keeps_what_was_typed(self, cast, moved, as_member):
        client, address = as_member("lea"), f"{moved.get_absolute_url()}credits/"
        for credits, sentence in [("", "Choose what moved you."), ("member:x", "Choose again")]:
            answer = client.post(address, {"credits": credits, "words": "You stayed."})
            assert answer.status_code == 422
            assert sentence in answer.content.decode()
            assert "You stayed." in answer.content.decode()

    def test_nobody_else_finds_the_page(self, cast, moved, as_member):
        address = f"{moved.get_absolute_url()}credits/"
        assert as_member("ben").get(address).status_code == 404
        assert as_member(None).get(address).status_code == 302

    def test_the_page_of_whoever_moved_says_what_moved_them(self, cast, moved, as_member):
        give(cast, moved, CreditKind.MEMBER, cast.ben, words="You stayed.")
        page = as_member("ben").get(cast.lea.get_absolute_url()).content.decode()
        assert "What moved Lea" in page and "Moved by Ben." in page and "You stayed." in page
        assert "Moved by Ben." not in as_member("lea").get("/m/ben/").content.decode()

    @pytest.mark.clock
    def test_the_inbox_says_it_in_a_sentence(self, cast, moved, restatement, as_member):
        give(cast, moved, CreditKind.RESTATEMENT, restatement)
        while drain_next():
            pass
        inbox = as_member("ben").get("/inbox/").content.decode()
        assert "Lea moved, and says your restatement had a part in it." in inbox

    @pytest.mark.clock
    def test_what_one_may_name_costs_the_same_for_few_and_many(
        self, cast, topic, moved, restatement, as_member, django_assert_num_queries, stand
    ):
        argument_under(moved, cast.ben)
        client, address = as_member("lea"), f"{moved.get_absolute_url()}credits/"
        client.get(address)
        with django_assert_num_queries(9):
            client.get(address)
        for member in (cast.mara, cast.odo):
            stand(member, topic, 1, story=STORY)
            question_about(moved, member, cast.lea)
        with django_assert_num_queries(9):
            assert client.get(address).content.decode().count(STORY) == 3
