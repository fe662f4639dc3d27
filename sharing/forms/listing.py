"""What somebody writes into an offer or a request."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from members.forms.fields import LineField, NumberField, TextField, WholeNumberField
from members.forms.languages import LanguageField
from members.models import Member
from sharing.access import own_communities
from sharing.forms.skills import Picked, PickingForm
from sharing.forms.slots import SlotsField
from sharing.models import Currency, Offer, Request
from sharing.models.listing import default_until
from sharing.terms import (
    LONGEST_PLACE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Problem,
    faults,
    problems,
)

WAYS = [("gift", _("Gift")), ("exchange", _("Hours")), ("paid", _("Paid"))]


class ListingForm(PickingForm):
    """One form for both; the page says what is asked in the words of an offer or of a request."""

    title = LineField(label=_("Title"), max_length=LONGEST_TITLE)
    text = TextField(
        label=_("What it is about"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    language = LanguageField(label=_("Language of your text"))
    ways = forms.MultipleChoiceField(
        label=_("Terms"),
        choices=WAYS,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("You may choose several. Which one counts is agreed upon later."),
        error_messages={"required": _("Choose at least one way.")},
    )
    amount = NumberField(
        label=_("Amount an hour"),
        required=False,
        widget=forms.TextInput(attrs={"class": "input"}),
    )
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=Currency.choices,
        required=False,
        widget=forms.Select(attrs={"class": "input"}),
        error_messages={
            "invalid_choice": _("Prices are written in Swiss francs or in euros. Choose one.")
        },
    )
    is_online = forms.BooleanField(label=_("It works online"), required=False)
    place = LineField(
        label=_("Place"),
        max_length=LONGEST_PLACE,
        required=False,
        help_text=_("A town or a region; not your address."),
    )
    slots = SlotsField(
        label=_("When it suits you"),
        help_text=_("Leave it empty if it differs from week to week."),
        error_messages={
            "invalid_choice": _("A week has seven days with three parts each. Tick them anew.")
        },
    )
    hours = WholeNumberField(
        label=_("How many hours in all"),
        required=False,
        help_text=_("About. Leave it empty if it is to be agreed."),
        error_messages=dict.fromkeys(
            ("no_number", "unclear", "places"),
            _("Write a whole number of hours, or leave it open."),
        ),
    )
    until = forms.DateField(
        label=_("Until when it stands"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "input--short"}, format="%Y-%m-%d"),
        help_text=_("You hear of it a week before and renew it with one click."),
        error_messages={"invalid": _("We cannot read this date. Write it as 2027-01-31.")},
    )
    communities = forms.MultipleChoiceField(
        label=_("Communities"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever can read there can read this."),
        error_messages={
            "required": _("Choose at least one community."),
            "invalid_choice": _(
                "You do not belong to one of these communities any more. Choose among yours."
            ),
        },
    )
    field_order = [
        "title",
        "text",
        "language",
        "skills",
        "skill_words",
        "ways",
        "amount",
        "currency",
        "is_online",
        "place",
        "slots",
        "hours",
        "until",
        "communities",
    ]

    def __init__(self, *args: Any, member: Member, is_draft: bool = False, **kwargs: Any) -> None:
        """A draft may lack everything but a language."""
        super().__init__(*args, **kwargs)
        self.judge = faults if is_draft else problems
        if is_draft:
            for field in self.fields.values():
                field.required = False
        self.own = {str(one.pk): one for one in own_communities(member)}
        self.fields["communities"].choices = [(pk, one.name) for pk, one in self.own.items()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._add(self.judge(self.words))
        return cleaned

    def say(self, found: Iterable[Problem]) -> None:
        """Show at their fields what is wrong with a listing as it was kept."""
        self.cleaned_data: dict[str, Any] = {}
        self._add(found)

    def _add(self, found: Iterable[Problem]) -> None:
        for field, sentence in found:
            name = "ways" if field == "as_gift" else field
            if name not in self.errors:
                self.add_error(name, sentence)

    @property
    def words(self) -> dict[str, Any]:
        """The words in the form in which the services take them."""
        cleaned = self.cleaned_data
        ways = cleaned.get("ways", [])
        words: dict[str, Any] = {f"as_{way}": way in ways for way, _label in WAYS}
        plain = ("title", "text", "place", "language", "currency")
        words |= {name: cleaned.get(name) or "" for name in plain}
        return words | {
            "amount": cleaned.get("amount"),
            "is_online": bool(cleaned.get("is_online")),
            "slots": cleaned.get("slots") or [],
            "hours": cleaned.get("hours"),
            "until": cleaned.get("until"),
        }

    @property
    def content(self) -> dict[str, Any]:
        """Everything `make_offer`, `make_request` and `edit_listing` ask for."""
        skills, own_skills = self.cleaned_data["skills"]
        communities: list[Community] = [self.own[pk] for pk in self.cleaned_data["communities"]]
        return {
            **self.words,
            "skills": skills,
            "own_skills": own_skills,
            "communities": communities,
        }


def initial_of(listing: Offer | Request) -> dict[str, Any]:
    """An offer or a request as the form shows it for editing."""
    return {name: getattr(listing, name) for name in (*SINGLE, "slots")} | {
        "ways": [way for way, _label in WAYS if getattr(listing, f"as_{way}")],
        "skills": Picked.of(listing.skills.all()),
        "communities": [str(community.pk) for community in listing.communities.all()],
    }


def beginning(member: Member, communities: Iterable[Community]) -> dict[str, Any]:
    """An empty form: one's own language, a quarter of a year, the community one comes from."""
    return {
        "language": member.language,
        "is_online": False,
        "until": default_until(),
        "communities": [str(community.pk) for community in communities],
    }


def as_typed(data: Any) -> dict[str, Any]:
    """What a form carries, as initial values: shown again without judging it."""
    many = {name: data.getlist(name) for name in ("ways", "communities", "slots")}
    picked = SKILLS.value_from_datadict(data, None, "skills")
    return (
        many | {name: data.get(name, "") for name in (*SINGLE, "skill_words")} | {"skills": picked}
    )


SINGLE = (
    "title",
    "text",
    "language",
    "amount",
    "currency",
    "is_online",
    "place",
    "hours",
    "until",
)
SKILLS = ListingForm.base_fields["skills"].widget


class ClosingForm(forms.Form):
    """With whom one has found each other, if one wants to say so."""

    met_by = forms.ChoiceField(
        label=_("With whom"),
        required=False,
        error_messages={
            "invalid_choice": _("Choose somebody you have had to do with here, or nobody.")
        },
    )

    def __init__(self, *args: Any, people: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {member.handle: member for member in people}
        named = [(handle, member.name) for handle, member in self.people.items()]
        self.fields["met_by"].choices = [("", _("I would rather not say")), *named]

    @property
    def partner(self) -> Member | None:
        return self.people.get(self.cleaned_data["met_by"])
