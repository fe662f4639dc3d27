"""Forms for restating, answering and witnessing; they validate and clean, and never save."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from debates.services.restatements import (
    LONGEST,
    LONGEST_CORRECTION,
    LONGEST_LINE,
    SHORTEST,
    SHORTEST_CORRECTION,
)
from debates.services.witnesses import LONGEST_WHY, SHORTEST_WHY
from members.forms.fields import LineField, TextField
from members.forms.languages import LanguageField
from members.forms.merging import Merging
from members.ids import to_code
from members.models import Member

AGREES = _("I agree that my positions and contributions are shown to others under my name")


class ConsentingForm(forms.Form):
    """Asks for the consent to publish where it was not given yet, with one tick."""

    publish = forms.BooleanField(
        label=AGREES,
        required=False,
        help_text=_("You can take this back at any time in your settings."),
    )

    def __init__(self, *args: Any, consents: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if consents:
            del self.fields["publish"]


class RestatementForm(ConsentingForm):
    """Somebody's words in one's own, and what one agrees with or learnt, if one likes."""

    text = TextField(
        label=_("In your own words"),
        max_length=LONGEST,
        help_text=_("What does the other say, and why does it matter to them? Without a but."),
        error_messages={
            "required": _("Say in your own words what the other means."),
            "max_length": _("Please keep it under 600 characters; the core is enough."),
        },
    )
    also_agree = LineField(label=_("Where you agree"), max_length=LONGEST_LINE, required=False)
    learned = LineField(label=_("What you learnt from it"), max_length=LONGEST_LINE, required=False)
    language = LanguageField()

    field_order = ("text", "also_agree", "learned", "language", "publish")

    def clean_text(self) -> str:
        text = " ".join(self.cleaned_data["text"].split())
        if len(text) < SHORTEST:
            raise forms.ValidationError(
                _("A few more words: what is said, and why it matters? At least 60 characters.")
            )
        return text


class CorrectionForm(forms.Form):
    """What is missing in a restatement of one's words."""

    correction = TextField(
        label=pgettext_lazy("restatement", "What is missing?"),
        min_length=SHORTEST_CORRECTION,
        max_length=LONGEST_CORRECTION,
        help_text=_("A sentence or two. It helps the other to hear you in the next round."),
        error_messages={
            "required": _("Say what is missing; it helps the next round."),
            "min_length": _(
                "Say what is missing, in ten characters at least; it helps the next round."
            ),
        },
    )


class WitnessForm(forms.Form):
    """Who shall say whether a restatement is fair."""

    witness = forms.ChoiceField(
        label=_("Who could judge this fairly?"),
        help_text=_("Somebody who stands for something here. The other has to accept them."),
        error_messages={
            "required": _("Choose somebody who stands for something here."),
            "invalid_choice": _(
                "Choose somebody who stands for something here, and is neither of you two."
            ),
        },
    )

    def __init__(self, *args: Any, witnesses: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {to_code(one.pk): one for one in witnesses}
        names = [(code, one.name) for code, one in self.people.items()]
        self.fields["witness"].choices = [("", _("Choose somebody")), *names]  # type: ignore[attr-defined]

    def chosen(self) -> Member:
        return self.people[self.cleaned_data["witness"]]


class JudgementForm(forms.Form):
    """Whether a restatement is fair, and why."""

    is_fair = forms.TypedChoiceField(
        label=_("Is this restatement fair?"),
        choices=[("yes", _("Yes, it is fair")), ("no", _("Not yet"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    words = LineField(
        label=_("Why, in one sentence"),
        min_length=SHORTEST_WHY,
        max_length=LONGEST_WHY,
        help_text=_("Both of them will read it."),
        error_messages={
            "required": _("Say in one sentence why; both will read it."),
            "min_length": _("Say in one sentence why; both will read it."),
        },
    )


class RulesForm(Merging, forms.Form):
    """How a community holds its debates."""

    restating_comes_first = forms.BooleanField(
        label=_("Restating comes before objecting"),
        required=False,
        help_text=_(
            "Whoever wants to object first says in their own words what the other means, and "
            "waits until the other feels heard, three days at most. It holds for everybody, also "
            "for you."
        ),
    )
