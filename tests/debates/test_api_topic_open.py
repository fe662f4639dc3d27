"""Topics over the API: ask, reword, close, follow; statements without votes."""

import pytest

from debates.models import Topic, TopicChoice, Vote
from tests.programs import problem_of

pytestmark = pytest.mark.django_db


def asking(community, **more):
    return {
        "community": community.code,
        "question": "Should wages be open to all?",
        "language": "en",
    } | more


def test_a_topic_is_opened_under_my_name(cast, program) -> None:
    more = {"author": cast.ben.code, "state": "closed", "is_open": False}
    opened = program("lea").post("topics/", asking(cast.public, **more))
    assert opened.status_code == 201
    told = opened.json()
    assert (told["author"]["handle"], told["is_open"]) == ("lea", True)
    assert told["community"]["slug"] == "open-house"


def test_a_stranger_opens_no_topic(cast, program) -> None:
    answer = program("nora").post("topics/", asking(cast.public))
    assert answer.status_code == 403
    assert problem_of(answer)["detail"] == "You can open a topic once you belong to the community."
    assert program(None).post("topics/", asking(cast.public)).status_code == 401


def test_a_community_one_may_not_know_of_is_not_named(cast, program) -> None:
    answer = program("nora").post("topics/", asking(cast.secret))
    assert answer.status_code == 400
    assert list(problem_of(answer)["errors"]) == ["community"]


@pytest.mark.clock
@pytest.mark.parametrize(
    ("field", "value"),
    [("question", "Why?"), ("question", "x" * 201), ("closes_on", "2020-01-01"), ("language", "")],
)
def test_what_cannot_be_right_is_named_by_its_field(cast, program, field: str, value: str) -> None:
    answer = program("lea").post("topics/", asking(cast.public, **{field: value}))
    assert answer.status_code == 400
    assert list(problem_of(answer)["errors"]) == [field]
    assert not Topic.objects.exists()


def test_a_question_is_reworded_by_its_author_and_stays_readable(stage, program) -> None:
    here = f"topics/{stage['topic.public'].code}/"
    assert program("ben").patch(here, {"why": "Because."}).status_code == 403
    new = program("lea").patch(here, {"question": "Should everybody know all wages?"}).json()
    assert new["why"] == "A list was found beside the copier."
    (earlier,) = program("ben").get(f"{here}versions/").json()["results"]
    assert earlier["question"] == "Should wages be open to all?"


def test_a_topic_is_closed_and_opened_again_by_its_author_or_a_moderator(stage, program) -> None:
    here = f"topics/{stage['topic.public'].code}/"
    assert program("ben").post(f"{here}close/").status_code == 403
    assert program("lea").post(f"{here}close/").json()["is_open"] is False
    assert program("lea").post(f"{here}close/").status_code == 409
    assert program("mara").post(f"{here}reopen/").json()["is_open"] is True


def test_a_question_is_withdrawn_while_nobody_else_stands_there(cast, stage, program) -> None:
    here = f"topics/{stage['topic.public'].code}/"
    assert program("ben").delete(here).status_code == 403
    assert program("lea").delete(here).status_code == 204
    assert program("ben").get(here).status_code == 404
    assert program("lea").post(f"{here}restore/").status_code == 200


def test_following_is_private(cast, stage, program) -> None:
    here = f"topics/{stage['topic.public'].code}/"
    lea = program("lea")
    assert lea.put(f"{here}choice/", {"wish": "follow"}).status_code == 204
    assert TopicChoice.objects.get(member=cast.lea).wish == "follow"
    assert len(lea.get("topics/", following="true").json()["results"]) == 1
    assert program("ben").get("topics/", following="true").json()["results"] == []
    assert program(None).get("topics/", following="true").json()["results"] == []
    assert "follow" not in program("ben").get(here).content.decode()
    assert lea.put(f"{here}choice/", {"wish": "neither"}).status_code == 204
    assert not TopicChoice.objects.exists()


def test_lists_tell_only_what_one_may_read(cast, stage, program) -> None:
    found = {
        name: {row["id"] for row in program(name).get("topics/").json()["results"]}
        for name in (None, "nora", "lea")
    }
    assert found[None] == found["nora"] == {stage["topic.public"].code}
    assert len(found["lea"]) == 3


def test_topics_are_found_by_words_community_state_and_language(cast, stage, program) -> None:
    lea = program("lea")
    assert len(lea.get("topics/", q="wages").json()["results"]) == 3
    assert lea.get("topics/", q="penguins").json()["results"] == []
    assert len(lea.get("topics/", community=cast.closed.code).json()["results"]) == 1
    assert len(lea.get("topics/", state="burning", language="en").json()["results"]) == 3
    assert lea.get("topics/", state="over").json()["results"] == []
    assert lea.get("topics/", language="de").json()["results"] == []


@pytest.mark.parametrize("query", [{"community": "nobody"}, {"state": "warm"}, {"language": "la"}])
def test_a_filter_that_makes_no_sense_is_refused(program, query: dict[str, str]) -> None:
    answer = program(None).get("topics/", **query)
    assert answer.status_code == 400
    assert list(problem_of(answer)["errors"]) == list(query)


def test_statements_are_told_without_votes(cast, stage, program) -> None:
    assert Vote.objects.filter(statement=stage["statement.public"]).exists()
    here = f"topics/{stage['topic.public'].code}/statements/"
    (told,) = program("mara").get(here).json()["results"]
    assert set(told) == {"id", "text", "language", "created_at", "url"}
    closed = f"topics/{stage['topic.closed'].code}/statements/"
    assert program("nora").get(closed).status_code == 404
