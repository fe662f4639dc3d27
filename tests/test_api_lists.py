"""Lists that are sent to the API have a bound, and what is named twice counts once; so do days."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from rest_framework import serializers

from members.api.fields import ShortListField
from tests.programs import problem_of

OURS = ("members.", "communities.", "debates.", "sharing.")
MANY = 50


def all_below(kind: type) -> set[type]:
    return {kind} | {one for each in kind.__subclasses__() for one in all_below(each)}


def names_of_what_is_sent() -> set[str]:
    """The serializers that bodies of requests are made of, by the names of their components."""
    schema = SchemaGenerator().get_schema(public=True)
    found: set[str] = set()

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            name = str(part.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                walk(schema["components"]["schemas"][name])
        for value in part.values() if isinstance(part, dict) else part:
            if isinstance(value, dict | list):
                walk(value)

    for item in schema["paths"].values():
        for operation in item.values():
            walk(operation.get("requestBody", {}))
    return {f"{name.removeprefix('Patched').removesuffix('Request')}Serializer" for name in found}


def sent_lists() -> Iterator[tuple[str, Any]]:
    sent = names_of_what_is_sent()
    for serializer in all_below(serializers.Serializer):
        if serializer.__module__.startswith(OURS) and serializer.__name__ in sent:
            for name, one in serializer().fields.items():
                if isinstance(one, serializers.ListField | serializers.ListSerializer):
                    yield f"{serializer.__name__}.{name}", one


def is_bounded(one: Any) -> bool:
    is_short = isinstance(one, ShortListField | serializers.ListSerializer)
    return is_short and 0 < (one.max_length or 0) <= MANY


@pytest.mark.django_db
def test_every_list_that_can_be_sent_has_a_bound() -> None:
    found = {name: one for name, one in sent_lists() if not one.read_only}
    assert {"ProfileSerializer.languages", "TakingSerializer.grounds"} <= set(found)
    assert not [name for name, one in found.items() if not is_bounded(one)]


@pytest.mark.django_db
def test_a_language_named_often_is_named_once(cast, program) -> None:
    lea = program("lea")
    assert lea.patch("me/", {"languages": ["de", "en", "de"]}).json()["languages"] == ["de", "en"]
    answer = lea.patch("me/", {"languages": ["de"] * 5000})
    assert answer.status_code == 400
    assert list(problem_of(answer)["errors"]) == ["languages"]


@pytest.mark.django_db
def test_the_page_keeps_a_language_once_too(cast, as_member) -> None:
    given = {"name": "Lea", "languages": ["de"] * 20, "story_language": "de", "audience": "members"}
    assert as_member("lea").post("/settings/profile/", given).status_code == 303
    cast.lea.refresh_from_db()
    assert cast.lea.languages == ["de"]


@pytest.mark.clock
@pytest.mark.django_db
@pytest.mark.parametrize(("years", "status"), [(4, 201), (6, 400)])
def test_a_topic_closes_within_five_years(cast, program, years: int, status: int) -> None:
    day = timezone.localdate() + timedelta(days=365 * years)
    sent = {"community": cast.public.code, "question": "Should wages be open?", "language": "en"}
    answer = program("lea").post("topics/", sent | {"closes_on": day.isoformat()})
    assert answer.status_code == status
    sent |= {"closes_on": "9999-12-31"}
    assert program("lea").post("topics/", sent).status_code == 400
