"""Language, keys, leaving."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from members.forms.fields import LineField
from members.models import Member, Scope

CONTINENTS = (
    "Africa",
    "America",
    "Antarctica",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@cache
def time_zones() -> list[tuple[str, str]]:
    """Zones by continent and city; the one of this country first."""
    names = sorted(name for name in available_timezones() if name.split("/")[0] in CONTINENTS)
    return [(name, name.replace("_", " ")) for name in ["Europe/Zurich", *names, "UTC"]]


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of the house"),
        choices=[("de", "Deutsch"), ("en", "English")],
        widget=forms.RadioSelect,
        help_text=_("What members write stays in the language they wrote it in."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zones, help_text=_("For dates, and for your letter.")
    )


class ScopesField(forms.MultipleChoiceField):
    """What a key is for, each scope with a sentence."""

    choice_help = {
        Scope.READ: _("What you may read here: topics, positions, offers, questions, exchanges."),
        Scope.WRITE: _("Write, ask, answer, offer and agree in your name."),
        Scope.VOTES: _("Read and cast your votes on statements."),
        Scope.CONSENTS: _("Read your consents, give them and take them back."),
        Scope.PRIVACY: _(
            "Notifications with what others wrote to you, whom you have blocked or reported, whom "
            "you listened to, what came of it."
        ),
    }


class TokenForm(forms.Form):
    name = LineField(
        label=_("What the key is for"),
        max_length=80,
        help_text=_("So that you recognise it later, such as: calendar of our association."),
    )
    scopes = ScopesField(
        label=_("What it may do"),
        choices=Scope.choices,
        initial=[Scope.READ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one of the things the key is for.")},
    )
    days = forms.TypedChoiceField(
        label=_("How long it lasts"),
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("One year"))],
        coerce=int,
        initial=90,
        widget=forms.RadioSelect,
    )


class LeaveForm(forms.Form):
    """Whoever leaves types their address, so that nobody leaves by a slip."""

    email = LineField(
        label=_("Your e-mail address, to confirm"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip()
        if email.casefold() != self.member.email.casefold():
            raise forms.ValidationError(
                _("This is not the address of your account. Nothing was deleted.")
            )
        return email
