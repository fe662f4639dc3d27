"""Signing up, signing in, and another password."""

from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from members import names
from members.forms.fields import LineField
from members.models import Member
from members.services import sessions
from members.services.accounts import EmailTaken


class SignInForm(allauth.LoginForm):  # type: ignore[misc]
    """E-mail and password."""

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """allauth counts a session's time from its last change; ours has an end from the start."""
        answer: HttpResponse = super().login(request, redirect_url)
        if request.user.is_authenticated:
            sessions.begin(request.session, member=request.user)
        return answer


class SignUpForm(allauth.SignupForm):  # type: ignore[misc]
    """E-mail, password, name and the language of the interface."""

    name = LineField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As people call you. Positions stand under this name."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("de", "Deutsch"), ("en", "English")], initial=get_language
    )
    is_old_enough = forms.BooleanField(label=_("I am at least 16 years old"))
    accepts_guidelines = forms.BooleanField(label=_("I accept the guidelines"))
    field_order = ["name", "email", "password1", "language"]

    def clean_name(self) -> str:
        """A name everybody can read and nobody mistakes; it stands beside all somebody says."""
        name: str = self.cleaned_data["name"]
        if fault := names.fault_in(name):
            raise forms.ValidationError(fault)
        return name

    def clean(self) -> dict[str, Any]:
        """allauth compares the password with the address only; a name is guessed as quickly."""
        cleaned: dict[str, Any] = super().clean()
        name, password = cleaned.get("name"), cleaned.get("password1")
        if name and password and "password1" not in self.errors:
            try:
                get_adapter().clean_password(password, user=Member(name=name))
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return cleaned

    def try_save(self, request: HttpRequest) -> Any:
        """Also for an address that has an account already: the same answer in the same time.

        Hashing a password takes longer than everything else together, and would tell them apart.
        """
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        try:
            return super().try_save(request)
        except EmailTaken:
            # The mail goes out with the first click; the answer to the second is the same.
            return None, get_adapter().respond_email_verification_sent(request, None)


class KeepsKeys(forms.Form):
    """With a new password the API keys end, unless one keeps them on purpose."""

    user: Member

    keeps_keys = forms.BooleanField(
        label=_("Keep my API keys"),
        required=False,
        help_text=_("Otherwise they end now. Let them end if somebody may know your password."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.user.api_tokens.current().exists():
            del self.fields["keeps_keys"]

    def save(self) -> None:
        self.user.keeps_keys = self.cleaned_data.get("keeps_keys", False)
        super().save()  # type: ignore[misc]


class ChangePasswordForm(KeepsKeys, allauth.ChangePasswordForm):  # type: ignore[misc]
    field_order = ["oldpassword", "password1", "password2", "keeps_keys"]


class SetPasswordForm(KeepsKeys, allauth.SetPasswordForm):  # type: ignore[misc]
    field_order = ["password1", "password2", "keeps_keys"]
