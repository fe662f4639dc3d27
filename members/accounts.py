"""How allauth makes our members."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from members.models import Member
from members.services.accounts import free_handle


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up can be closed; a new member gets a name and a handle."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGN_UP_OPEN

    def save_user(
        self, request: HttpRequest, user: Member, form: Any, commit: bool = True
    ) -> Member:
        user.name = form.cleaned_data["name"]
        user.handle = free_handle(user.name)
        user.language = form.cleaned_data.get("language") or user.language
        return super().save_user(request, user, form, commit)
