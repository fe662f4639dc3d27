"""Whoever guesses passwords is stopped, and not the one whose account it is; mail leads home."""

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.test import Client

from members.models import Member
from tests.sign_in import PASSWORD, give_app, give_password, sign_in

pytestmark = pytest.mark.django_db
ELSEWHERE = "203.0.113.7"


@pytest.fixture
def lea(cast) -> Member:
    give_password(cast.lea)
    return cast.lea


def guess(member: Member, password: str, machine: str = ELSEWHERE, host: str = "localhost"):
    given = {"login": member.email, "password": password}
    browser = Client(REMOTE_ADDR=machine, headers={"accept-language": "en", "host": host})
    return browser.post("/accounts/login/", given)


def test_five_wrong_passwords_stop_the_guesser_and_say_for_how_long(lea) -> None:
    answers = [guess(lea, f"guess number {number}") for number in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    stopped = answers[-1]
    assert stopped.headers["Retry-After"] == "300"
    assert "Please try again in 5 minutes." in stopped.content.decode()
    assert guess(lea, PASSWORD).status_code == 429


def test_the_right_password_still_opens_from_anywhere_else(lea) -> None:
    for number in range(6):
        guess(lea, f"guess number {number}")
    sign_in(lea)


def test_another_host_gives_no_further_tries(lea) -> None:
    """A port in the Host header is nothing that anybody checks."""
    answers = [guess(lea, "wrong again", host=f"localhost:{7000 + n}") for n in range(6)]
    assert answers[-1].status_code == 429


def test_too_many_sign_ins_of_a_machine_are_answered_in_the_same_way(lea, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip", "login_failed": None}
    answer = [guess(lea, "wrong again") for _ in range(3)][-1]
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "in one minute" in answer.content.decode()


def test_codes_are_not_guessed_for_long_either(lea) -> None:
    give_app(lea)
    browser = Client(headers={"accept-language": "en"})
    browser.post("/accounts/login/", {"login": lea.email, "password": PASSWORD})
    answers = [browser.post("/accounts/2fa/authenticate/", {"code": "000000"}) for _ in range(6)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429


NEW = {
    "name": "Noëmi",
    "email": "new@example.org",
    "password1": "a rather long phrase",
    "language": "en",
    "is_old_enough": "on",
    "accepts_guidelines": "on",
}
ASKED = {
    "password_reset_key": ("/accounts/password/reset/", {"email": "lea@example.org"}),
    "unknown_account": ("/accounts/password/reset/", {"email": "nobody@example.org"}),
    "email_confirmation_signup": ("/accounts/signup/", NEW),
    "account_already_exists": ("/accounts/signup/", NEW | {"email": "lea@example.org"}),
}


@pytest.mark.parametrize("name", ASKED)
def test_links_in_mail_lead_home_whatever_host_was_asked(lea, name) -> None:
    path, given = ASKED[name]
    Client(headers={"host": "localhost:6666"}).post(path, given)
    assert f"{settings.PUBLIC_URL}/accounts/" in mail.outbox[-1].body
    assert ":6666" not in mail.outbox[-1].body


def test_so_does_the_link_that_confirms_another_address(lea) -> None:
    browser = sign_in(lea)
    given = {"action_add": "", "email": "other@example.org"}
    browser.post("/accounts/email/", given, headers={"host": "localhost:6666"})
    assert EmailAddress.objects.filter(email="other@example.org").exists()
    assert f"{settings.PUBLIC_URL}/accounts/confirm-email/" in mail.outbox[-1].body


def test_a_mail_about_an_account_speaks_the_language_of_its_member(lea) -> None:
    Member.objects.filter(pk=lea.pk).update(language="de")
    Client(headers={"accept-language": "en"}).post(*ASKED["password_reset_key"])
    assert mail.outbox[-1].body.startswith("Hallo")
