"""Signing up, signing in."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from members.services import sessions
from members.services.accounts import EmailTaken


class SignInForm(LoginForm):  # type: ignore[misc]
    """E-mail and password."""

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """allauth counts a session's time from its last change; ours has an end from the start."""
        answer: HttpResponse = super().login(request, redirect_url)
        if request.user.is_authenticated:
            sessions.begin(request.session, member=request.user)
        return answer


class SignUpForm(SignupForm):  # type: ignore[misc]
    """E-mail, password, name and the language of the interface."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As people call you. Positions stand under this name."),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("de", "Deutsch"), ("en", "English")], initial=get_language
    )
    is_old_enough = forms.BooleanField(label=_("I am at least 16 years old"))
    accepts_guidelines = forms.BooleanField(label=_("I accept the guidelines"))
    field_order = ["name", "email", "password1", "language"]

    def clean_name(self) -> str:
        """A name with a letter in it; it stands beside everything somebody says."""
        name = " ".join(self.cleaned_data["name"].split())
        if not any(letter.isalpha() for letter in name):
            raise forms.ValidationError(_("Please give a name with letters in it."))
        return name

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
