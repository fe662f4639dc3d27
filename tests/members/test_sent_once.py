"""What is sent twice under one Idempotency-Key is made once, also in the same moment."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from communities.models import Invitation
from communities.services.invitations import invite
from debates.models import Topic
from members.models import ApiToken, Member, SentOnce, ValueStatement
from members.refusals import Refusal
from members.services import limits, once, tokens, values
from tests.at_once import at_once
from tests.conftest import make_member
from tests.programs import Program, problem_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.clock]


def asking(community: Any, **more: Any) -> dict[str, Any]:
    return {
        "community": community.code,
        "question": "Should wages be open to all?",
        "language": "en",
    } | more


def send(program: Program, sent: dict[str, Any], key: str = "first") -> Any:
    headers = {"Idempotency-Key": key}
    return program.client.post("/api/v1/topics/", sent, "application/json", headers=headers)


def test_what_is_sent_again_is_answered_again_and_made_once(cast, program) -> None:
    lea = program("lea")
    first = send(lea, asking(cast.public))
    Topic.objects.update(created_at=timezone.now() - timedelta(hours=2))
    again = send(lea, asking(cast.public))
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert Topic.objects.count() == 1
    assert send(lea, asking(cast.public), key="second").json()["id"] != first.json()["id"]


def test_two_at_once_make_one(cast, program) -> None:
    programs, answers = [program("lea") for _ in range(4)], []
    Topic.objects.all().delete()

    def click(one: Program) -> None:
        answers.append(send(one, asking(cast.public)).json()["id"])

    assert not at_once(*[lambda one=one: click(one) for one in programs])
    assert len(answers) == 4 and len(set(answers)) == 1
    assert Topic.objects.count() == SentOnce.objects.count() == 1


def test_what_was_refused_may_be_mended_under_the_same_key(cast, program) -> None:
    lea = program("lea")
    assert send(lea, asking(cast.public, question="Why?")).status_code == 400
    assert not SentOnce.objects.exists()
    assert send(lea, asking(cast.public)).status_code == 201


def test_a_key_is_for_one_thing(cast, program) -> None:
    lea = program("lea")
    send(lea, asking(cast.public))
    other = send(lea, asking(cast.public, question="Should wages be a secret?"))
    assert other.status_code == 409
    assert "Something else was sent" in problem_of(other)["detail"]
    assert send(lea, asking(cast.public), key="x" * 101).status_code == 400


def test_nobody_gets_the_answer_of_somebody_else(cast, program) -> None:
    first = send(program("lea"), asking(cast.public)).json()
    assert send(program("ben"), asking(cast.public)).json()["id"] != first["id"]


def test_a_repetition_does_not_count(cast, program, monkeypatch) -> None:
    monkeypatch.setattr(limits, "TOPICS", limits.Limit("topics", 1, limits.HOUR, "Enough."))
    lea = program("lea")
    assert [send(lea, asking(cast.public)).status_code for _ in range(3)] == [201] * 3


def test_what_makes_nothing_is_not_kept(cast, program) -> None:
    headers = {"Idempotency-Key": "read"}
    at = "/api/v1/notifications/read/"
    answer = program("lea").client.post(at, {}, "application/json", headers=headers)
    assert answer.status_code == 204
    assert not SentOnce.objects.exists()


def test_answers_are_forgotten_after_a_day(cast, program) -> None:
    lea = program("lea")
    send(lea, asking(cast.public))
    once.forget(timezone.now())
    assert SentOnce.objects.exists()
    once.forget(timezone.now() + timedelta(days=1))
    assert not SentOnce.objects.exists()


# -- Limits of a number


def test_keys_made_at_once_do_not_pass_the_limit(cast, monkeypatch) -> None:
    monkeypatch.setattr(tokens, "MOST_PER_MEMBER", 3)

    def make() -> None:
        tokens.make_token(member=cast.lea, name="script", scopes=["read"], days=30)

    failed = at_once(*[make] * 6)
    assert ApiToken.objects.count() == 3
    assert [type(error) for error in failed] == [Refusal] * 3


def test_invitations_sent_at_once_do_not_pass_the_limit(cast, monkeypatch) -> None:
    few = limits.Limit("invitations", 3, limits.DAY, "Enough.")
    monkeypatch.setattr(limits, "INVITATIONS", few)
    guests = [make_member(f"guest-{number}") for number in range(6)]

    def invite_one(guest: Member) -> None:
        invite(inviter=cast.odo, community=cast.public, invitee=guest, words="Come.")

    failed = at_once(*[lambda guest=guest: invite_one(guest) for guest in guests])
    assert Invitation.objects.count() == 3
    assert [type(error) for error in failed] == [limits.TooMuch] * 3


def test_values_taken_up_at_once_do_not_pass_the_limit(cast, value_of, monkeypatch) -> None:
    monkeypatch.setattr(values, "MOST", 1)
    withdrawn = [value_of(cast.lea, value) for value in ("power", "security", "tradition")]
    ValueStatement.objects.update(withdrawn_at=timezone.now())

    def take_up(one: ValueStatement) -> None:
        values.take_up_value(member=cast.lea, statement=one)

    failed = at_once(*[lambda one=one: take_up(one) for one in withdrawn])
    assert values.statements_of(cast.lea).count() == 1
    assert [type(error) for error in failed] == [values.EnoughValues] * 2
