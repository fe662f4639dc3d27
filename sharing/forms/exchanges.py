"""Forms of an exchange; they validate and clean, and never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.forms.fields import HoursField, LineField, NumberField, TextField
from members.forms.languages import LanguageField
from members.models import Member
from sharing.models import Currency, Exchange, Outcome, Proposal, TellingKind, Way
from sharing.services.exchanges.beginning import can_repeat_terms
from sharing.services.exchanges.effects import DECLINE_KINDS, LONGEST_REFLECTION
from sharing.services.exchanges.terms import (
    GIFTS_ONLY,
    HOW_LONG,
    LEAST_MINUTES,
    LONGEST_NOTE,
    LONGEST_WHAT,
    LONGEST_WORDS,
    MOST_MINUTES,
    NO_ACCOUNTS,
    WHOSE_ACCOUNT,
    communities_with_accounts,
)
from sharing.terms import LONGEST_PLACE

WHO_GIVES = _("Say which of you two gives.")
WHEN = {
    "required": _("Say when it begins."),
    "invalid": _("We cannot read this time. Write it as 2027-01-31T19:30."),
}


def hours_field(label: Any, required: bool = True) -> HoursField:
    """As long as an exchange may be."""
    return HoursField(
        label=label,
        required=required,
        between=(LEAST_MINUTES, MOST_MINUTES),
        error_messages={"required": HOW_LONG, "between": HOW_LONG},
    )


class ExchangeForm(forms.Form):
    """What every form of an exchange knows: which one, and who fills it in."""

    def __init__(self, *args: Any, exchange: Exchange, member: Member, **kwargs: Any) -> None:
        self.exchange, self.member = exchange, member
        super().__init__(*args, **kwargs)

    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def start_field(label: Any, help_text: Any = "") -> forms.DateTimeField:
    """A day and a time; the browser offers its calendar."""
    widget = forms.DateTimeInput(
        attrs={"type": "datetime-local", "class": "input--order"}, format="%Y-%m-%dT%H:%M"
    )
    return forms.DateTimeField(label=label, help_text=help_text, widget=widget, error_messages=WHEN)


def words_field(label: Any, help_text: Any = "", **more: Any) -> forms.CharField:
    more.setdefault("required", False)
    more.setdefault("max_length", LONGEST_WORDS)
    widget = forms.Textarea(attrs={"rows": 4})
    return TextField(label=label, help_text=help_text, widget=widget, **more)


class ProposalForm(ExchangeForm):
    """What, who gives, when, how long, on which terms, and where."""

    what = words_field(
        _("What you do together"),
        _("So that both of you could tell a third person what is meant."),
        required=True,
        max_length=LONGEST_WHAT,
        error_messages={"required": _("Say in a sentence or two what you would do together.")},
    )
    giver = forms.ChoiceField(
        label=_("Who gives"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), WHO_GIVES),
    )
    starts_at = start_field(_("When"))
    minutes = hours_field(_("How long, in hours"))
    way = forms.ChoiceField(
        label=_("On which terms"),
        choices=Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the terms: as a gift, for hours, or paid.")},
    )
    community = forms.ChoiceField(
        label=_("Whose time account?"),
        required=False,
        help_text=_("A community that keeps time accounts and to which you both belong."),
        error_messages={"invalid_choice": WHOSE_ACCOUNT},
    )
    amount = NumberField(
        label=_("Amount an hour"),
        required=False,
        help_text=_(
            "For instance 120 or 37.50. Money is written down here, and settled between you."
        ),
    )
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=[("", "–"), *Currency.choices],
        required=False,
        error_messages={
            "invalid_choice": _("Prices are written in Swiss francs or in euros. Choose one.")
        },
    )
    is_online = forms.BooleanField(label=_("It works online"), required=False)
    place = LineField(label=_("Place"), max_length=LONGEST_PLACE, required=False)
    note = LineField(label=_("A word to it"), max_length=LONGEST_NOTE, required=False)

    def __init__(self, *args: Any, exchange: Exchange, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, exchange=exchange, member=member, **kwargs)
        self.people = {
            person.handle: person for person in (exchange.asker, exchange.other) if person
        }
        self.fields["giver"].choices = [
            (handle, _("You") if person == member else person.name)
            for handle, person in self.people.items()
        ]
        self.communities = {one.slug: one for one in communities_with_accounts(exchange)}
        self._offer_ways()

    def _offer_ways(self) -> None:
        """Only terms that can be agreed on, and time accounts only where both have one."""
        way, why_not = self.fields["way"], GIFTS_ONLY if self.exchange.ring_id else NO_ACCOUNTS
        named = [(slug, community.name) for slug, community in self.communities.items()]
        ways = [Way.GIFT] if self.exchange.ring_id else list(Way)
        if not named and Way.HOURS in ways:
            ways.remove(Way.HOURS)
        if Way.HOURS not in ways:
            way.help_text = why_not
            way.error_messages["invalid_choice"] = why_not
            del self.fields["community"]
        else:
            which = [] if len(named) == 1 else [("", _("Choose a community"))]
            self.fields["community"].choices = which + named
        way.choices = [(one.value, one.label) for one in ways]
        if self.initial.get("way") not in ways:
            self.initial["way"] = Way.GIFT
        if Way.PAID not in ways:
            del self.fields["amount"], self.fields["currency"]

    def given(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        cleaned["giver"] = self.people.get(cleaned["giver"])
        cleaned["community"] = self.communities.get(cleaned.get("community", ""))
        return {"terms": cleaned}


def beginning_of(exchange: Exchange, member: Member, last: Proposal | None) -> dict[str, Any]:
    """What a proposal starts from: the last version, else what the listing says."""
    if last is not None:
        return {
            "what": last.what,
            "giver": last.giver.handle if last.giver else "",
            "starts_at": last.starts_at,
            "minutes": last.minutes,
            "way": last.way,
            "community": last.community.slug if last.community else "",
            "amount": last.amount,
            "currency": last.currency,
            "is_online": last.is_online,
            "place": last.place,
        }
    listing = exchange.listing
    begins: dict[str, Any] = {"way": Way.GIFT, "minutes": 60}
    if listing is not None:
        giver = exchange.other if exchange.offer_id else exchange.asker
        begins |= {"is_online": listing.is_online, "place": listing.place}
        begins |= {"giver": giver.handle if giver else "", "what": listing.title}
        begins |= {"amount": listing.amount, "currency": listing.currency}
        begins["way"] = _first_way(listing)
    elif exchange.ring_id and exchange.other:
        begins |= {"giver": exchange.other.handle, "what": exchange.title}
    return begins


def _first_way(listing: Any) -> str:
    """Gift first."""
    if listing.as_gift:
        return Way.GIFT
    return Way.HOURS if listing.as_exchange else Way.PAID


class DeclineForm(ExchangeForm):
    kind = forms.ChoiceField(
        label=_("Why, if you like to say"),
        choices=[("", _("Rather without a reason")), *DECLINE_KINDS.items()],
        required=False,
        widget=forms.RadioSelect,
    )


class DateForm(ExchangeForm):
    starts_at = start_field(
        _("The new date"), _("The old one stands until the other has said yes.")
    )


class AgainForm(ExchangeForm):
    starts_at = start_field(_("When"), _("All else is copied; the other says yes, or counters."))
    as_gift = forms.BooleanField(
        label=_("As a gift this time"),
        required=False,
        help_text=_("Where these hours were kept, you two can agree on no hours any more."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if can_repeat_terms(self.exchange):
            del self.fields["as_gift"]


class CancelForm(ExchangeForm):
    words = words_field(_("A word to it"), _("What came up, if you like to say."))


class DoneForm(ExchangeForm):
    minutes = hours_field(_("How long it took, in hours"))
    words = words_field(_("A word to it"))


class ChangesForm(ExchangeForm):
    words = words_field(
        _("What is missing"),
        _("So that the other can put it right. Twice at most."),
        required=True,
        error_messages={"required": _("Say what is missing, in a sentence.")},
    )


class TellForm(ExchangeForm):
    kind = forms.ChoiceField(
        label=_("What comes closest?"),
        choices=TellingKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes closest.")},
    )
    words = words_field(
        _("In your words"), _("The two of you read it. Nobody is charged, and nobody is rated.")
    )


class DisputeForm(ExchangeForm):
    words = words_field(
        _("How you see it"),
        _("The other reads it, and the two moderators who are asked to help."),
        required=True,
        error_messages={"required": _("Say in a sentence or two how you see it.")},
    )


class SettleForm(ExchangeForm):
    outcome = forms.ChoiceField(
        label=_("What holds in the end?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what holds: done, done in part, or not.")},
    )
    minutes = hours_field(_("If in part: how long, in hours"), required=False)
    words = words_field(_("A word to it"))


class ReflectForm(ExchangeForm):
    learnt = words_field(
        _("What did you learn?"),
        _("About the matter, the other or yourself."),
        required=True,
        max_length=LONGEST_REFLECTION,
        error_messages={"required": _("One sentence is enough: what do you take along?")},
    )
    otherwise = words_field(_("What would you do otherwise?"), max_length=LONGEST_REFLECTION)
    language = LanguageField()
    may_be_public = forms.BooleanField(
        label=_("Others may read it, if the other wishes so too"), required=False
    )
    private_word = words_field(
        _("A word to the moderators"),
        _("If something was not right. The other never learns of it."),
        max_length=LONGEST_REFLECTION,
    )
