"""What matters most opens to whoever has just signed in, or says once more that it is them."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.models import ApiToken, Member
from tests.sign_in import PASSWORD, code_of, give_app, give_password, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
OTHER = "other@example.org"
KEY = {"name": "mine", "scopes": ["read"], "days": 30}


@dataclass(frozen=True)
class Door:
    """An address, and what is sent there."""

    name: str
    method: str = "post"
    sent: dict[str, Any] = field(default_factory=dict)

    def knock(self, browser: Client) -> Any:
        return getattr(browser, self.method)(reverse(self.name), self.sent)


# By these an account, or all it holds, is taken over. A password is changed with the old one.
DOORS = [
    Door("members:export", "get"),
    Door("members:leave", sent={"email": "lea@example.org"}),
    Door("members:token_settings", sent=KEY),
    Door("account_email", sent={"action_add": "", "email": "third@example.org"}),
    Door("account_email", sent={"action_primary": "", "email": OTHER}),
    Door("account_email", sent={"action_remove": "", "email": OTHER}),
    Door("mfa_activate_totp", "get"),
    Door("mfa_add_webauthn", "get"),
]


def state(member: Member) -> tuple[Any, ...]:
    """All that one of these doors can change."""
    return (
        Member.objects.filter(pk=member.pk).values_list("email").first(),
        sorted(EmailAddress.objects.filter(user=member).values_list("email", "primary")),
        ApiToken.objects.filter(member=member).count(),
    )


def told(door: Door) -> str:
    return " ".join([door.method, door.name, *door.sent])


@pytest.fixture
def lea(cast) -> Member:
    give_password(cast.lea)
    EmailAddress.objects.create(user=cast.lea, email=OTHER, verified=True)
    return cast.lea


@pytest.fixture
def stale(lea) -> Client:
    """A browser in which she signed in some time ago."""
    browser = Client(headers={"accept-language": "en"})
    with time_machine.travel(timezone.now() - timedelta(minutes=6)):
        browser.force_login(lea)
    return browser


@pytest.mark.parametrize("door", DOORS, ids=told)
def test_a_sign_in_of_some_minutes_ago_is_asked_for_anew(lea, stale, door) -> None:
    before = state(lea)
    answer = door.knock(stale)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert state(lea) == before


@pytest.mark.parametrize("door", DOORS, ids=told)
def test_after_the_password_it_goes_on_by_itself(lea, stale, door) -> None:
    asked = door.knock(stale).url
    before = state(lea)
    wrong = stale.post(asked, {"password": "not the password"})
    assert "password" in wrong.context["form"].errors
    assert state(lea) == before
    right = stale.post(asked, {"password": PASSWORD, "next": reverse(door.name)})
    if door.method == "get":
        assert right.url == reverse(door.name)
        assert stale.get(right.url).status_code == 200
    else:
        assert right.status_code < 400
        assert state(lea) != before


@pytest.mark.parametrize("door", DOORS, ids=told)
def test_whoever_has_just_signed_in_is_not_asked(lea, door) -> None:
    answer = door.knock(sign_in(lea))
    assert not answer.headers.get("Location", "").startswith(reverse("account_reauthenticate"))
    assert answer.status_code < 400


def test_a_visitor_is_led_to_the_sign_in(db, client) -> None:
    answer = client.get(reverse("members:export"))
    assert answer.url == "/accounts/login/?next=/settings/privacy/export/"


def test_a_page_that_only_shows_keys_opens_freely(stale) -> None:
    assert stale.get(reverse("members:token_settings")).status_code == 200


def test_a_code_from_the_app_is_as_good_as_the_password(lea, stale) -> None:
    code = code_of(give_app(lea))
    asked = stale.get(reverse("members:export"))
    page = stale.get(asked.url).content.decode()
    assert reverse("mfa_reauthenticate") in page
    going_on = {"code": code, "next": reverse("members:export")}
    assert stale.post(reverse("mfa_reauthenticate"), going_on).url == reverse("members:export")
    assert stale.get(reverse("members:export")).status_code == 200


def test_a_passkey_is_offered_to_whoever_has_one(lea, stale) -> None:
    Authenticator.objects.create(user=lea, type=Authenticator.Type.WEBAUTHN, data={})
    asked = stale.get(reverse("members:export"))
    assert reverse("mfa_reauthenticate_webauthn") in stale.get(asked.url).content.decode()


def test_nobody_tries_passwords_there_for_long(lea, stale) -> None:
    asked = stale.post(reverse("members:leave"), {"email": lea.email}).url
    answers = [stale.post(asked, {"password": f"guess {number}"}) for number in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert Member.objects.filter(pk=lea.pk).exists()


def test_the_way_to_the_export_is_a_page_that_may_ask_first(lea, stale) -> None:
    """A link that saves whatever comes would save the question for the password."""
    page = stale.get(reverse("members:privacy_settings")).content.decode()
    link = next(part for part in page.split("<a ") if reverse("members:export") in part)
    assert " download" not in link.split(">")[0]


def test_drafts_wait_while_the_password_is_asked_for(lea, stale) -> None:
    asked = stale.post(reverse("members:token_settings"), KEY)
    assert "data-draft-wait" in stale.get(asked.url).content.decode()
