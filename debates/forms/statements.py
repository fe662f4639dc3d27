"""Forms about statements and votes; they validate and clean, and never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from debates.models import Vote
from debates.services.statements import LONGEST, SHORTEST
from members.forms.fields import LineField
from members.forms.languages import LanguageField

# How a choice is called in forms and in the API.
CHOICES = {
    "agree": Vote.Choice.AGREE,
    "disagree": Vote.Choice.DISAGREE,
    "pass": Vote.Choice.PASS,
}


class StatementForm(forms.Form):
    """One claim that others can agree or disagree with."""

    text = LineField(
        label=_("Your statement"),
        widget=forms.Textarea,
        min_length=SHORTEST,
        max_length=LONGEST,
        help_text=_("One claim, not a question, with one thought in it."),
        error_messages={
            "required": _("Write one claim that others can agree or disagree with."),
            "min_length": _("Write one claim that others can agree or disagree with."),
        },
    )
    language = LanguageField()


class VoteForm(forms.Form):
    """Agree, disagree or pass; the first time with the consent to be counted."""

    choice = forms.ChoiceField(
        choices=[(name, name) for name in CHOICES],
        error_messages={
            "required": _("Choose between agree, disagree and pass."),
            "invalid_choice": _("Choose between agree, disagree and pass."),
        },
    )
    consent = forms.BooleanField(
        label=_("I agree that my votes are counted"),
        required=False,
        help_text=_(
            "Together with the votes of others they show where you differ and what you share. Your "
            "single votes are shown to nobody. You can take this back at any time in your settings."
        ),
    )

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        cleaned = self.cleaned_data
        return {"choice": CHOICES[cleaned["choice"]], "consent": cleaned["consent"]}
