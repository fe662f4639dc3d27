"""Questions and news over the API."""

import pytest

from members.models import Question, QuestionState
from tests.programs import problem_of

pytestmark = pytest.mark.django_db

TEXT = "What did you do on the first Monday after?"


@pytest.fixture
def story(cast):
    cast.lea.story = "I gave up the shop after 22 years."
    cast.lea.save()
    return {"kind": "story", "id": cast.lea.code}


def asking(about, **more):
    return {"about": about, "text": TEXT, "language": "en"} | more


def test_a_question_is_asked_and_answered(cast, program, story) -> None:
    asked = program("ben").post("questions/", asking(story))
    assert asked.status_code == 201
    assert asked.json()["about"]["words"] == "the story of Lea"
    lea = program("lea")
    waiting = lea.get("questions/", show="waiting").json()["results"]
    assert [row["id"] for row in waiting] == [asked.json()["id"]]
    answer = {"text": "I took the dog for a walk.", "language": "en"}
    answered = lea.post(f"questions/{asked.json()['id']}/answer/", answer)
    assert answered.json()["state"] == "answered"
    assert lea.get("questions/", show="waiting").json()["results"] == []


def test_whoever_asks_is_the_one_with_the_key(cast, program, story) -> None:
    more = {"asker": cast.mara.code, "addressee": cast.mara.code, "state": "answered"}
    asked = program("ben").post("questions/", asking(story, **more)).json()
    assert (asked["asker"]["handle"], asked["addressee"]["handle"]) == ("ben", "lea")
    assert asked["state"] == "open"


def test_a_second_question_about_the_same_waits_for_the_first(cast, program, story) -> None:
    ben = program("ben")
    ben.post("questions/", asking(story))
    answer = ben.post("questions/", asking(story, text="And what did you do on the Tuesday?"))
    assert answer.status_code == 409
    assert "still waiting" in problem_of(answer)["detail"]
    assert Question.objects.count() == 1


@pytest.mark.parametrize("text", ["Short?", "Will you write to me at ben@example.org, please?"])
def test_what_does_not_belong_into_a_first_question_names_its_field(
    program, story, text: str
) -> None:
    answer = program("ben").post("questions/", asking(story, text=text))
    assert answer.status_code == 400
    assert list(problem_of(answer)["errors"]) == ["text"]


def test_nobody_asks_about_what_they_cannot_see(cast, stage, program) -> None:
    about = {"kind": "position", "id": stage["position.secret"].code}
    answer = program("nora").post("questions/", asking(about))
    assert answer.status_code == 400
    assert list(problem_of(answer)["errors"]["about"]) == ["id"]


def test_nobody_asks_themselves(program, story) -> None:
    answer = program("lea").post("questions/", asking(story))
    assert answer.status_code == 403
    assert problem_of(answer)["detail"] == "You cannot ask this person a question."


def test_a_question_is_read_by_two_people_only(stage, program) -> None:
    here = f"questions/{stage['question'].code}/"
    assert program("ben").get(here).status_code == 200
    assert program("mara").get(here).status_code == 404
    assert program("mara").post(f"{here}answer/", {"text": "I?"}).status_code == 404
    assert program(None).get(here).status_code == 401


def test_only_whoever_was_asked_answers(stage, program) -> None:
    here = f"questions/{stage['question'].code}/answer/"
    answer = program("ben").post(here, {"text": "I answer myself.", "language": "en"})
    assert answer.status_code == 403


def test_a_question_comes_to_rest_or_is_withdrawn(stage, program) -> None:
    here = f"questions/{stage['question'].code}/"
    assert program("lea").post(f"{here}rest/").json()["state"] == QuestionState.RESTING
    assert program("ben").get(here).json()["state"] == QuestionState.OPEN
    assert program("ben").delete(here).status_code == 204
    assert program("lea").get(here).status_code == 404


def test_news_are_told_in_words_and_marked_as_read(stage, program) -> None:
    lea = program("lea")
    (row,) = lea.get("notifications/", unread="true").json()["results"]
    assert row["sentence"] == "Ben asks you a question."
    assert program("ben").post(f"notifications/{row['id']}/read/").status_code == 404
    assert lea.post(f"notifications/{row['id']}/read/").status_code == 204
    assert lea.get("notifications/", unread="true").json()["results"] == []
    assert program("ben").get("notifications/").json()["results"] == []
