"""The form in which one writes in a thread; it validates and cleans, and never saves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from debates.forms.listening import ConsentingForm
from debates.models import Argument
from debates.services.arguments import LONGEST, LONGEST_SOURCES
from members.forms.fields import TextField
from members.forms.languages import LanguageField
from members.forms.merging import Merging


class WordsForm(forms.Form):
    """The words of a contribution, with its sources."""

    text = TextField(
        label=_("Your words"),
        max_length=LONGEST,
        error_messages={"required": _("There are no words yet. One sentence is enough.")},
    )
    sources = TextField(
        label=_("Sources"),
        max_length=LONGEST_SOURCES,
        required=False,
        help_text=_("One on each line: who says it, and where to read it."),
    )
    language = LanguageField()


class RewordingForm(Merging, WordsForm):
    """The words of a contribution that stands already."""

    @classmethod
    def of(cls, argument: Argument, posted: Any = None) -> "RewordingForm":
        """Filled with a contribution as it stands."""
        return cls(posted, initial={name: getattr(argument, name) for name in cls.base_fields})


class ArgumentForm(ConsentingForm, WordsForm):
    """A new contribution."""

    field_order = ("text", "sources", "language", "publish")
