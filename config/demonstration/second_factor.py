"""The second factor of the demonstration's staff account, for which nobody has a phone."""

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from allauth.mfa.utils import decrypt

from config.demonstration.sign_ins import STAFF
from members.models import Member


def give_second_factor(staff: Member) -> Authenticator:
    """Codes from an app, whose secret only the database knows; once."""
    known = Authenticator.objects.filter(user=staff, type=Authenticator.Type.TOTP).first()
    return known or TOTP.activate(staff, generate_totp_secret()).instance


def current_code() -> tuple[str, int]:
    """The code with which staff signs in now, and for how many seconds it holds.

    Raises Member.DoesNotExist where there is no demonstration.
    """
    staff = Member.objects.get(handle=STAFF, is_demonstration=True)
    secret = decrypt(give_second_factor(staff).data["secret"])
    counter, gone = divmod(int(time.time()), app_settings.TOTP_PERIOD)
    return format_hotp_value(hotp_value(secret, counter)), app_settings.TOTP_PERIOD - gone
