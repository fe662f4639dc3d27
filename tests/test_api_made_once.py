"""Whatever a program sends three times at once under one Idempotency-Key is made once."""

from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator

from members.models import SentOnce
from tests.at_once import at_once
from tests.clicks import added_since, rows_now
from tests.made_by_programs import SENDINGS, Sending
from tests.makings import filled
from tests.programs import Program

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.clock]


def operations() -> dict[str, Any]:
    """What takes a POST, by its path."""
    paths = SchemaGenerator().get_schema(public=True)["paths"]
    return {
        path.removeprefix("/api/v1/"): item["post"]
        for path, item in paths.items()
        if "post" in item
    }


def test_every_operation_that_makes_something_stands_in_the_table() -> None:
    makes = {path for path, said in operations().items() if "201" in said["responses"]}
    assert makes == {sending.path for sending in SENDINGS}


def test_the_schema_offers_the_header_where_something_is_made() -> None:
    offers = {
        path
        for path, said in operations().items()
        if any(one["name"] == "Idempotency-Key" for one in said.get("parameters", []))
    }
    assert offers == {sending.path for sending in SENDINGS}


@pytest.mark.parametrize("sending", SENDINGS, ids=str)
def test_three_at_once_make_one_and_are_answered_alike(
    sending: Sending, cast, stage, program
) -> None:
    sending.before(stage)
    sender: Program = program(sending.who)
    path, sent = sending.path, filled(sending.sent, stage)
    if sending.thing:
        path = path.replace("{id}", stage[sending.thing].code)
    answers = []

    def send(key: str = "once") -> None:
        answers.append(sender.post(path, sent, headers={"Idempotency-Key": key}))

    assert not at_once(send, send, send)
    assert [answer.status_code for answer in answers] == [201] * 3, answers[0].json()
    first, *others = [answer.json() for answer in answers]
    assert others == [first, first]
    assert SentOnce.objects.count() == 1
    stands = rows_now()
    send()
    assert answers[-1].json() == first
    assert not added_since(stands)
