"""How allauth makes our members."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from members.models import Member
from members.services.accounts import save_new

FIRST_TIME = "signs_in_for_the_first_time"


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

    def pre_login(self, request: HttpRequest, user: Member, **kwargs: Any) -> HttpResponse | None:
        """Whoever signs in for the first time is shown around."""
        if user.last_login is None:
            request.session[FIRST_TIME] = True
        return super().pre_login(request, user, **kwargs)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if request.session.pop(FIRST_TIME, False):
            return reverse("members:welcome")
        return super().get_login_redirect_url(request)
