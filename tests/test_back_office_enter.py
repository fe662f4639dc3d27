"""The back office opens to staff who signed in with a second factor, and to nobody else."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from members.models import Member
from tests.sign_in import code_of, give_app, give_password, sign_in, use_second_factor

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
PAGES = ["/admin/", "/admin/members/member/"]


@pytest.fixture
def sam(cast) -> Member:
    """With every right, so that nothing else keeps the doors closed."""
    cast.sam.is_superuser = True
    give_password(cast.sam)
    return cast.sam


def led_to(browser: Client, path: str) -> str:
    """Where a page of the back office leads somebody."""
    answer = browser.get(path, follow=True)
    return answer.redirect_chain[-1][0]


@pytest.mark.parametrize("path", PAGES)
def test_staff_without_a_second_factor_is_led_to_set_one_up(sam, path) -> None:
    browser = sign_in(sam)
    answer = browser.get(path, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("mfa_index")
    assert "The back office opens once you have a passkey" in answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_staff_who_did_not_use_theirs_is_asked_for_it_and_goes_on(sam, path) -> None:
    browser = sign_in(sam)
    app = give_app(sam)
    asked = led_to(browser, path)
    assert asked.startswith(reverse("mfa_reauthenticate"))
    answer = browser.post(reverse("mfa_reauthenticate"), {"code": code_of(app), "next": path})
    assert answer.url == path
    assert browser.get(path).status_code == 200


def test_a_passkey_is_asked_for_where_it_is_the_only_one(sam) -> None:
    browser = sign_in(sam)
    Authenticator.objects.create(user=sam, type=Authenticator.Type.WEBAUTHN, data={})
    asked = browser.get("/admin/login/").url
    assert asked.startswith(reverse("mfa_reauthenticate_webauthn"))


def test_staff_who_signed_in_with_a_code_comes_in(sam) -> None:
    app = give_app(sam)
    browser = sign_in(sam)
    browser.post("/accounts/2fa/authenticate/", {"code": code_of(app)})
    assert browser.get("/admin/").status_code == 200


def test_one_session_does_not_open_it_for_another(sam) -> None:
    one, other = Client(), Client()
    for browser in (one, other):
        browser.force_login(sam)
    use_second_factor(one, sam)
    assert one.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302


def test_it_closes_once_the_second_factor_is_taken_away(sam, as_member) -> None:
    browser = as_member("sam")
    assert browser.get("/admin/").status_code == 200
    Authenticator.objects.filter(user=sam).delete()
    assert browser.get("/admin/").status_code == 302


def test_a_password_that_was_typed_again_is_no_second_factor(sam) -> None:
    browser = sign_in(sam)
    give_app(sam)
    browser.post(reverse("account_reauthenticate"), {"password": "correct horse battery staple"})
    assert browser.get("/admin/").status_code == 302


def test_members_with_a_second_factor_stay_outside(cast, as_member) -> None:
    browser = as_member("lea")
    use_second_factor(browser, cast.lea)
    assert browser.get("/admin/", follow=True).status_code == 403


def test_a_visitor_signs_in_first(db, client) -> None:
    assert led_to(client, "/admin/").startswith("/accounts/login/")


def test_where_it_leads_on_to_lies_in_this_house(sam) -> None:
    browser = sign_in(sam)
    give_app(sam)
    asked = browser.get("/admin/login/?next=https://elsewhere.example/").url
    assert "elsewhere" not in asked
