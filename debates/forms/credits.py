"""Saying who or what moved one; forms validate and clean, and never save."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from debates.models import CreditKind
from debates.reading.candidates import Candidate, thanks_from
from debates.services.credits import LONGEST_SENTENCE, Thanks
from members.forms.fields import LineField

GONE = _("What you chose can no longer be read here. Choose again among what is listed.")


class Choosing(forms.Form):
    """A form in which one names what moved one, among what one has met in a debate."""

    moved_by: Sequence[Candidate] = ()

    def offer(self, candidates: Sequence[Candidate]) -> None:
        """These, and nothing else."""
        self.moved_by = candidates
        self.fields["credits"].choices = [(one.value, one.label) for one in candidates]

    def near(self) -> list[tuple[Candidate, bool]]:
        """What was said to oneself, each with whether it is chosen."""
        return [(one, self._is_chosen(one)) for one in self.moved_by if one.is_near]

    def far(self) -> list[tuple[Candidate, bool]]:
        """Stories and people of the debate."""
        return [(one, self._is_chosen(one)) for one in self.moved_by if not one.is_near]

    def stories(self) -> list[tuple[Candidate, bool]]:
        return [row for row in self.far() if row[0].kind == CreditKind.STORY]

    def people(self) -> list[tuple[Candidate, bool]]:
        return [row for row in self.far() if row[0].kind == CreditKind.MEMBER]

    def is_far_chosen(self) -> bool:
        return any(is_chosen for _one, is_chosen in self.far())

    def _is_chosen(self, one: Candidate) -> bool:
        chosen = self["credits"].value() or ()
        return one.value == chosen if isinstance(chosen, str) else one.value in chosen


class CreditForm(Choosing):
    """One thing or person that moved somebody, with a sentence if they like."""

    credits = forms.ChoiceField(
        label=_("Who or what moved you?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what moved you."), "invalid_choice": GONE},
    )
    words = LineField(
        label=_("In one sentence"),
        max_length=LONGEST_SENTENCE,
        required=False,
        help_text=_("It stands with your position, for everybody who reads that."),
    )

    def __init__(self, posted: Any = None, *, moved_by: Sequence[Candidate]) -> None:
        super().__init__(posted)
        self.offer(moved_by)

    def given(self) -> Thanks:
        """What the service takes."""
        return thanks_from(self.cleaned_data["credits"], self.cleaned_data["words"])
