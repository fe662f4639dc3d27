"""Browsers in which somebody signed in as people do, and sessions that a second factor opened."""

import time
from types import SimpleNamespace
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from allauth.mfa.utils import decrypt
from django.test import Client
from zeal import zeal_ignore

from members.models import Member

PASSWORD = "correct horse battery staple"


def give_password(member: Member) -> None:
    """Let somebody of the cast sign in: with a password and a confirmed address."""
    member.set_password(PASSWORD)
    member.save()
    EmailAddress.objects.get_or_create(
        user=member, email=member.email, defaults={"verified": True, "primary": True}
    )


def sign_in(member: Member, **headers: str) -> Client:
    """Another browser that comes in by the page."""
    browser = Client(headers={"accept-language": "en"} | headers)
    given = {"login": member.email, "password": PASSWORD}
    # allauth looks at the sessions somebody has one by one.
    with zeal_ignore():
        assert browser.post("/accounts/login/", given).status_code == 302
    return browser


def give_app(member: Member) -> Authenticator:
    """An authenticator app."""
    found = Authenticator.objects.filter(user=member, type=Authenticator.Type.TOTP).first()
    return found or TOTP.activate(member, generate_totp_secret()).instance


def code_of(app: Authenticator) -> str:
    """What the app shows now."""
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    return format_hotp_value(hotp_value(decrypt(app.data["secret"]), counter))


def use_second_factor(client: Client, member: Member) -> None:
    """As if a code from the app had opened this session."""
    app = give_app(member)
    session: Any = client.session
    request: Any = SimpleNamespace(session=session)
    record_authentication(request, member, method="mfa", id=app.pk, type=app.type)
    session.save()
