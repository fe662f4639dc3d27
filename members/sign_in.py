"""What a session knows of how somebody signed in: how long ago, and with what."""

import time
from collections.abc import Callable
from typing import Any

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse

View = Callable[..., Any]
Person = AbstractBaseUser | AnonymousUser
# Codes for emergencies belong to one of these, and count as used for it.
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
PROOFS = {"password", "mfa"}


def asks_anew(view: View, *, to_read: bool = True) -> View:
    """A door that opens to whoever has just signed in, or says once more that it is them: with
    password, passkey or code. What they sent waits meanwhile. Without `to_read` pages open freely.
    """
    recent = reauthentication_required(app="allauth.account", allow_get=not to_read)
    return login_required(recent(view))


def just_signed_in(request: HttpRequest) -> bool:
    """Whether this session began so shortly ago that nobody else sits there now."""
    records = get_authentication_records(request, request.user)
    moments = [record["at"] for record in records if record.get("method") in PROOFS]
    return bool(moments) and time.time() - moments[-1] < app_settings.REAUTHENTICATION_TIMEOUT


def used_second_factor(request: HttpRequest) -> bool:
    """Whether a second factor opened this session, and its member still has one."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records) and has_second_factor(
        request.user
    )


def has_second_factor(member: Person) -> bool:
    return Authenticator.objects.filter(user_id=member.pk, type__in=SECOND_FACTORS).exists()


def way_to_second_factor(member: Person) -> str:
    """The page that asks for the second factor a member has."""
    with_app = Authenticator.objects.filter(
        user_id=member.pk, type=Authenticator.Type.TOTP
    ).exists()
    return reverse("mfa_reauthenticate" if with_app else "mfa_reauthenticate_webauthn")
