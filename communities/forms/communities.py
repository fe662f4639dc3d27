"""Founding and shaping a community."""

from django import forms
from django.forms.models import model_to_dict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Visibility
from members import values
from members.forms.fields import LineField
from members.forms.languages import LanguageField
from members.forms.merging import Merging
from members.forms.settings import time_zones
from members.models import Member
from members.services.accounts import UMLAUTS

SHAPED = (
    "name",
    "purpose",
    "about",
    "guidelines",
    "language",
    "time_zone",
    "shared_values",
    "visibility",
    "join_question",
)
AREAS = {"purpose": 2, "about": 6, "guidelines": 6, "join_question": 2}


class CommunityForm(forms.ModelForm):
    """Name, purpose and rules of a community."""

    language = LanguageField(label=_("Main language"))
    shared_values = forms.MultipleChoiceField(
        label=_("What connects you"),
        help_text=_("Up to three values that everybody here can stand behind."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zones,
        initial="Europe/Zurich",
        required=False,
        help_text=_("By this clock topics close and days end here, for everybody."),
    )

    class Meta:
        model = Community
        fields = SHAPED
        widgets = {
            **{name: forms.Textarea(attrs={"rows": rows}) for name, rows in AREAS.items()},
            "visibility": forms.RadioSelect,
        }
        help_texts = {
            "purpose": _("What shall be different in the world, or among you, in five years?"),
            "about": _("Who you are, where and how you meet. Markdown works."),
            "guidelines": _(
                "What people agree to here; one rule a line. Moderators decide by these."
            ),
            "join_question": _(
                "One question that people answer when they ask to join, for instance what they "
                "would like to learn here."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["shared_values"].choices = values.choices()
        self.fields["visibility"].choices = Visibility.choices

    def clean_time_zone(self) -> str:
        return self.cleaned_data["time_zone"] or self.instance.time_zone

    def clean_shared_values(self) -> list[str]:
        chosen = list(dict.fromkeys(self.cleaned_data["shared_values"]))
        if len(chosen) > 3:
            raise forms.ValidationError(_("Three values are enough. Which of them matter most?"))
        return chosen


class FoundingForm(CommunityForm):
    """The same with an address, which comes from the name where none is given."""

    field_order = ["name", "slug", *SHAPED[1:]]

    class Meta(CommunityForm.Meta):
        fields = (*SHAPED, "slug")
        help_texts = {
            **CommunityForm.Meta.help_texts,
            "slug": _(
                "Part of the web address, such as “work-that-lasts”. Leave it empty and we make "
                "one from the name. We may add a few letters, and always do so where one comes in "
                "by invitation only. It stays, whatever the community is called later."
            ),
        }

    def __init__(self, *args, founder: Member, **kwargs):
        kwargs.setdefault("initial", {"language": founder.language, "time_zone": founder.time_zone})
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False

    def clean_slug(self) -> str:
        return self.cleaned_data["slug"] or address_from(self.data.get("name", ""))

    def validate_unique(self) -> None:
        """Nobody learns here whether an address is taken; the service makes it a free one."""


class ShapingForm(Merging, CommunityForm):
    """The same, and whether search engines may list it."""

    class Meta(CommunityForm.Meta):
        fields = (*SHAPED, "is_indexable")
        help_texts = {
            **CommunityForm.Meta.help_texts,
            "is_indexable": _("Only where everybody may read. Pages of members stay out."),
        }

    def __init__(self, *args, community: Community, **kwargs):
        super().__init__(*args, initial=model_to_dict(community), **kwargs)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("visibility") != Visibility.PUBLIC:
            cleaned["is_indexable"] = False
        return cleaned


class BrowseForm(forms.Form):
    """What to show among the communities; nonsense shows all."""

    q = LineField(label=_("Words"), max_length=120, required=False)
    language = LanguageField(label=_("Language"), nothing=_("All"), required=False)
    show = forms.ChoiceField(
        label=_("Show"), choices=[("", _("All")), ("mine", _("Mine"))], required=False
    )

    def wishes(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


def address_from(name: str) -> str:
    """The address to wish for, from a name."""
    base = slugify(name.translate(UMLAUTS))[:52].strip("-")
    if len(base) < 2:
        base = f"community-{base}".strip("-")
    return base
