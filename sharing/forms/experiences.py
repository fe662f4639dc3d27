"""What somebody writes of what they have learnt, and the filter of the list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from members.forms.languages import LanguageField
from members.models import Member
from sharing.access import own_communities
from sharing.forms.skills import Picked, PickingForm
from sharing.models import Experience
from sharing.services.experiences.words import (
    LONGEST_PART,
    LONGEST_TITLE,
    LONGEST_TRIAL,
    PARTS,
    problems,
    sound_text,
)
from sharing.vocabulary.words import tidy

PLAIN = ("title", *PARTS, "language")


def _part(label: Any, help_text: Any, *, rows: int = 5, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_PART,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ExperienceForm(PickingForm):
    """Situation, what was tried, what failed, and what one would do again."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    situation = _part(_("The situation"), _("How things stood, so that others recognise theirs."))
    tried = _part(_("What you tried"), _("Step by step, as you would tell it to a friend."))
    failed = _part(
        _("What failed"),
        _("This helps others most. Leave it empty if nothing did."),
        required=False,
    )
    again = _part(_("What you would do again"), _("And what you would leave out."), required=False)
    language = LanguageField(label=_("Language of your text"))
    community = forms.ChoiceField(
        label=_("Community"),
        widget=forms.RadioSelect,
        help_text=_("Whoever can read there can read this. It stays there."),
        error_messages={"required": _("Choose the community it is for.")},
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, member: Member, experience: Experience | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.own: dict[str, Community] = {}
        if experience is not None:
            del self.fields["community"]
        else:
            self.own = {str(one.pk): one for one in own_communities(member)}
            self.fields["community"].choices = [(pk, one.name) for pk, one in self.own.items()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for field, sentence in problems(self.words):
            if field not in self.errors:
                self.add_error(field, sentence)
        return cleaned

    @property
    def words(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        words = {name: sound_text(cleaned.get(name) or "") for name in PARTS}
        return words | {
            "title": tidy(cleaned.get("title") or ""),
            "language": cleaned.get("language") or "",
        }

    @property
    def content(self) -> dict[str, Any]:
        """Everything the services ask for, but for who writes."""
        skills, own_skills = self.cleaned_data["skills"]
        content = {**self.words, "skills": skills, "own_skills": own_skills}
        if "community" in self.fields:
            return content | {"community": self.own[self.cleaned_data["community"]]}
        return content | {"version": self.cleaned_data.get("version") or 0}


def experience_initial(experience: Experience) -> dict[str, Any]:
    """An experience as the form shows it for editing."""
    return {name: getattr(experience, name) for name in PLAIN} | {
        "skills": Picked.of(experience.skills.all()),
        "version": experience.version,
    }


def experience_as_typed(data: Any) -> dict[str, Any]:
    """What a form carries, shown again after a search step without judging it."""
    picked = ExperienceForm.base_fields["skills"].widget.value_from_datadict(data, None, "skills")
    names = (*PLAIN, "skill_words", "community", "version")
    return {name: data.get(name, "") for name in names} | {"skills": picked}


class TrialForm(forms.Form):
    """What came of it where one tried it."""

    text = forms.CharField(
        label=_("What came of it"),
        max_length=LONGEST_TRIAL,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you did, what was different with you, and what you would tell others."),
    )
    language = LanguageField(label=_("Language of your text"))


class ExperienceFilter(forms.Form):
    """The filter in the address; what makes no sense is left out rather than refused."""

    q = forms.CharField(label=_("Words"), max_length=120, required=False)
    skill = forms.CharField(label=_("Skill"), max_length=120, required=False)
    community = forms.ChoiceField(label=_("Community"), required=False)
    language = LanguageField(label=_("Language"), nothing=_("any"), required=False)

    def __init__(self, *args: Any, communities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].choices = [("", _("any")), *communities]

    @property
    def wanted(self) -> dict[str, Any]:
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}
