"""Picking skills: from the list, or in one's own words."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.forms.fields import LineField
from members.ids import from_code, to_code
from members.text import clean_line
from sharing.models import Gained, Level, MemberSkill, Skill
from sharing.services.skills import LONGEST
from sharing.terms import MOST_SKILLS, wrong_skills


@dataclass(frozen=True)
class Picked:
    """What a form carries: codes of skills, and own words."""

    codes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, skills: Any) -> "Picked":
        return cls(codes=tuple(to_code(skill.pk) for skill in skills))

    @property
    def ids(self) -> list[int]:
        return [number for code in self.codes if (number := _id(code)) is not None]


@dataclass(frozen=True)
class Chip:
    """One skill that is picked, as it stands in the form."""

    name: str
    value: str
    label: str


@dataclass(frozen=True)
class Choice:
    """What was picked so far, ready to be shown, and what a plain search step found."""

    chips: list[Chip]
    words: str = ""
    found: list[Any] = field(default_factory=list)
    has_searched: bool = False


def _id(code: str) -> int | None:
    try:
        return from_code(code)
    except ValueError:
        return None


class PickedWidget(forms.Widget):
    """Reads the ticked skills of a form; `sharing/_picker.html` draws them."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Picked:
        prefix = name.removesuffix("skills")
        words = [clean_line(text) for text in data.getlist(f"{prefix}own_skills")]
        return Picked(
            tuple(dict.fromkeys(data.getlist(f"{prefix}skills")[: 2 * MOST_SKILLS])),
            tuple(dict.fromkeys(text for text in words if text))[: 2 * MOST_SKILLS],
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class SkillsField(forms.Field):
    """Between one and ten skills; gives the rows and the own words."""

    widget = PickedWidget

    def clean(self, value: Picked | None) -> tuple[list[Skill], list[str]]:
        value = value or Picked()
        count = len(value.codes) + len(value.words)
        if (problem := wrong_skills(count)) and (self.required or count):
            raise ValidationError(problem[1])
        if any(len(words) > LONGEST for words in value.words):
            raise ValidationError(
                _("A skill has at most 80 characters. Say the rest in your text.")
            )
        found = Skill.objects.defer("names").in_bulk(value.ids)
        if len(found) != len(value.codes):
            raise ValidationError(_("One of these skills does not exist any more. Pick it anew."))
        return [found[pk] for pk in value.ids], list(value.words)


class PickingForm(forms.Form):
    """A form with skills in it. `words` is what stands in the search box."""

    skills = SkillsField(label=_("Skills"))
    skill_words = LineField(label=_("Find a skill"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        words = clean_line(cleaned.get("skill_words") or "")
        if words and not self._was_answered(words):
            sentence = _(
                "“%(words)s” is not among your skills yet. Choose what fits, or empty the field."
            )
            self.add_error("skill_words", ValidationError(sentence, params={"words": words}))
            self.errors.pop("skills", None)
        return cleaned

    def _was_answered(self, words: str) -> bool:
        """Without scripts the words stay in the box after one has ticked what they found."""
        had, picked = self.data.get("skill_had", ""), self["skills"].value() or Picked()
        more = had.isdecimal() and len(had) < 4 and len(picked.codes + picked.words) > int(had)
        return more and clean_line(self.data.get("skill_found", "")) == words

    @property
    def search_words(self) -> str:
        return clean_line(self["skill_words"].value() or "")

    @cached_property
    def chips(self) -> list[Chip]:
        """What is picked, with labels in the reader's language."""
        picked: Picked = self["skills"].value() or Picked()
        found = Skill.objects.defer("names").in_bulk(picked.ids)
        known = [Chip("skills", to_code(pk), found[pk].label) for pk in picked.ids if pk in found]
        return known + [Chip("own_skills", words, words) for words in picked.words]

    def choice(self, found: list[Any] | None = None) -> Choice:
        return Choice(self.chips, self.search_words, found or [], found is not None)


class SkillsForm(PickingForm):
    """Skills for one's own page."""

    direction = forms.ChoiceField(choices=MemberSkill.Direction.choices)


class NoteForm(forms.Form):
    """What stands beside one's own skill: how far one has come, how one gained it, a sentence."""

    level = forms.TypedChoiceField(
        label=_("How far you have come"),
        choices=[("", _("I would rather not say")), *Level.choices],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Choose one of the four levels, or none.")},
    )
    gained = forms.ChoiceField(
        label=_("How you gained it"),
        choices=[("", _("I would rather not say")), *Gained.choices],
        required=False,
        error_messages={"invalid_choice": _("Choose how you gained it, or leave it open.")},
    )
    note = LineField(
        label=_("How you came to it, or why you want to, in a sentence"),
        max_length=280,
        required=False,
        error_messages={"max_length": _("A sentence has at most 280 characters.")},
    )
