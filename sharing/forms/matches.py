"""“Not for me, because …”."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.forms.fields import LineField
from members.ids import from_code
from sharing.models import NotForMeReason
from sharing.services.matches.declined import LONGEST


class NotForMeForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Not for me, because"),
        choices=NotForMeReason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a reason, so that the next suggestions fit better."),
            "invalid_choice": _("Choose a reason from the list."),
        },
    )
    words = LineField(
        label=_("In a sentence"),
        max_length=LONGEST,
        required=False,
        help_text=_("For yourself. Nobody else reads it."),
    )
    # What was turned down: offer-CODE, request-CODE, or nothing for the person as a whole.
    listing = LineField(max_length=30, required=False, widget=forms.HiddenInput)

    def clean_listing(self) -> tuple[str, int] | None:
        kind, _dash, code = self.cleaned_data["listing"].partition("-")
        if not kind:
            return None
        try:
            number = from_code(code)
        except ValueError:
            number = None
        if kind not in ("offer", "request") or number is None:
            raise forms.ValidationError(_("This offer or request is not known here."))
        return kind, number
