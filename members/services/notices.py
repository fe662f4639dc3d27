"""A mail to every confirmed address of a member when something changes by which they sign in.

It goes out with the act, not by the queue, and holds neither addresses nor anything about the
device. A mail server that is away undoes nothing.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.ids import random_id, to_code
from members.models import Member
from members.post import NotPosted, Unsure, post
from members.reader import mailed_to
from members.services import mails

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Notice:
    """What stands in the subject, and what it means."""

    subject: Any
    meaning: Any


_PASSWORD = Notice(
    _("Your password was changed"),
    _("Your account has a new password. The old one no longer works."),
)
# By the names under which allauth tells of them; the last two are ours.
NOTICES = {
    "password_changed": _PASSWORD,
    "password_set": _PASSWORD,
    "password_reset": _PASSWORD,
    "email_changed": Notice(
        _("Your main e-mail address was changed"),
        _("Our mail goes to another address of your account from now on."),
    ),
    "email_deleted": Notice(
        _("An e-mail address was removed"),
        _("It no longer belongs to your account, and nobody can sign in with it."),
    ),
    "totp_activated": Notice(
        _("Codes from an app were set up"),
        _("Signing in to your account now takes a code from an authenticator app."),
    ),
    "totp_deactivated": Notice(
        _("Codes from an app were switched off"),
        _("Signing in to your account no longer takes a code from an authenticator app."),
    ),
    "webauthn_added": Notice(
        _("A passkey was added"),
        _("A new passkey or security key can now be used to sign in to your account."),
    ),
    "webauthn_removed": Notice(
        _("A passkey was removed"),
        _("One of your passkeys or security keys no longer works for your account."),
    ),
    "recovery_codes_generated": Notice(
        _("New codes for emergencies were made"),
        _("The earlier ones no longer work."),
    ),
    "email_added": Notice(
        _("An e-mail address was added"),
        _("It can now be used to sign in to your account and to set a new password."),
    ),
    "api_key_made": Notice(
        _("An API key was made"),
        _("With it a program can act in your name until the key ends or you revoke it."),
    ),
}


def tell(*, member: Member, what: str) -> None:
    """Tell a member what has just changed, once it has really happened."""
    addresses = confirmed_addresses(member)
    transaction.on_commit(partial(_send, member, NOTICES[what], addresses, timezone.now()))


def confirmed_addresses(member: Member) -> list[str]:
    """Where a member surely reads."""
    mine = EmailAddress.objects.filter(user=member, verified=True)
    return list(mine.order_by("-primary", "email").values_list("email", flat=True))


def notice_to(
    member: Member, notice: Notice, address: str, happened_at: datetime
) -> EmailMultiAlternatives:
    """One mail, in the member's language and by their clock."""
    pages = {
        "password_url": reverse("account_reset_password"),
        "sessions_url": reverse("members:session_settings"),
    }
    with mailed_to(member):
        return mails.write(
            to=address,
            subject=str(notice.subject),
            template="mail/notice",
            context={
                **{name: f"{settings.PUBLIC_URL}{path}" for name, path in pages.items()},
                "member": member,
                "notice": notice,
                "at": happened_at,
                "contact": settings.CONTACT_EMAIL,
            },
            message_id=f"notice-{to_code(random_id())}",
            has_html=True,
        )


def _send(member: Member, notice: Notice, addresses: Sequence[str], happened_at: datetime) -> None:
    for address in addresses:
        try:
            post(notice_to(member, notice, address, happened_at), lambda: None)
        except (NotPosted, Unsure) as trouble:
            logger.warning("A notice about an account was not sent: %s", trouble)
