"""What is sent has the kind it should have: yes or no, and texts that are texts."""

from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from rest_framework.exceptions import ValidationError

from debates.api.stands import TakingSerializer
from members.models import Member
from tests.programs import problem_of

pytestmark = pytest.mark.django_db


def yes_or_no() -> list[tuple[str, str]]:
    """Every list with a filter that is yes or no, and its name."""
    paths = SchemaGenerator().get_schema(public=True)["paths"]
    return [
        (path.removeprefix("/api/v1/"), one["name"])
        for path, acts in paths.items()
        for one in acts.get("get", {}).get("parameters", ())
        if one["schema"].get("type") == "boolean"
    ]


def test_a_yes_or_no_that_is_neither_is_told_as_a_mistake(program: Any) -> None:
    filters = yes_or_no()
    assert {name for _, name in filters} >= {"following", "mine", "online", "unread"}
    lea = program("lea")
    for path, name in filters:
        for said in ("true", "0", "True", ""):
            assert lea.get(path, **{name: said}).status_code == 200, (path, name)
        answer = lea.get(path, **{name: "maybe"})
        assert answer.status_code == 400, (path, name)
        assert problem_of(answer)["errors"] == {name: ["Write true or false."]}


@pytest.mark.parametrize("slots", ["21", "x", "1,x", "-1", "1,,2"])
def test_a_part_of_the_week_that_is_none_is_told_as_a_mistake(program: Any, slots: str) -> None:
    assert program("lea").get("offers/", slots="0,20").status_code == 200
    answer = program("lea").get("offers/", slots=slots)
    assert list(problem_of(answer)["errors"]) == ["slots"]


@pytest.mark.parametrize("number", ["1e999", "1", "-0.5", "true"])
def test_a_number_is_no_text(cast: Any, program: Any, number: str) -> None:
    client = program("lea").client
    answer = client.patch("/api/v1/me/", f'{{"role": {number}}}', "application/json")
    assert list(problem_of(answer)["errors"]) == ["role"]
    assert Member.objects.get(pk=cast.lea.pk).role == cast.lea.role


def test_neither_is_one_within_a_list(rf: Any) -> None:
    grounds = [{"because": "So."}, {"because": 7}]
    sent = {"core": 5, "reasons": "So.", "stance": 1, "language": "en", "grounds": grounds}
    taking = TakingSerializer(data=sent, context={"request": rf.get("/")})
    with pytest.raises(ValidationError) as mistake:
        taking.is_valid(raise_exception=True)
    assert set(mistake.value.detail) == {"core", "grounds"}
    grounds = mistake.value.detail["grounds"]
    assert ["because" in one for one in (grounds[0], grounds[1])] == [False, True]
