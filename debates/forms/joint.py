"""Forms of joint statements; they validate and clean, and never save."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from debates.models import Statement
from debates.services.joint import LONGEST_DISSENT, LONGEST_REASON, LONGEST_TEXT, SHORTEST_TEXT
from members.forms.fields import LineField, TextField
from members.forms.languages import LanguageField
from members.forms.merging import Merging
from members.ids import from_code

UNSAID = _("Write at least a sentence both sides could say (40 characters or more).")


class Published(forms.Form):
    """Asks for the consent to be read by name where it is not given yet."""

    publish = forms.BooleanField(
        label=_("I agree that my positions are shown to others under my name"),
        required=False,
        help_text=_(
            "This counts for all your positions, and you can withdraw it at any time in your "
            "settings; from then on nobody else sees them."
        ),
    )

    def __init__(self, *args: Any, consents: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if consents:
            del self.fields["publish"]

    def clean_publish(self) -> bool:
        if not self.cleaned_data["publish"]:
            raise forms.ValidationError(
                _("This shows under your name where you stand. Tick that you agree to this.")
            )
        return True


class OnGround(Published):
    """Lets statements of the topic be ticked; `rows` says which are."""

    stands_on = forms.MultipleChoiceField(
        label=_("What it stands on"),
        required=False,
        error_messages={"invalid_choice": _("Choose among the statements of this topic.")},
    )

    def __init__(self, *args: Any, statements: Sequence[Statement] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statements = statements
        self.fields["stands_on"].choices = [(row.code, row.text) for row in statements]

    def rows(self) -> list[tuple[Statement, bool]]:
        ticked = set(self["stands_on"].value() or ())
        return [(row, row.code in ticked) for row in self.statements]

    def clean_stands_on(self) -> list[int]:
        return [from_code(code) for code in self.cleaned_data["stands_on"]]


class JointForm(OnGround):
    """What both sides could say, and the statements it stands on."""

    text = TextField(
        label=_("What both sides could say"),
        min_length=SHORTEST_TEXT,
        max_length=LONGEST_TEXT,
        help_text=_(
            "Begin with what you share. Somebody of the other side makes it theirs, or rewords it,"
            " before anybody else answers."
        ),
        error_messages={"required": UNSAID, "min_length": UNSAID},
    )
    language = LanguageField()


class CosignForm(Merging, Published):
    """The words as they stand, to be shared or reworded."""

    agrees_to_words = True

    text = TextField(
        label=_("The words, as you can stand behind them"),
        min_length=SHORTEST_TEXT,
        max_length=LONGEST_TEXT,
        help_text=_(
            "Unchanged, it opens to everybody who stands here. With other words it goes back, and"
            " the earlier ones are kept."
        ),
        error_messages={"required": UNSAID, "min_length": UNSAID},
    )


class RatifyForm(Published):
    """Stand behind it, or say what one sees otherwise."""

    AGREES, DISSENTS = "agree", "dissent"

    answer = forms.ChoiceField(
        label=_("Do you stand behind it?"),
        choices=[
            (AGREES, _("I stand behind it")),
            (DISSENTS, _("I see something otherwise, and say what")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    dissent = TextField(
        label=_("What you see otherwise"),
        required=False,
        max_length=LONGEST_DISSENT,
        help_text=_("It is printed beneath the statement, with your name and where you stand."),
    )
    language = LanguageField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == self.DISSENTS and not cleaned.get("dissent"):
            self.add_error(
                "dissent", _("Say what you see otherwise; it is printed beneath under your name.")
            )
        return cleaned

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        cleaned = dict(self.cleaned_data)
        agrees = cleaned.pop("answer") == self.AGREES
        return cleaned | {"agrees": agrees}


class AsideForm(forms.Form):
    """Why a joint statement is set aside."""

    because = LineField(
        label=_("Why it is set aside"),
        min_length=10,
        max_length=LONGEST_REASON,
        error_messages={
            "required": _("Say in a sentence why it is set aside."),
            "min_length": _("Say in a sentence why it is set aside."),
        },
    )
