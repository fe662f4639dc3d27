"""What changes how somebody signs in is told by mail, to all their addresses, in their words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.utils import timezone, translation
from zeal import zeal_ignore

from members.models import Member
from members.post import NotPosted
from members.services import notices, tokens
from tests.sign_in import PASSWORD, give_app, give_password, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
OTHER = "other@example.org"
THIRD = "third@example.org"
NEW = "quite another phrase"


@dataclass(frozen=True)
class Change:
    """What a browser does, and as what it is told."""

    what: str
    do: Callable[[Client, Member], Any]
    # To whom, besides the main address.
    others: tuple[str, ...] = (OTHER,)


def change_password(browser: Client, member: Member) -> Any:
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    return browser.post("/accounts/password/change/", given)


def set_password(browser: Client, member: Member) -> Any:
    Member.objects.filter(pk=member.pk).update(password="!")
    fresh = Member.objects.get(pk=member.pk)
    browser.force_login(fresh)
    return browser.post("/accounts/password/set/", {"password1": NEW, "password2": NEW})


def reset_password(browser: Client, member: Member) -> Any:
    visitor = Client()
    visitor.post("/accounts/password/reset/", {"email": member.email})
    link = next(word for word in mail.outbox[-1].body.split() if "/password/reset/key/" in word)
    mail.outbox.clear()
    page = visitor.get("/" + link.split("/", 3)[-1]).url
    return visitor.post(page, {"password1": NEW, "password2": NEW})


def confirm_another(browser: Client, member: Member) -> Any:
    another = EmailAddress.objects.create(user=member, email=THIRD)
    return browser.post(f"/accounts/confirm-email/{EmailConfirmationHMAC(another).key}/")


def set_up_app(browser: Client, member: Member) -> Any:
    """Possible only once every address is confirmed."""
    EmailAddress.objects.filter(user=member, verified=False).delete()
    browser.get("/accounts/2fa/totp/activate/")
    secret = browser.session[SECRET_SESSION_KEY]
    code = format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))
    return browser.post("/accounts/2fa/totp/activate/", {"code": code})


def switch_off_app(browser: Client, member: Member) -> Any:
    give_app(member)
    return browser.post("/accounts/2fa/totp/deactivate/")


def new_codes(browser: Client, member: Member) -> Any:
    give_app(member)
    return browser.post("/accounts/2fa/recovery-codes/generate/")


def add_passkey(browser: Client, member: Member) -> Any:
    """No browser is here to make one; allauth tells of it by this name."""
    notices.tell(member=member, what="webauthn_added")


def remove_passkey(browser: Client, member: Member) -> Any:
    key = Authenticator.objects.create(user=member, type=Authenticator.Type.WEBAUTHN, data={})
    return browser.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")


def email(act: str) -> Callable[[Client, Member], Any]:
    return lambda browser, _: browser.post("/accounts/email/", {act: "", "email": OTHER})


KEY: dict[str, Any] = {"name": "mine", "scopes": ["read"], "days": 30}
CHANGES = [
    Change("password_changed", change_password),
    Change("password_set", set_password),
    Change("password_reset", reset_password),
    Change("email_added", confirm_another),
    Change("email_changed", email("action_primary")),
    Change("email_deleted", email("action_remove"), others=()),
    Change("totp_activated", set_up_app),
    Change("totp_deactivated", switch_off_app),
    Change("recovery_codes_generated", new_codes),
    Change("webauthn_added", add_passkey),
    Change("webauthn_removed", remove_passkey),
    Change("api_key_made", lambda browser, _: browser.post("/settings/tokens/", KEY)),
]


@pytest.fixture
def lea(cast) -> Member:
    give_password(cast.lea)
    EmailAddress.objects.create(user=cast.lea, email=OTHER, verified=True)
    EmailAddress.objects.create(user=cast.lea, email="typo@example.org")
    return cast.lea


def test_every_notice_has_its_act_here() -> None:
    assert {change.what for change in CHANGES} == notices.NOTICES.keys()


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.what)
def test_each_act_is_told_once_to_every_confirmed_address(
    lea, change, language, django_capture_on_commit_callbacks
) -> None:
    """In the member's language, whatever the browser speaks; one with a typo hears nothing."""
    Member.objects.filter(pk=lea.pk).update(language=language)
    lea.refresh_from_db()
    browser = sign_in(lea, **{"user-agent": "Telltale/1.0"})
    # allauth looks up authenticators one by one.
    with django_capture_on_commit_callbacks(execute=True), zeal_ignore():
        answer = change.do(browser, lea)
    assert answer is None or answer.status_code in {200, 302}
    with translation.override(language):
        subject = str(notices.NOTICES[change.what].subject)
    told = [sent for sent in mail.outbox if sent.subject == subject]
    assert {to for sent in told for to in sent.to} - {THIRD} == {lea.email, *change.others}
    assert len({to for sent in told for to in sent.to}) == len(told)
    assert len(mail.outbox) == len(told)
    for sent in told:
        words = sent.body + sent.alternatives[0].content
        assert "Hallo Lea" in words if language == "de" else "Hello Lea" in words
        for secret in ("127.0.0.1", "Telltale", NEW, OTHER):
            assert secret not in words + sent.subject


def test_it_says_when_by_the_clock_of_the_reader(lea, django_capture_on_commit_callbacks) -> None:
    Member.objects.filter(pk=lea.pk).update(time_zone="America/Los_Angeles")
    lea.refresh_from_db()
    with (
        time_machine.travel("2026-07-01T03:30:00Z"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        tokens.make_token(member=lea, **KEY)
    assert "on 30 June, 8.30\N{NO-BREAK SPACE}pm" in mail.outbox[0].body


def test_what_is_taken_back_is_not_told(lea, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks():
        tokens.make_token(member=lea, **KEY)
    assert mail.outbox == []


def test_a_mail_server_that_is_away_undoes_nothing(
    lea, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    def away(*_: Any) -> None:
        raise NotPosted("ConnectionRefusedError")

    monkeypatch.setattr(notices, "post", away)
    with django_capture_on_commit_callbacks(execute=True):
        assert change_password(sign_in(lea), lea).status_code == 302
    lea.refresh_from_db()
    assert lea.check_password(NEW)


def test_the_first_address_of_an_account_is_no_news(
    cast, django_capture_on_commit_callbacks
) -> None:
    first = EmailAddress.objects.create(user=cast.lea, email=cast.lea.email)
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(f"/accounts/confirm-email/{EmailConfirmationHMAC(first).key}/")
    first.refresh_from_db()
    assert first.verified
    assert mail.outbox == []


def test_choosing_the_main_address_once_more_is_no_news(
    lea, django_capture_on_commit_callbacks
) -> None:
    EmailAddress.objects.filter(user=lea, email=lea.email).update(primary=True, verified=True)
    browser = sign_in(lea)
    with django_capture_on_commit_callbacks(execute=True), zeal_ignore():
        browser.post("/accounts/email/", {"action_primary": "", "email": lea.email})
    assert not mail.outbox
