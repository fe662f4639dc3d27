"""A value in one's own words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members import values
from members.forms.fields import LineField, TextField
from members.forms.languages import LanguageField
from members.forms.merging import Merging

BEGINNING = _("I stand for")


class ValueForm(forms.Form):
    """Which of the ten, what it means to oneself, and how it is lived."""

    value = forms.ChoiceField(label=_("Value"), choices=values.choices, widget=forms.RadioSelect)
    words = LineField(
        label=_("I stand for …"),
        max_length=280,
        help_text=_("One sentence of your own. A stranger should understand what you mean by it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    example = TextField(
        label=_("How you live it"),
        max_length=1200,
        required=False,
        help_text=_("An example: something you did, or do without, because of it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    language = LanguageField(label=_("Language of your words"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].choice_help = {
            slug: value.definition for slug, value in values.all_values().items()
        }

    def clean_words(self) -> str:
        words = self.cleaned_data["words"]
        if words.rstrip(" .…").casefold() == str(BEGINNING).casefold():
            raise forms.ValidationError(_("Finish the sentence in your own words."))
        return words


class ValueEditForm(Merging, ValueForm):
    """The same for a statement that stands already."""
