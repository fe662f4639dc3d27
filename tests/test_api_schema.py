"""The schema of the API: sound, complete, and without what nobody may read."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator

JSON = "application/json"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    with translation.override("en"):
        return SchemaGenerator().get_schema(public=True)


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            yield f"{method} {path}", operation


def test_the_schema_is_sound_and_without_a_warning() -> None:
    written = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", "--lang", "en", stdout=written)
    assert "openapi: 3" in written.getvalue()


def test_every_operation_says_what_it_does_and_what_can_go_wrong(schema) -> None:
    known = {tag["name"] for tag in schema["tags"]}
    for name, operation in operations(schema):
        assert operation["summary"], name
        assert set(operation["tags"]) <= known, name
        assert {"401", "406", "429"} <= set(operation["responses"]), name
        assert ("404" in operation["responses"]) >= ("{" in name), name


def test_what_changes_something_needs_a_key_or_a_session(schema) -> None:
    for name, operation in operations(schema):
        if not name.startswith("get "):
            assert operation["security"] == [{"key": []}, {"session": []}], name


def test_problems_are_problem_details(schema) -> None:
    for name, answer in schema["components"]["responses"].items():
        assert list(answer["content"]) == ["application/problem+json"], name


def test_the_main_acts_come_with_an_example(schema) -> None:
    acts = {
        "communities_create",
        "topics_create",
        "own_position_update",
        "offers_create",
        "requests_create",
        "questions_create",
        "reports_create",
        "values_create",
    }
    shown = {
        operation["operationId"]
        for _, operation in operations(schema)
        if "examples" in operation.get("requestBody", {}).get("content", {}).get(JSON, {})
    }
    assert acts <= shown


def test_votes_and_keys_are_nowhere_in_the_schema(schema) -> None:
    properties = {
        name
        for thing in schema["components"]["schemas"].values()
        for name in thing.get("properties", {})
    }
    assert not properties & {"votes", "vote", "choice", "digest", "password", "is_staff", "token"}


@pytest.mark.django_db
def test_the_schema_is_served_in_english_to_everyone(client: Client) -> None:
    answer = client.get("/api/schema/", headers={"accept-language": "de"})
    assert answer.status_code == 200
    assert "* `de` - German" in answer.content.decode()
