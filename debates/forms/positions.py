"""Forms validate and clean; they never save."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Visibility
from debates.models import Position, Stance
from debates.services.positions import FirstValue, Rest
from members import values
from members.ids import from_code, to_code
from members.models import Member, ValueStatement

LANGUAGES = settings.CONTENT_LANGUAGES
READERS = {
    Visibility.PUBLIC: _(
        "In “%(community)s” everyone can read it, also people without an account. Search engines "
        "are asked to stay away unless the community chooses otherwise."
    ),
    Visibility.REQUEST: _("The members of “%(community)s” can read it, and nobody else."),
    Visibility.INVITATION: _("The members of “%(community)s” can read it, and nobody else."),
}


class PositionForm(forms.Form):
    """Where one stands, the core of it, the reasons, and the values it rests on."""

    stance = forms.TypedChoiceField(
        label=_("Where do you stand today?"),
        choices=Stance.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the five places on the string."),
            "invalid_choice": _("Choose one of the five places on the string."),
        },
    )
    core = forms.CharField(
        label=_("The core of it in one sentence"),
        max_length=200,
        error_messages={"required": _("Say the core of it in one sentence.")},
    )
    reasons = forms.CharField(
        label=_("Your reasons"),
        max_length=6000,
        widget=forms.Textarea,
        help_text=_("What have you seen? What would have to happen for you to change your mind?"),
        error_messages={"required": _("Give your reasons; one is enough.")},
    )
    grounds = forms.MultipleChoiceField(
        label=_("Which of your values does it rest on?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose among your own values.")},
    )
    value = forms.ChoiceField(label=_("Value"), required=False)
    words = forms.CharField(
        label=_("I stand for …"),
        max_length=280,
        required=False,
        help_text=_("Write one sentence. It may be unfinished; you can change it any time."),
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=LANGUAGES)
    publish = forms.BooleanField(
        label=_("I agree that my positions are shown to others under my name"),
        required=False,
        help_text=_(
            "This counts for all your positions, and you can withdraw it at any time in your "
            "settings; from then on nobody else sees them."
        ),
    )

    def __init__(
        self,
        posted: Any = None,
        *,
        member: Member,
        own: Position | None,
        consents: bool,
        stance: str = "",
    ) -> None:
        super().__init__(posted, initial=_initial(member, own, stance))
        self.statements = list(ValueStatement.objects.current().filter(member=member))
        self._becauses = _becauses(own)
        self.fields["grounds"].choices = [(row.code, row.words) for row in self.statements]
        self.fields["value"].choices = [("", _("Choose one")), *values.choices()]
        if consents:
            del self.fields["publish"]

    def ground_rows(self) -> list[dict[str, Any]]:
        """Each of the member's value statements: whether it is ticked, and its because."""
        ticked = {str(code) for code in self["grounds"].value() or ()}
        return [
            {
                "statement": row,
                "is_ticked": row.code in ticked,
                "because": self._because(row),
                "name": f"because_{row.code}",
            }
            for row in self.statements
        ]

    def _because(self, statement: ValueStatement) -> str:
        if self.is_bound:
            return self.data.get(f"because_{statement.code}", "")
        return self._becauses.get(statement.pk, "")

    def clean(self) -> dict[str, Any]:
        """At least one ground, ticked or declared here; a because is one sentence."""
        cleaned = super().clean() or self.cleaned_data
        declares = bool(cleaned.get("words") or cleaned.get("value"))
        if declares and not cleaned.get("words"):
            self.add_error("words", _("Finish the sentence in your own words."))
        if declares and not cleaned.get("value"):
            self.add_error("value", _("Choose one of the ten values."))
        if not declares and not cleaned.get("grounds") and "grounds" not in self.errors:
            field = "grounds" if self.statements else "words"
            self.add_error(field, _("Choose at least one of your own values it rests on."))
        if any(len(self._because(row)) > 280 for row in self.statements):
            self.add_error("grounds", _("A because is one sentence. Please shorten it."))
        if "publish" in self.fields and not cleaned.get("publish"):
            self.add_error(
                "publish",
                _("Others read a position under your name. Tick that you agree to this."),
            )
        return cleaned

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        cleaned = self.cleaned_data
        becauses = {row.code: self._because(row) for row in self.statements}
        return {
            "stance": cleaned["stance"],
            "core": cleaned["core"],
            "reasons": cleaned["reasons"],
            "language": cleaned["language"],
            "publish": cleaned.get("publish", False),
            "grounds": [Rest(from_code(code), becauses[code]) for code in cleaned["grounds"]],
            "declares": FirstValue(cleaned["value"], cleaned["words"])
            if cleaned["words"]
            else None,
        }


def readers_in_words(community: Community) -> str:
    """Who will read a position in this community."""
    return str(READERS[Visibility(community.visibility)]) % {"community": community.name}


def _initial(member: Member, own: Position | None, stance: str) -> dict[str, Any]:
    if own is None or own.current is None:
        return {"language": member.language, "stance": stance}
    version = own.current
    grounds = [to_code(ground.statement_id) for ground in version.grounds.all()]
    return {
        "stance": stance or own.stance,
        "core": version.core,
        "reasons": version.reasons,
        "language": version.language,
        "grounds": grounds,
    }


def _becauses(own: Position | None) -> dict[int, str]:
    if own is None or own.current is None:
        return {}
    return {ground.statement_id: ground.because for ground in own.current.grounds.all()}
