"""Questions, answers, messages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.forms.fields import TextField
from members.forms.languages import LanguageField
from members.forms.merging import Merging
from members.models import QuestionKind
from members.shelves import Askable

SHOWN = _("Show question and answer beside what was asked about, if the other wishes so too")


class QuestionForm(forms.Form):
    """One question about one thing; in a debate it says what it is after."""

    kind = forms.ChoiceField(
        label=_("What is your question after?"),
        choices=QuestionKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what your question is after.")},
    )
    text = TextField(
        label=_("What would you like to understand?"),
        min_length=10,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "A question opens more than a compliment. 10 to 400 characters, without links or "
            "telephone numbers."
        ),
    )
    language = LanguageField(label=_("Language of your question"))
    shows = forms.BooleanField(
        label=SHOWN,
        required=False,
        help_text=_("Without this tick only the two of you ever read it."),
    )

    def __init__(self, posted: Any = None, *, entry: Askable | None = None, **more: Any) -> None:
        super().__init__(posted, **more)
        if entry is None or not entry.asks_for_kind:
            del self.fields["kind"]
        if entry is not None and not entry.can_be_shown:
            del self.fields["shows"]


class AnswerForm(forms.Form):
    """The answer, in public only if both wish."""

    text = TextField(
        label=_("Your answer"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One sentence is enough. With it a conversation opens between the two of you."),
    )
    language = LanguageField(label=_("Language of your answer"))
    shows = forms.BooleanField(
        label=SHOWN,
        required=False,
        help_text=_("Without this tick only the two of you ever read it."),
    )

    def __init__(self, posted: Any = None, *, entry: Askable | None = None, **more: Any) -> None:
        super().__init__(posted, **more)
        if entry is not None and not entry.can_be_shown:
            del self.fields["shows"]


class RewordForm(Merging, forms.Form):
    """One's answer, put differently."""

    text = TextField(
        label=_("Your answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    language = LanguageField(label=_("Language of your answer"))


class MessageForm(forms.Form):
    text = TextField(
        label=_("Your message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
