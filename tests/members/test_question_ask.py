"""Contact starts with a question, and a question has rules."""

import pytest

from members.models import Block, Conversation, Encounter, Member, Outbox, Question, QuestionState
from members.refusals import NotAllowed, Refusal
from members.services import blocks, questions

TEXT = "What did you do on the first Monday after?"


@pytest.fixture
def storytellers(cast):
    for name in ("lea", "ben", "nora", "mara", "odo", "sam"):
        Member.objects.filter(pk=cast[name].pk).update(story=f"I am {name}.", story_language="en")
        cast[name].refresh_from_db()
    return cast


def ask(member, target, text=TEXT, **fields):
    return questions.ask(member=member, target=target, text=text, language="en", **fields)


def test_a_question_waits_for_its_addressee_and_news_go_out(storytellers) -> None:
    cast = storytellers
    question = ask(cast.lea, cast.ben)
    assert list(Question.objects.waiting_for(cast.ben)) == [question]
    assert Outbox.objects.get().kind == "members.question_asked"
    assert not Conversation.objects.exists()


def test_one_can_ask_about_a_value_statement(storytellers, value_of) -> None:
    statement = value_of(storytellers.ben)
    assert ask(storytellers.lea, statement).addressee == storytellers.ben


def test_what_one_may_not_read_one_may_not_ask_about(storytellers, value_of) -> None:
    statement = value_of(storytellers.ben)
    storytellers.ben.consents.all().delete()
    with pytest.raises(NotAllowed):
        ask(storytellers.lea, statement)


def test_nobody_asks_themselves(storytellers) -> None:
    with pytest.raises(NotAllowed):
        ask(storytellers.lea, storytellers.lea)


@pytest.mark.parametrize("side", ["given", "received"])
def test_a_block_in_either_direction_stops_questions(storytellers, side) -> None:
    pair = (storytellers.lea, storytellers.ben)
    blocker, blocked = pair if side == "given" else pair[::-1]
    Block.objects.create(blocker=blocker, blocked=blocked)
    with pytest.raises(NotAllowed):
        ask(storytellers.lea, storytellers.ben)


@pytest.mark.parametrize(
    "text",
    [
        "Short?",
        "x" * 401,
        "Have you seen https://example.org/offer yet?",
        "Have you seen www.example.org yet?",
        "Look at mein-angebot.ch, would you like that?",
        "May I write to you at lea@example.org about it?",
        "Will you call me, 079 123 45 67, about it?",
    ],
)
def test_a_first_question_is_of_some_length_and_carries_no_contact(storytellers, text) -> None:
    with pytest.raises(Refusal) as refused:
        ask(storytellers.lea, storytellers.ben, text)
    assert refused.value.field == "text"
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    "text",
    ["Why did you leave in 2019 after 22 years?", "Was it 120'000 francs, or more? And who paid?"],
)
def test_years_and_amounts_are_no_telephone_numbers(storytellers, text) -> None:
    assert ask(storytellers.lea, storytellers.ben, text).text == text


def test_one_question_at_a_time_about_one_thing(storytellers) -> None:
    ask(storytellers.lea, storytellers.ben)
    with pytest.raises(questions.AskedAlready):
        ask(storytellers.lea, storytellers.ben, "And what did you do on the Tuesday?")


def test_five_questions_wait_at_most(storytellers) -> None:
    cast = storytellers
    for number, name in enumerate(("ben", "nora", "mara", "odo", "sam")):
        ask(cast.lea, cast[name], f"{TEXT} {number}")
    more = Member.objects.create_user("x@example.org", handle="xenia", name="X", story="Mine.")
    with pytest.raises(questions.TooManyWaiting):
        ask(cast.lea, more)
    questions.withdraw(member=cast.lea, question=Question.objects.first())
    assert ask(cast.lea, more).addressee == more


def test_the_same_text_does_not_go_to_three_people(storytellers) -> None:
    cast = storytellers
    ask(cast.lea, cast.ben)
    ask(cast.lea, cast.nora)
    with pytest.raises(questions.AskedOthersTheSame):
        ask(cast.lea, cast.mara, TEXT.upper())


