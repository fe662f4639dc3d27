"""The filter of the lists, as it stands in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.forms.fields import LineField
from members.forms.languages import LanguageField
from sharing.forms.listing import WAYS
from sharing.forms.slots import SlotsField
from sharing.models import SkillGroup
from sharing.reading.wishes import branches


class BrowseForm(forms.Form):
    """Nothing is required, and what makes no sense is left out rather than refused."""

    q = LineField(label=_("Words"), max_length=120, required=False)
    skill = LineField(label=_("Skill"), max_length=120, required=False)
    group = forms.ChoiceField(label=_("Field"), required=False)
    terms = forms.ChoiceField(
        label=_("Terms"),
        choices=[("", _("any")), *WAYS],
        required=False,
        widget=forms.RadioSelect,
    )
    language = LanguageField(label=_("Language"), nothing=_("any"), required=False)
    where = LineField(label=_("Place"), max_length=120, required=False)
    online = forms.BooleanField(label=_("online"), required=False)
    community = forms.ChoiceField(label=_("Community"), required=False)
    slots = SlotsField(label=_("When"))

    def __init__(self, *args: Any, communities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", _("any")), *branches(), *self._twig()]
        self.fields["community"].choices = [("", _("any")), *communities]

    def _twig(self) -> list[tuple[str, str]]:
        """A branch further down the tree, as the pages of groups link to it."""
        code = str(self.data.get("group") or "")[:20]
        twig = SkillGroup.objects.filter(code=code, level__gt=1).first() if code else None
        return [(twig.code, str(twig))] if twig else []

    @property
    def wanted(self) -> dict[str, Any]:
        """What the filter says; what it does not understand it leaves out."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}
