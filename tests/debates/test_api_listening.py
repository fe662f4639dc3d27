"""Listening over HTTP: the gate holds there as on the pages, and every refusal is a problem."""

from datetime import timedelta

import pytest
from django.utils import timezone

from debates.models import Argument, Restatement
from debates.services.restatements import answer_not_quite, confirm_heard
from tests.programs import problem_of

WORDS = "You saw the good ending and the bad one, and so you would rather wait a little longer."
OBJECTION = {"kind": "objection", "text": "It favours always the same ones.", "language": "en"}
HELP = "It is not about hiding; it is about the story behind it."


@pytest.fixture
def position(cast, topic, stand):
    return stand(cast.ben, topic, -1)


@pytest.fixture
def told(position):
    """Somebody restates Ben: `told(program("lea"))`."""

    def telling(client, **fields):
        sent = {"text": WORDS, "language": "en"} | fields
        return client.post(f"positions/{position.code}/restatements/", sent)

    return telling


def test_from_restating_to_objecting(cast, position, program, told):
    lea, ben = program("lea"), program("ben")
    refused = lea.post(f"positions/{position.code}/arguments/", OBJECTION)
    assert refused.status_code == 403
    assert "as soon as Ben feels heard" in problem_of(refused)["detail"]
    gate = lea.get(f"positions/{position.code}/gate/").json()
    assert (gate["is_open"], gate["step"], gate["restatement"]) == (False, "restate", None)
    sent = told(lea)
    assert sent.status_code == 201
    code = sent.json()["id"]
    assert lea.get(f"positions/{position.code}/gate/").json()["step"] == "waits"
    assert ben.get("restatements/").json()["results"][0]["id"] == code
    assert ben.post(f"restatements/{code}/heard/").json()["state"] == "heard"
    written = lea.post(f"positions/{position.code}/arguments/", OBJECTION)
    assert written.status_code == 201
    thread = program(None).get(f"positions/{position.code}/arguments/").json()["results"]
    assert [row["id"] for row in thread] == [written.json()["id"]]


def test_an_objection_below_has_its_own_gate(cast, position, program, retell):
    confirm_heard(member=cast.ben, restatement=retell(cast.lea, position))
    lea, ben = program("lea"), program("ben")
    first = lea.post(f"positions/{position.code}/arguments/", OBJECTION).json()
    refused = ben.post(f"positions/{position.code}/arguments/", OBJECTION | {"parent": first["id"]})
    assert refused.status_code == 403
    words = {"text": WORDS, "language": "en"}
    sent = ben.post(f"arguments/{first['id']}/restatements/", words).json()
    assert sent["argument"] == first["id"]
    lea.post(f"restatements/{sent['id']}/heard/")
    assert ben.get(f"arguments/{first['id']}/gate/").json()["is_open"]
    deeper = ben.post(f"positions/{position.code}/arguments/", OBJECTION | {"parent": first["id"]})
    assert deeper.json()["depth"] == 1


@pytest.mark.clock
def test_the_gate_opens_by_itself_after_three_days(cast, position, program, retell):
    sent = retell(cast.lea, position)
    Restatement.objects.update(created_at=timezone.now() - timedelta(hours=73))
    lea = program("lea")
    assert lea.get(f"restatements/{sent.code}/").json()["state"] == "lapsed"
    written = lea.post(f"positions/{position.code}/arguments/", OBJECTION).json()
    assert written["was_unanswered"] is True


def test_a_community_switches_the_gate_off(cast, position, program):
    place = f"communities/{cast.public.code}/debate-rules/"
    assert program(None).get(place).json() == {"restating_comes_first": True}
    off = program("odo").put(place, {"restating_comes_first": False})
    assert off.json() == {"restating_comes_first": False}
    written = program("lea").post(f"positions/{position.code}/arguments/", OBJECTION)
    assert written.status_code == 201


@pytest.mark.parametrize(
    ("fields", "status", "field"),
    [
        ({"text": "Too short."}, 400, "text"),
        ({"text": "w" * 601}, 400, "text"),
        ({"also_agree": "w" * 281}, 400, "also_agree"),
        ({"language": "xx"}, 400, "language"),
    ],
)
def test_what_cannot_be_right_is_a_problem(program, told, fields, status, field):
    answer = told(program("lea"), **fields)
    assert answer.status_code == status
    assert field in problem_of(answer)["errors"]


