"""What somebody writes of what they have learnt, and the filter of the list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from members.forms.fields import LineField, TextField
from members.forms.languages import LanguageField
from members.forms.merging import Merging, Plain
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
)

PLAIN = ("title", *PARTS, "language")


def _part(label: Any, help_text: Any, *, rows: int = 5, required: bool = True) -> forms.CharField:
    return TextField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_PART,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ExperienceForm(PickingForm):
    """Situation, what was tried, what failed, and what one would do again."""

    title = LineField(label=_("Title"), max_length=LONGEST_TITLE)
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
        return {name: cleaned.get(name) or "" for name in ("title", *PARTS, "language")}

    @property
    def content(self) -> dict[str, Any]:
        """Everything the services ask for, but for who writes."""
        skills, own_skills = self.cleaned_data["skills"]
        content = {**self.words, "skills": skills, "own_skills": own_skills}
        if "community" in self.fields:
            return content | {"community": self.own[self.cleaned_data["community"]]}
        return content | {"version": self.cleaned_data.get("version") or 0}


class ExperienceEditForm(Merging, ExperienceForm):
    """The same for an experience that stands already; who writes it too may have changed it."""

    agrees_to_words = True

    def standing(self, name: str) -> Plain:
        if name == "version":
            return ""
        return _names(self.initial["skills"]) if name == "skills" else super().standing(name)

    def sent(self, name: str) -> Plain:
        if name == "version":
            return ""
        if name != "skills":
            return super().sent(name)
        widget = self.fields[name].widget
        return _names(widget.value_from_datadict(self.data, self.files, name))

    def take_theirs(self, name: str) -> None:
        super().take_theirs(name)
        if name == "skills":
            self.data.setlist("own_skills", [])

    @property
    def content(self) -> dict[str, Any]:
        """With the version that stands, where the form has compared the words field by field."""
        content = super().content
        return content | {"version": self.initial["version"]} if self.compared else content


def _names(picked: Picked) -> list[str]:
    return sorted([*picked.codes, *picked.words])


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

    text = TextField(
        label=_("What came of it"),
        max_length=LONGEST_TRIAL,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you did, what was different with you, and what you would tell others."),
    )
    language = LanguageField(label=_("Language of your text"))


class ExperienceFilter(forms.Form):
    """The filter in the address; what makes no sense is left out rather than refused."""

    q = LineField(label=_("Words"), max_length=120, required=False)
    skill = LineField(label=_("Skill"), max_length=120, required=False)
    community = forms.ChoiceField(label=_("Community"), required=False)
    language = LanguageField(label=_("Language"), nothing=_("any"), required=False)

    def __init__(self, *args: Any, communities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].choices = [("", _("any")), *communities]

    @property
    def wanted(self) -> dict[str, Any]:
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}
