"""Forms about topics; they validate and clean, and never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from debates.models import Topic
from members.forms.fields import LineField, TextField
from members.forms.languages import LanguageField
from members.forms.merging import Merging


class TopicForm(forms.Form):
    """A question, why it burns, and what is known."""

    question = LineField(
        label=_("Your question"),
        max_length=200,
        min_length=10,
        help_text=_("One question that people can be for or against, in one sentence."),
        error_messages={
            "required": _("There is no question yet."),
            "min_length": _("Please ask a question others can take a position on."),
        },
    )
    why = TextField(
        label=_("Why it burns"),
        max_length=6000,
        required=False,
        help_text=_("What happened? Tell it as you would tell it at a table."),
    )
    known = TextField(
        label=_("What you know, and what you do not know"),
        max_length=3000,
        required=False,
        help_text=_("Naming what you do not know invites those who do."),
    )
    sources = TextField(
        label=_("Sources"),
        max_length=2000,
        required=False,
        help_text=_("One on each line: who says it, and where to read it."),
    )
    language = LanguageField()
    closes_on = forms.DateField(
        label=_("Open until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "input--order"}, format="%Y-%m-%d"),
        help_text=_("After this day nobody can take a position any more; everyone can still read."),
        error_messages={"invalid": _("We cannot read this date. Write it as 2027-01-31.")},
    )


class TopicEditForm(Merging, TopicForm):
    """The same for a question that stands already."""

    @classmethod
    def of(cls, topic: Topic, posted: Any = None) -> "TopicEditForm":
        """Filled with a topic as it stands."""
        return cls(posted, initial={name: getattr(topic, name) for name in cls.base_fields})


class TopicFilter(forms.Form):
    """Which topics a list shows."""

    BURNING, OVER = "burning", "closed"

    q = LineField(label=_("Words"), max_length=120, required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("burning and closed")), (BURNING, _("burning")), (OVER, _("closed"))],
    )
    language = LanguageField(label=_("Language"), required=False, nothing=_("all languages"))
    following = forms.BooleanField(label=_("Only those I follow"), required=False)

    def wishes(self) -> dict[str, Any]:
        """What was asked for; whatever makes no sense is left out."""
        self.is_valid()
        return self.cleaned_data