def test_a_copy_is_a_problem_at_its_field(cast, topic, stand, program, told):
    stand(cast.ben, topic, -1, reasons=WORDS)
    assert "text" in problem_of(told(program("lea")))["errors"]


def test_a_second_one_is_told_409_and_the_same_words_are_one(program, told):
    lea = program("lea")
    assert told(lea).json()["id"] == told(lea).json()["id"]
    second = told(lea, text="Something else " * 6)
    assert second.status_code == 409
    assert "still waiting" in problem_of(second)["detail"]


def test_nobody_restates_themselves_nor_from_outside(program, told):
    for who in ("ben", "nora"):
        assert told(program(who)).status_code == 403


def test_not_quite_is_read_by_the_two_only(cast, position, program, told):
    code = told(program("lea")).json()["id"]
    ben = program("ben")
    assert ben.post(f"restatements/{code}/not-quite/", {"correction": "No."}).status_code == 400
    answer = ben.post(f"restatements/{code}/not-quite/", {"correction": HELP})
    assert answer.json()["correction"] == HELP
    assert program("mara").get(f"restatements/{code}/").status_code == 404
    ben.post(f"restatements/{code}/heard/")
    assert program("mara").get(f"restatements/{code}/").json()["correction"] == ""
    listed = program(None).get(f"positions/{position.code}/restatements/").json()["results"]
    assert [(row["id"], row["correction"]) for row in listed] == [(code, "")]
    again = ben.post(f"restatements/{code}/not-quite/", {"correction": HELP})
    assert again.status_code == 409


def test_a_witness_over_http(cast, topic, position, stand, program, retell):
    stand(cast.mara, topic, 1)
    for number in (1, 2):
        sent = retell(cast.lea, position, text=f"Round {number}: " + "z" * 60)
        answer_not_quite(member=cast.ben, restatement=sent, correction=HELP)
    lea, ben, mara = program("lea"), program("ben"), program("mara")
    place = f"restatements/{sent.code}/"
    assert lea.post(f"{place}witness/").status_code == 409
    assert lea.post(f"{place}witness/", {"witness": cast.odo.code}).status_code == 400
    assert lea.post(f"{place}witness/", {"witness": cast.mara.code}).status_code == 200
    assert mara.get(place).status_code == 404
    assert ben.post(f"{place}witness/accept/").status_code == 200
    assert mara.get(place).json()["correction"] == HELP
    judged = mara.post(f"{place}judgement/", {"is_fair": True, "words": "It says what he meant."})
    assert judged.json()["is_fair"] is True
    assert lea.get(f"positions/{position.code}/gate/").json()["step"] == "fair"


def test_contributions_are_reworded_withdrawn_and_brought_back(cast, position, program):
    lea = program("lea")
    support = {"kind": "support", "text": "Yes.", "language": "en"}
    code = lea.post(f"positions/{position.code}/arguments/", support).json()["id"]
    place = f"arguments/{code}/"
    assert lea.patch(place, {"text": "Yes, and more."}).json()["text"] == "Yes, and more."
    assert program("mara").patch(place, {"text": "No."}).status_code == 403
    assert lea.delete(place).status_code == 204
    assert lea.get(place).status_code == 404
    assert lea.post(f"{place}restore/").json()["text"] == "Yes, and more."


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"kind": "answer"}, "kind"), ({"text": " "}, "text"), ({"parent": "0000000000"}, "parent")],
)
def test_a_contribution_that_cannot_be_is_a_problem(position, program, fields, field):
    sent = {"kind": "support", "text": "Yes.", "language": "en"} | fields
    answer = program("lea").post(f"positions/{position.code}/arguments/", sent)
    assert answer.status_code == 400
    assert field in problem_of(answer)["errors"]


def test_a_thread_is_read_in_its_order_page_by_page(cast, position, program):
    lea = program("lea")
    support = {"kind": "support", "language": "en"}
    place = f"positions/{position.code}/arguments/"
    for number in range(3):
        above = lea.post(place, support | {"text": f"{number}."}).json()["id"]
        lea.post(
            place, {"kind": "answer", "language": "en", "text": f"To {number}.", "parent": above}
        )
    codes, page = [], lea.get(place, page_size=4).json()
    codes += [row["id"] for row in page["results"]]
    page = lea.client.get(page["next"]).json()
    codes += [row["id"] for row in page["results"]]
    assert codes == [row.code for row in Argument.objects.in_reading_order()]
    assert lea.get(place, cursor="cD0lMDA=").status_code == 404
