"""When somebody has time, and whether they want to be found."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.days import today
from members.forms.fields import LineField
from sharing.forms.slots import SlotsField
from sharing.models import Availability

LONGEST_ABSENCE = timedelta(days=366)


class AvailabilityForm(forms.Form):
    slots = SlotsField(
        label=_("When you usually have time"),
        help_text=_("Choose nothing if it differs from week to week."),
    )
    place = LineField(
        label=_("Where you can meet"),
        max_length=120,
        required=False,
        help_text=_("A town or a region; not your address."),
    )
    away_until = forms.DateField(
        label=_("Away until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "input input--short"}),
        help_text=_("Until then you are suggested to nobody."),
    )
    is_paused = forms.BooleanField(
        label=_("Suggest me to nobody for now"),
        required=False,
        help_text=_("Your page, your offers and your requests stay as they are."),
    )

    def clean_away_until(self) -> date | None:
        until: date | None = self.cleaned_data["away_until"]
        if until and until < today():
            raise forms.ValidationError(
                _("This day has passed. Choose a later one, or leave it empty if you are back.")
            )
        if until and until > today() + LONGEST_ABSENCE:
            raise forms.ValidationError(
                _("Choose a day within a year, or pause until you are back.")
            )
        return until


def availability_as_typed(kept: Availability) -> dict[str, Any]:
    """What is kept, as the form shows it; an absence that has passed is none."""
    until = kept.away_until
    return {
        "slots": kept.slots,
        "place": kept.place,
        "is_paused": kept.is_paused,
        "away_until": until if until and until >= today() else None,
    }
