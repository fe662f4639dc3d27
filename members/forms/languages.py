"""One of many languages, the likely ones first."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.languages import by_name, name_of
from members.models import Language

LIKELY = ("de", "en", "fr", "it")
Choice = tuple[Any, Any]


def likely(own: Iterable[str]) -> list[Choice]:
    """One's own languages, then those most people here talk in."""
    known = [code for code in dict.fromkeys([*own, *LIKELY]) if code in Language.values]
    return [(code, name_of(code)) for code in known]


def others(first: Iterable[Choice]) -> list[Choice]:
    """All the rest, by name."""
    rest = set(Language.values) - {code for code, _label in first}
    return [(code, name_of(code)) for code in by_name(rest)]


class LanguageField(forms.ChoiceField):
    """A select; `nothing` names the choice of a filter that leaves all languages in.

    The tags of templates arrange it for who reads the page.
    """

    def __init__(self, *, nothing: Any = "", **kwargs: Any) -> None:
        self.nothing = nothing
        self.own: list[str] = []
        kwargs.setdefault("label", _("Language you write in"))
        super().__init__(choices=self._arranged, **kwargs)

    def __deepcopy__(self, memo: Any) -> "LanguageField":
        """Each form has its own reader."""
        copy: LanguageField = super().__deepcopy__(memo)
        copy.choices = copy._arranged
        return copy

    def arrange_for(self, reader: Any) -> None:
        """Put the languages of a reader first; visitors have none."""
        self.own = [*getattr(reader, "languages", ()), getattr(reader, "language", "")]

    def _arranged(self) -> Iterator[Choice]:
        first = likely(self.own)
        if self.nothing:
            yield "", self.nothing
        yield from first
        yield gettext("Other languages"), others(first)
