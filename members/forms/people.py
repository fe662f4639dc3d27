"""Finding members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members import values
from members.forms.fields import LineField
from members.forms.languages import LanguageField

INPUT = {"class": "input"}


class FindForm(forms.Form):
    """A word, a value, a language; anything else in the address is passed over."""

    q = LineField(
        label=_("Word"), max_length=120, required=False, widget=forms.SearchInput(attrs=INPUT)
    )
    value = forms.ChoiceField(
        label=_("Stands for"), required=False, widget=forms.Select(attrs=INPUT)
    )
    language = LanguageField(
        label=_("Talks in"),
        required=False,
        nothing=_("Any language"),
        widget=forms.Select(attrs=INPUT),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].choices = [("", _("Any value")), *values.choices()]

    def wishes(self) -> dict[str, str]:
        """What was asked for and makes sense."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
