"""Clicking twice, and bearing the same name as somebody who signs up in the same moment."""

import pytest
from django.core import mail
from django.test import Client

from members.models import Acceptance, Member
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

GIVEN = {
    "name": "Lea Amstutz",
    "password1": "a rather long phrase",
    "language": "en",
    "is_old_enough": "on",
    "accepts_guidelines": "on",
}


def sign_up_at_once(*emails: str) -> list[tuple[int, str]]:
    """Everybody sends the form in the same moment; gives what they were answered."""
    answers: list[tuple[int, str]] = []

    def send(email: str) -> None:
        answer = Client().post("/accounts/signup/", GIVEN | {"email": email})
        answers.append((answer.status_code, answer.headers.get("Location", "")))

    problems = at_once(*(lambda email=email: send(email) for email in emails))
    assert problems == []
    return answers


def test_four_clicks_make_one_account_and_get_one_answer() -> None:
    answers = sign_up_at_once(*["lea@example.org"] * 4)
    assert answers == [(302, "/accounts/confirm-email/")] * 4
    assert Member.objects.count() == 1
    assert Acceptance.objects.filter(member=Member.objects.get()).count() == 2
    assert [sent.to for sent in mail.outbox] == [["lea@example.org"]]
    assert "/accounts/confirm-email/" in mail.outbox[0].body


def test_people_of_one_name_get_handles_of_their_own() -> None:
    emails = [f"lea-{number}@example.org" for number in range(5)]
    assert {status for status, _ in sign_up_at_once(*emails)} == {302}
    handles = set(Member.objects.values_list("handle", flat=True))
    assert len(handles) == len(emails)
    assert all(handle.startswith("lea-amstutz") for handle in handles)
    assert len(mail.outbox) == len(emails)
