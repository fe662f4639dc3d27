"""Forms of an exchange; they validate and clean, and never save."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.forms.fields import LineField, TextField
from members.forms.languages import LanguageField
from members.models import Member
from sharing.models import Currency, Exchange, Outcome, Proposal, TellingKind, Way
from sharing.reading.exchange_words import QUARTERS
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

# "2", "1.5", "1,5", "1:30", "1½" and "½".
HOURS = re.compile(
    r"\A(?P<whole>\d{0,3})(?:[.,](?P<part>\d{1,2})|:(?P<minutes>[0-5]\d))?\Z", re.ASCII
)
WHO_GIVES = _("Say which of you two gives.")
WHEN = {
    "required": _("Say when it begins."),
    "invalid": _("We cannot read this time. Write it as 2027-01-31T19:30."),
}


class HoursField(forms.CharField):
    """How long, in hours as people write them; gives minutes."""

    default_error_messages = {"required": HOW_LONG}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("How long, in hours"))
        kwargs.setdefault("help_text", _("For instance 2, 1.5 or 1:30."))
        widget = forms.TextInput(attrs={"class": "input--short", "inputmode": "decimal"})
        super().__init__(max_length=8, widget=widget, **kwargs)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        minutes = in_minutes(text)
        if minutes is None or not LEAST_MINUTES <= minutes <= MOST_MINUTES:
            raise forms.ValidationError(HOW_LONG)
        return minutes

    def prepare_value(self, value: Any) -> Any:
        return in_hours(value) if isinstance(value, int) else value


def in_minutes(text: str) -> int | None:
    """90 of “1:30”, “1.5”, “1,5” or “1½”; None where it is no time."""
    text = text.replace(" ", "")
    for minutes, sign in QUARTERS.items():
        if sign and text.endswith(sign) and (text[:-1] or "0").isascii():
            text = f"{text[:-1] or 0}:{minutes:02}"
    found = HOURS.match(text)
    if found is None or not any(found.groups()):
        return None
    hours = int(found["whole"] or 0)
    if found["minutes"]:
        return 60 * hours + int(found["minutes"])
    return int(60 * Decimal(f"{hours}.{found['part'] or 0}"))


def in_hours(minutes: int) -> str:
    """“2”, or “1:30”."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02}" if rest else str(hours)


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
    minutes = HoursField()
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
    amount = forms.DecimalField(
        label=_("Amount an hour"),
        required=False,
        max_digits=8,
        decimal_places=2,
        help_text=_("Money is written down here, and settled between you."),
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
    minutes = HoursField(label=_("How long it took, in hours"))
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
    minutes = HoursField(label=_("If in part: how long, in hours"), required=False)
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
