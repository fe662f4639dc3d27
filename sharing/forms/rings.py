"""The answer to a ring."""

from django import forms
from django.utils.translation import gettext_lazy as _

YES, NO = "yes", "no"


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[(YES, _("Yes, I am in")), (NO, _("Not this time"))],
        error_messages={
            "required": _("Choose yes or no. Nobody but you sees your answer."),
            "invalid_choice": _("Choose yes or no. Nobody but you sees your answer."),
        },
    )

    @property
    def says_yes(self) -> bool:
        return bool(self.cleaned_data["answer"] == YES)
