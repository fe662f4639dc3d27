"""Positions over the API: the same rules as on the pages."""

import pytest

from debates.models import Position
from members.models import Consent, Purpose
from tests.programs import problem_of

pytestmark = pytest.mark.django_db
MOVED = "Somebody told me of a year I had not seen, and I could not unhear it."


def words(value, **more):
    return {
        "stance": 1,
        "core": "Grown-ups can bear the truth.",
        "reasons": "Whoever knows, can ask why.",
        "language": "en",
        "grounds": [{"statement": value.code, "because": "They stay if they trust."}],
        "visibility": "everyone",
    } | more


@pytest.fixture
def here(stage):
    return f"topics/{stage['topic.public'].code}/position/"


def test_a_position_is_taken_and_changed_and_the_earlier_version_stays(
    cast, here, program, value_of
) -> None:
    ben, value = program("ben"), value_of(cast.ben)
    taken = ben.put(here, words(value))
    assert taken.status_code == 200
    assert taken.json()["grounds"] == [
        {
            "value": "benevolence",
            "words": "I stand for people who stay.",
            "because": "They stay if they trust.",
        }
    ]
    other = {"stance": -1, "core": "I had not seen the other side.", "because": MOVED}
    changed = ben.put(here, words(value, **other))
    assert (changed.json()["version"], changed.json()["stance"]) == (2, -1)
    versions = program(None).get(f"positions/{taken.json()['id']}/versions/").json()["results"]
    assert [row["stance"] for row in versions] == [-1, 1]
    assert [row["because"] for row in versions] == [MOVED, ""]


@pytest.mark.clock
def test_a_position_stands_under_the_name_of_whoever_has_the_key(
    cast, here, program, value_of
) -> None:
    more = {"member": cast.lea.code, "hidden_at": None, "taken_at": "2020-01-01T00:00:00Z"}
    taken = program("ben").put(here, words(value_of(cast.ben), **more)).json()
    assert taken["member"]["handle"] == "ben"
    assert not taken["taken_at"].startswith("2020")


def test_the_first_value_may_be_declared_in_the_same_breath(cast, here, program) -> None:
    first = {
        "value": "universalism",
        "words": "I stand for everybody.",
        "because": "All, or nobody.",
    }
    given = words(cast.ben) | {"grounds": [], "declares": first}
    assert program("ben").put(here, given).json()["grounds"][0]["value"] == "universalism"


def test_without_consent_nothing_is_published(cast, here, program, value_of) -> None:
    Consent.objects.filter(member=cast.ben).delete()
    ben, value = program("ben"), value_of(cast.ben)
    answer = ben.put(here, words(value))
    assert answer.status_code == 400
    assert list(problem_of(answer)["errors"]) == ["publish"]
    assert not Position.objects.filter(member=cast.ben).exists()
    assert ben.put(here, words(value, publish=True)).status_code == 200
    Consent.objects.given(Purpose.PUBLISH_POSITIONS).filter(member=cast.ben).get()


def test_the_values_of_others_are_no_ground(cast, here, stage, program) -> None:
    answer = program("ben").put(here, words(stage["value"]))
    assert answer.status_code == 400
    assert list(problem_of(answer)["errors"]) == ["grounds"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("stance", 3), ("stance", "for"), ("core", ""), ("reasons", " "), ("language", "la")],
)
def test_what_cannot_be_right_is_named_by_its_field(
    cast, here, program, value_of, field: str, value: object
) -> None:
    answer = program("ben").put(here, words(value_of(cast.ben)) | {field: value})
    assert answer.status_code == 400
    assert list(problem_of(answer)["errors"]) == [field]


def test_a_stranger_may_read_but_not_take_a_position(cast, here, program, value_of) -> None:
    answer = program("nora").put(here, words(value_of(cast.nora)))
    assert answer.status_code == 403
    assert (
        problem_of(answer)["detail"] == "You can take a position once you belong to the community."
    )


def test_refusals_speak_german_where_german_is_asked_for(cast, here, program, value_of) -> None:
    answer = program("nora", "de").put(here, words(value_of(cast.nora)))
    assert answer["Content-Language"] == "de"
    assert problem_of(answer)["detail"] == (
        "Position beziehen kannst du, sobald du zur Community gehörst."
    )


@pytest.mark.parametrize("place", ["closed", "secret"])
def test_what_is_hidden_is_not_there(cast, stage, program, value_of, place: str) -> None:
    nora, topic = program("nora"), stage[f"topic.{place}"].code
    assert nora.put(f"topics/{topic}/position/", words(value_of(cast.nora))).status_code == 404
    assert nora.get(f"topics/{topic}/positions/").status_code == 404
    assert nora.get(f"positions/{stage[f'position.{place}'].code}/").status_code == 404
    assert nora.get(f"positions/{stage[f'position.{place}'].code}/versions/").status_code == 404


def test_a_closed_topic_takes_no_positions(cast, here, stage, program, value_of) -> None:
    program("lea").post(f"topics/{stage['topic.public'].code}/close/")
    answer = program("ben").put(here, words(value_of(cast.ben)))
    assert answer.status_code == 409


def test_a_withdrawn_position_is_read_by_nobody_and_can_be_brought_back(
    here, stage, program
) -> None:
    lea, visitor = program("lea"), program(None)
    mine = f"positions/{stage['position.public'].code}/"
    assert visitor.get(mine).status_code == 200
    assert lea.delete(here).status_code == 204
    assert visitor.get(mine).status_code == 404
    assert lea.post(f"{here}restore/").json()["core"] == "Grown-ups can bear the truth."
    assert visitor.get(mine).status_code == 200


def test_nobody_withdraws_the_position_of_somebody_else(here, program) -> None:
    assert program("ben").delete(here).status_code == 404


def test_visitors_read_positions_by_topic_and_never_by_member(cast, stage, program) -> None:
    visitor, by_topic = program(None), f"topics/{stage['topic.public'].code}/positions/"
    assert len(visitor.get(by_topic).json()["results"]) == 1
    assert visitor.get("positions/").status_code == 401
    assert visitor.get("positions/", member=cast.lea.code).status_code == 401
    assert len(visitor.get(by_topic, member=cast.ben.code).json()["results"]) == 1


def test_members_find_positions_by_member_as_far_as_they_may_read(cast, stage, program) -> None:
    found = {
        name: len(program(name).get("positions/", member=cast.lea.code).json()["results"])
        for name in ("nora", "ben", "lea")
    }
    assert found == {"nora": 1, "ben": 3, "lea": 3}


def test_whoever_takes_their_consent_back_is_read_by_nobody_else(cast, stage, program) -> None:
    Consent.objects.filter(member=cast.lea).delete()
    by_topic = f"topics/{stage['topic.public'].code}/positions/"
    assert program("ben").get(by_topic).json()["results"] == []
    assert len(program("lea").get(by_topic).json()["results"]) == 1


def test_words_of_a_value_that_was_withdrawn_are_not_told(stage, program) -> None:
    assert program("lea").delete(f"me/values/{stage['value'].code}/").status_code == 204
    told = program(None).get(f"positions/{stage['position.public'].code}/").json()
    assert [row["words"] for row in told["grounds"]] == [""]
