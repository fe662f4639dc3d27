"""A question about a position says what it is after; its author answers in the debate or not."""

import pytest

from members.models import Question, QuestionKind
from members.refusals import Invalid
from members.services import questions
from tests.programs import problem_of

pytestmark = pytest.mark.django_db
WORDS = {"text": "What would have to happen for you to move?", "language": "en"}


@pytest.fixture
def position(cast, topic, stand):
    return stand(cast.ben, topic)


@pytest.fixture
def question(cast, position) -> Question:
    return questions.ask(member=cast.lea, target=position, kind="consequence", shows=True, **WORDS)


@pytest.mark.parametrize("kind", QuestionKind.values)
def test_a_question_about_a_position_says_what_it_is_after(cast, position, kind):
    asked = questions.ask(member=cast.lea, target=position, kind=kind, **WORDS)
    assert asked.kind == kind


@pytest.mark.parametrize("kind", ["", "applause"])
def test_without_it_the_question_is_refused_with_its_field(cast, position, kind):
    with pytest.raises(Invalid) as refused:
        questions.ask(member=cast.lea, target=position, kind=kind, **WORDS)
    assert (refused.value.field, refused.value.status) == ("kind", 400)
    assert not Question.objects.exists()


def test_about_other_things_it_says_nothing(cast, topic):
    asked = questions.ask(member=cast.ben, target=topic, kind="meaning", **WORDS)
    assert asked.kind == ""


def test_the_form_asks_for_it_and_keeps_what_was_typed(position, topic, as_member):
    client, address = as_member("lea"), f"/ask/position/{position.code}/"
    assert "What is your question after?" in client.get(address).content.decode()
    refused = client.post(address, WORDS)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Say what your question is after." in page and WORDS["text"] in page
    assert client.post(address, WORDS | {"kind": "meaning"}).status_code == 303
    other = as_member("ben").get(f"/ask/topic/{topic.code}/").content.decode()
    assert "What is your question after?" not in other


def test_its_author_answers_in_the_debate_and_all_read_it(cast, question, position, as_member):
    page = as_member("ben").get(question.get_absolute_url()).content.decode()
    for words in ("what would follow", "Answer in the debate", "Answer privately", "Ask back"):
        assert words in page
    answer = {"text": "A year of open books.", "language": "en", "shows": "on"}
    assert as_member("ben").post(question.get_absolute_url(), answer).status_code == 303
    read = as_member(None).get(position.get_absolute_url()).content.decode()
    assert "asks what would follow" in read and "A year of open books." in read


def test_a_private_answer_is_read_by_the_two_only(cast, question, position, as_member):
    answer = {"text": "A year of open books.", "language": "en"}
    as_member("ben").post(question.get_absolute_url(), answer)
    assert "open books" not in as_member("nora").get(position.get_absolute_url()).content.decode()
    assert "open books" in as_member("lea").get(question.get_absolute_url()).content.decode()


def test_the_topic_shows_what_a_question_is_after(cast, question, topic, as_member):
    questions.answer(member=cast.ben, question=question, text="A year.", language="en", shows=True)
    assert (
        "asks what would follow" in as_member(None).get(topic.get_absolute_url()).content.decode()
    )


def test_the_api_asks_for_it_too(cast, position, program):
    lea, about = program("lea"), {"kind": "position", "id": position.code}
    refused = lea.post("questions/", WORDS | {"about": about})
    assert refused.status_code == 400
    assert list(problem_of(refused)["errors"]) == ["kind"]
    made = lea.post("questions/", WORDS | {"about": about, "kind": "value"})
    assert (made.status_code, made.json()["kind"]) == (201, "value")
