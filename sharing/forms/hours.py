"""What owners fill in about hours: the rules, a gift of the community, bounds, a correction."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.forms.fields import HoursField, LineField, WholeNumberField
from members.forms.merging import Merging
from sharing.models import TimeRules

MOST_HOURS = 200
# What is entered at once.
LEAST_MINUTES, MOST_MINUTES = 15, 100 * 60


def whole_hours(label: Any, help_text: Any = "") -> WholeNumberField:
    """A number of hours as a bound."""
    return WholeNumberField(label=label, help_text=help_text, between=(0, MOST_HOURS))


class KeyedForm(forms.Form):
    """A form that is good for one act: sent twice, it is done once."""

    key = forms.RegexField(regex=r"\A[0-9a-f]{16}\Z", widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": secrets.token_hex(8), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class RulesForm(Merging, forms.Form):
    is_on = forms.BooleanField(
        label=_("Keep time accounts here"),
        help_text=_(
            "Whoever agrees on an exchange of hours then sees what they gave and received here."
            " Gifts are never entered."
        ),
        required=False,
    )
    floor = whole_hours(
        _("How many hours one may receive before giving any"),
        _("This holds for accounts that begin from now on."),
    )
    lowest_floor = whole_hours(
        _("How far that widens by giving, at most"),
        _("Every hour given lets somebody receive one more, up to here."),
    )
    ceiling = whole_hours(
        _("How many hours one may give beyond what one received"),
        _("Beyond that one can still give, as a gift."),
    )

    @classmethod
    def initial_of(cls, rules: TimeRules) -> dict[str, Any]:
        return {
            "is_on": rules.is_on,
            "floor": -rules.floor // 60,
            "lowest_floor": -rules.lowest_floor // 60,
            "ceiling": rules.ceiling // 60,
        }

    @property
    def content(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "is_on": data["is_on"],
            "floor": -60 * data["floor"],
            "lowest_floor": -60 * data["lowest_floor"],
            "ceiling": 60 * data["ceiling"],
        }


class GiftForm(KeyedForm):
    handle = LineField(label=_("For whom"), help_text=_("Their handle."), max_length=60)
    hours = HoursField(label=_("How many hours"), between=(LEAST_MINUTES, MOST_MINUTES))
    note = LineField(label=_("What for"), max_length=280, required=False)


class BoundsForm(forms.Form):
    handle = LineField(label=_("For whom"), help_text=_("Their handle."), max_length=60)
    floor = whole_hours(_("How many hours they may receive before giving"))
    ceiling = whole_hours(_("How many hours they may give beyond what they received"))
    reason = LineField(
        label=_("Why"), help_text=_("It stands in the log that owners read."), max_length=280
    )


class CorrectionForm(KeyedForm):
    code = LineField(
        label=_("Code of the entry"),
        help_text=_("Each of the two finds it beside the entry among their own hours."),
        max_length=20,
    )
    hours = HoursField(label=_("How many hours shall stand in the end"), between=(0, MOST_MINUTES))
    note = LineField(
        label=_("Why"), help_text=_("Both read it beside the correction."), max_length=280
    )
