"""Forms validate and clean; they never save."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Visibility
from debates.forms.credits import GONE, Choosing
from debates.models import Confidence, Importance, Position, Readers, Stance
from debates.reading.candidates import Candidate, thanks_from
from debates.services.positions import FirstValue, Rest
from debates.services.versions import (
    LONGEST_BECAUSE,
    LONGEST_CORE,
    LONGEST_MOVE,
    LONGEST_REASONS,
    LONGEST_STORY,
    LONGEST_WORDS,
    NO_BECAUSE,
    SHORTEST_BECAUSE,
)
from members import values
from members.forms.fields import LineField, TextField
from members.forms.languages import LanguageField
from members.forms.merging import Merging, Plain
from members.ids import from_code, to_code
from members.models import Member, ValueStatement

ONLY_MEMBERS = _("The members of “%(community)s” can read it, and nobody else.")
READERS = {
    Readers.EVERYONE: _(
        "In “%(community)s” everyone can read it, also people without an account. Search engines "
        "are asked to stay away unless the community chooses otherwise."
    ),
    Readers.MEMBERS: _(
        "Whoever is signed in to Resonanz can read it, also without belonging to “%(community)s”."
    ),
    Readers.COMMUNITY: ONLY_MEMBERS,
}


class PositionForm(Merging, Choosing):
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
    confidence = forms.TypedChoiceField(
        label=_("How sure are you?"),
        choices=[("", _("I leave it open")), *Confidence.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    importance = forms.TypedChoiceField(
        label=_("How much does it matter to you?"),
        choices=[("", _("I leave it open")), *Importance.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    core = LineField(
        label=_("The core of it in one sentence"),
        max_length=LONGEST_CORE,
        error_messages={"required": _("Say the core of it in one sentence.")},
    )
    story = TextField(
        label=_("How you came to this"),
        max_length=LONGEST_STORY,
        required=False,
        help_text=_(
            "What have you lived through? Others can ask about it, and nobody can object to it."
        ),
    )
    reasons = TextField(
        label=_("Your reasons"),
        max_length=LONGEST_REASONS,
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
    words = LineField(
        label=_("I stand for …"),
        max_length=LONGEST_WORDS,
        required=False,
        help_text=_("Write one sentence. It may be unfinished; you can change it any time."),
    )
    value_because = LineField(
        label=_("Your position rests on it because …"), max_length=LONGEST_BECAUSE, required=False
    )
    because = TextField(
        label=_("What moved you?"),
        max_length=LONGEST_MOVE,
        required=False,
        help_text=_(
            "If you stand somewhere else than before, say what moved you, in at least 50 "
            "characters. It stays readable with your new version."
        ),
    )
    credits = forms.MultipleChoiceField(
        label=_("Who or what moved you?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": GONE},
        help_text=_(
            "They are told, and it stands with your new version: as a sentence, never as a number."
        ),
    )
    visibility = forms.ChoiceField(
        label=_("Who shall read this?"),
        choices=Readers.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose who shall read your position.")},
    )
    language = LanguageField()
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
        community: Community,
        own: Position | None,
        consents: bool,
        stance: str = "",
        moved_by: Sequence[Candidate] = (),
    ) -> None:
        self._becauses = _becauses(own)
        self._stands = _initial(member, own, "")
        super().__init__(posted, initial=_initial(member, own, stance))
        self.statements = list(ValueStatement.objects.current().filter(member=member))
        self.fields["grounds"].choices = [(row.code, row.words) for row in self.statements]
        self.fields["value"].choices = [("", _("Choose one")), *values.choices()]
        self.offer(moved_by)
        self.changes = own is not None and own.stands
        for name in _left_out(self.changes, consents, community):
            del self.fields[name]
        if "visibility" in self.fields:
            self.fields["visibility"].choice_help = _readers(community)

    def standing(self, name: str) -> Plain:
        """A because belongs to its ground; a stance that an address proposes does not stand."""
        if name == "grounds":
            return sorted(f"{to_code(pk)} {said}".strip() for pk, said in self._becauses.items())
        if name == "stance":
            return [str(one) for one in [self._stands["stance"]] if one != ""]
        return super().standing(name)

    def sent(self, name: str) -> Plain:
        plain = super().sent(name)
        if name != "grounds":
            return [plain] if name == "stance" and isinstance(plain, str) and plain else plain
        return sorted(f"{code} {self.data.get(f'because_{code}', '')}".strip() for code in plain)

    def take_theirs(self, name: str) -> None:
        super().take_theirs(name)
        if name == "grounds":
            self.data.setlist("grounds", [to_code(pk) for pk in self._becauses])
            self.data.update({f"because_{to_code(pk)}": it for pk, it in self._becauses.items()})

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
        """At least one ground, ticked or declared here; for one of them the because is said."""
        cleaned = super().clean() or self.cleaned_data
        declares = bool(cleaned.get("words") or cleaned.get("value"))
        if declares and not cleaned.get("words"):
            self.add_error("words", _("Finish the sentence in your own words."))
        if declares and not cleaned.get("value"):
            self.add_error("value", _("Choose one of the ten values."))
        if not declares and not cleaned.get("grounds") and "grounds" not in self.errors:
            field = "grounds" if self.statements else "words"
            self.add_error(field, _("Choose at least one of your own values it rests on."))
        if any(len(self._because(row)) > LONGEST_BECAUSE for row in self.statements):
            self.add_error("grounds", _("A because is one sentence. Please shorten it."))
        self._ask_for_a_because(cleaned)
        if "publish" in self.fields and not cleaned.get("publish"):
            self.add_error(
                "publish",
                _("Others read a position under your name. Tick that you agree to this."),
            )
        return cleaned

    def _ask_for_a_because(self, cleaned: dict[str, Any]) -> None:
        said = [cleaned.get("value_because", "")] if cleaned.get("words") else []
        ticked = set(cleaned.get("grounds", ()))
        said += [self._because(row) for row in self.statements if row.code in ticked]
        if said and all(len(text.strip()) < SHORTEST_BECAUSE for text in said):
            self.add_error("grounds" if ticked else "value_because", NO_BECAUSE)

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        cleaned = self.cleaned_data
        becauses = {row.code: self._because(row) for row in self.statements}
        return {
            "stance": cleaned["stance"],
            "confidence": cleaned["confidence"],
            "importance": cleaned["importance"],
            "core": cleaned["core"],
            "story": cleaned["story"],
            "reasons": cleaned["reasons"],
            "because": cleaned.get("because", ""),
            "credits": [thanks_from(one) for one in cleaned.get("credits", ())],
            "visibility": cleaned.get("visibility") or None,
            "language": cleaned["language"],
            "publish": cleaned.get("publish", False),
            "grounds": [Rest(from_code(code), becauses[code]) for code in cleaned["grounds"]],
            "declares": FirstValue(cleaned["value"], cleaned["words"], cleaned["value_because"])
            if cleaned["words"]
            else None,
        }


def readers_in_words(community: Community) -> str:
    """Who will read a position where only the members of the community read anyway."""
    return str(ONLY_MEMBERS) % {"community": community.name}


def _readers(community: Community) -> dict[str, str]:
    """Each choice with the sentence who will read it then."""
    return {name: str(text) % {"community": community.name} for name, text in READERS.items()}


def _left_out(changes: bool, consents: bool, community: Community) -> Iterator[str]:
    """What need not be asked: what moved somebody who stands for the first time, a consent that was
    given, and who reads it where only members do.
    """
    if not changes:
        yield from ("because", "credits")
    if consents:
        yield "publish"
    if community.visibility != Visibility.PUBLIC:
        yield "visibility"


def _initial(member: Member, own: Position | None, stance: str) -> dict[str, Any]:
    if own is None or own.current is None:
        return {"language": member.language, "stance": stance, "visibility": Readers.MEMBERS}
    version = own.current
    grounds = [to_code(ground.statement_id) for ground in version.grounds.all()]
    return {
        "stance": stance or own.stance,
        "confidence": version.confidence,
        "importance": version.importance,
        "core": version.core,
        "story": version.story,
        "reasons": version.reasons,
        "language": version.language,
        "visibility": own.visibility,
        "grounds": grounds,
    }


def _becauses(own: Position | None) -> dict[int, str]:
    if own is None or own.current is None:
        return {}
    return {ground.statement_id: ground.because for ground in own.current.grounds.all()}