def test_an_answer_opens_a_conversation_and_is_an_encounter(storytellers) -> None:
    cast = storytellers
    question = questions.answer(
        member=cast.ben, question=ask(cast.lea, cast.ben), text="I walked.", language="en"
    )
    conversation = Conversation.objects.get()
    assert {conversation.one, conversation.other} == {cast.lea, cast.ben}
    assert conversation.question == question
    event = Encounter.objects.get()
    assert (event.actor, event.other) == (cast.ben, cast.lea)
    kinds = set(Outbox.objects.values_list("kind", flat=True))
    assert kinds == {"members.question_asked", "members.question_answered"}


def test_a_second_answer_between_two_uses_the_same_conversation(storytellers) -> None:
    cast = storytellers
    for asker, author in ((cast.lea, cast.ben), (cast.ben, cast.lea)):
        questions.answer(member=author, question=ask(asker, author), text="So.", language="en")
    assert Conversation.objects.count() == 1


def test_only_the_addressee_answers_and_only_once(storytellers) -> None:
    cast = storytellers
    question = ask(cast.lea, cast.ben)
    for stranger in (cast.lea, cast.nora):
        with pytest.raises(NotAllowed):
            questions.answer(member=stranger, question=question, text="Me.", language="en")
    questions.answer(member=cast.ben, question=question, text="I walked.", language="en")
    with pytest.raises(NotAllowed):
        questions.answer(member=cast.ben, question=question, text="Again.", language="en")


def test_a_resting_question_can_still_be_answered(storytellers) -> None:
    cast = storytellers
    question = ask(cast.lea, cast.ben)
    questions.rest(member=cast.ben, question=question)
    assert not Question.objects.waiting_for(cast.ben).exists()
    assert Outbox.objects.count() == 1
    answered = questions.answer(member=cast.ben, question=question, text="Now.", language="en")
    assert answered.state == QuestionState.ANSWERED


def test_nobody_but_the_addressee_lets_a_question_rest(storytellers) -> None:
    question = ask(storytellers.lea, storytellers.ben)
    with pytest.raises(NotAllowed):
        questions.rest(member=storytellers.lea, question=question)


def test_a_withdrawn_question_cannot_be_answered(storytellers) -> None:
    cast = storytellers
    question = questions.withdraw(member=cast.lea, question=ask(cast.lea, cast.ben))
    with pytest.raises(NotAllowed):
        questions.answer(member=cast.ben, question=question, text="Too late.", language="en")


def test_a_block_lets_open_questions_between_the_two_rest(storytellers) -> None:
    cast = storytellers
    question = ask(cast.lea, cast.ben)
    blocks.block(member=cast.ben, other=cast.lea)
    question.refresh_from_db()
    assert question.state == QuestionState.RESTING


@pytest.mark.parametrize(("asker", "author", "seen"), [(1, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0, 0)])
def test_question_and_answer_are_shown_only_if_both_wish(storytellers, asker, author, seen) -> None:
    cast = storytellers
    question = ask(cast.lea, cast.ben, shows=bool(asker))
    questions.answer(
        member=cast.ben, question=question, text="So.", language="en", shows=bool(author)
    )
    assert questions.shown_beside([cast.ben], cast.nora).count() == seen


def test_a_stranger_cannot_release_a_question(storytellers) -> None:
    question = ask(storytellers.lea, storytellers.ben)
    with pytest.raises(NotAllowed):
        questions.choose_to_show(member=storytellers.nora, question=question, shows=True)


def test_an_answer_can_be_reworded_and_keeps_its_earlier_words(storytellers, as_member) -> None:
    cast = storytellers
    question = questions.answer(
        member=cast.ben, question=ask(cast.lea, cast.ben), text="I walked.", language="en"
    )
    url = f"{question.get_absolute_url()}reword/"
    assert as_member("ben").post(url, {"text": "", "language": "en"}).status_code == 422
    assert as_member("ben").post(url, {"text": "I ran.", "language": "en"}).status_code == 303
    page = as_member("lea").get(question.get_absolute_url()).content.decode()
    assert "I ran." in page
    assert "I walked." in page
    assert as_member("lea").get(url).status_code == 404


def test_nobody_rewords_the_answer_of_another(storytellers) -> None:
    cast = storytellers
    question = questions.answer(
        member=cast.ben, question=ask(cast.lea, cast.ben), text="I walked.", language="en"
    )
    with pytest.raises(NotAllowed):
        questions.reword_answer(member=cast.lea, question=question, text="No.", language="en")
