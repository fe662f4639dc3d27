"""How allauth makes our members, knows them again, and writes to them."""

from contextlib import nullcontext
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from members.ids import random_id, to_code
from members.models import Member
from members.reader import mailed_to
from members.services import mails, notices, sessions
from members.services.accounts import save_new
from members.sign_in import just_signed_in
from members.views.forms import too_many_tries

FIRST_TIME = "signs_in_for_the_first_time"
# The mail to somebody whose account is closed.
CLOSED = "account/email/account_closed"
# Wrong passwords are counted for five minutes (allauth's rate `login_failed`).
FAILURES_COUNT_FOR = 300


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up can be closed; a new member gets a name and a handle, and has accepted the terms."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGN_UP_OPEN

    def save_user(
        self, request: HttpRequest, user: Member, form: Any, commit: bool = True
    ) -> Member:
        user.name = form.cleaned_data["name"]
        user.language = form.cleaned_data.get("language") or user.language
        new: Member = super().save_user(request, user, form, commit=False)
        if commit:
            save_new(new)
        return new

    # -- Signing in

    def pre_login(self, request: HttpRequest, user: Member, **kwargs: Any) -> HttpResponse | None:
        """Whoever signs in for the first time is shown around."""
        if user.last_login is None:
            request.session[FIRST_TIME] = True
        return super().pre_login(request, user, **kwargs)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if request.session.pop(FIRST_TIME, False):
            return reverse("members:welcome")
        return super().get_login_redirect_url(request)

    def login(self, request: HttpRequest, user: Member) -> None:
        super().login(request, user)
        sessions.begin(request.session, member=user)

    def set_password(self, user: Member, password: str) -> None:
        """A new password ends every session but the one in which it is set."""
        super().set_password(user, password)
        sessions.end_others(member=user, keep=allauth_context.request.session.session_key)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Signing in a moment ago is as good as being asked again."""
        asked = super().is_reauthentication_required(app=app, **kwargs)
        return asked and not just_signed_in(allauth_context.request)

    # -- Wrong passwords

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Counted by address and machine: who guesses is stopped, whose account it is comes in."""
        login = credentials.get("email", "").lower()
        return f"{ratelimit.get_ip(request)}:{login}"

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        if code == "too_many_login_attempts":
            answer = too_many_tries(allauth_context.request, FAILURES_COUNT_FOR)
            raise ImmediateHttpResponse(answer)
        return super().validation_error(code, *args)

    # -- Mail

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Whoever had an address before is told of another one."""
        member = email_address.user
        had_one = bool(notices.confirmed_addresses(member))
        confirmed = super().confirm_email(request, email_address)
        if confirmed and had_one:
            notices.tell(member=member, what="email_added")
        return confirmed

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Member,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """In our words, and to every confirmed address; the one before is still among them."""
        before, after = ((context or {}).get(key) for key in ("from_email", "to_email"))
        if before and before == after:
            # The main address was chosen once more.
            return
        notices.tell(member=user, what=template_prefix.rpartition("/")[2])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Whatever was asked for: somebody whose account is closed reads that it is. On the page
        the answer is the same as for everybody, and a stranger learns nothing.
        """
        member = context.get("user") or _whose(email)
        is_closed = member is not None and not member.is_active
        super().send_mail(CLOSED if is_closed else template_prefix, email, context)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """In the language and by the clock of whose account it is; links lead to PUBLIC_URL,
        whatever host was asked for the mail.
        """
        links = {key: _at_home(url) for key, url in context.items() if key.endswith("_url")}
        house = {"site_url": settings.PUBLIC_URL, "contact": settings.CONTACT_EMAIL}
        full = {**context, **links, **house}
        member = context.get("user") or _whose(email)
        with mailed_to(member) if member else nullcontext():
            ours = mails.headers(f"account-{to_code(random_id())}")
            return super().render_mail(template_prefix, email, full, {**(headers or {}), **ours})


def _whose(email: str | list[str]) -> Member | None:
    """Whose account has this address; allauth names them only in some of its mails."""
    address = email if isinstance(email, str) else email[0]
    confirmed = Q(emailaddress__email__iexact=address, emailaddress__verified=True)
    return Member.objects.filter(Q(email__iexact=address) | confirmed).first()


def _at_home(url: str) -> str:
    """The same path under the address of this house."""
    return f"{settings.PUBLIC_URL}/{url.split('/', 3)[-1]}"
