"""What a member tells about themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.forms.fields import LineField, TextField
from members.forms.languages import LanguageField, likely, others
from members.forms.merging import Merging
from members.models import Audience, Language, Member

PROMPTS = [
    _("When did you change your mind about something that mattered to you?"),
    _("What did somebody once do for you that you never forgot?"),
    _("What have you given up on purpose, and what came in its place?"),
    _("Where do you work on something that will outlast you?"),
]


class StoryForm(forms.Form):
    """Story and curiosity: what others can ask about."""

    story = TextField(
        label=_("Your story"),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_(
            "It may be unfinished; you can change it any time. "
            "Whoever could read an earlier version still can, and nobody else."
        ),
    )
    story_language = LanguageField(label=_("Language of your story"))
    curious_about = LineField(
        label=_("Curious about"),
        max_length=300,
        required=False,
        help_text=_("What would you like to hear about now?"),
    )


class ProfileForm(Merging, StoryForm):
    """Everything on one's own page that is said once."""

    name = LineField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As people call you. Positions stand under this name."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    role = LineField(
        label=_("What you do, and where"),
        max_length=160,
        required=False,
        help_text=_("In a few words, such as: joiner in Stans."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you like to talk in"),
        choices=Language,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    another_language = forms.ChoiceField(
        label=_("Another language you like to talk in"),
        required=False,
        help_text=_("One more each time you save."),
    )
    audience = forms.ChoiceField(
        label=_("Who may open your page"), choices=Audience, widget=forms.RadioSelect
    )
    field_order = [
        "name",
        "role",
        "story",
        "story_language",
        "curious_about",
        "languages",
        "another_language",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The likely languages to tick, all the others in a list."""
        super().__init__(*args, **kwargs)
        shown = likely(self["languages"].value() or [])
        self.fields["languages"].widget.choices = shown
        self.fields["another_language"].choices = [("", _("none")), *others(shown)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if another := cleaned.pop("another_language", ""):
            cleaned["languages"] = [*cleaned.get("languages", []), another]
        return cleaned


def story_of(member: Member) -> dict[str, str]:
    """What stands in the form before anything is typed."""
    return {
        "story": member.story,
        "story_language": member.story_language if member.story else member.language,
        "curious_about": member.curious_about,
    }


def profile_of(member: Member) -> dict[str, object]:
    """The same, for the whole page."""
    return story_of(member) | {
        "name": member.name,
        "role": member.role,
        "languages": member.languages,
        "audience": member.audience,
    }
