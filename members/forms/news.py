"""Which news, where, and how often a letter."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Member, NotificationChoice, Rhythm
from members.services.notifications import Wish
from members.services.stops import NEVER
from members.shelves import notification_kinds

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]
NOWHERE, INBOX, MAIL = "nowhere", "inbox", "mail"
PLACES = [(INBOX, _("Inbox")), (MAIL, _("Inbox and mail")), (NOWHERE, _("Not at all"))]


class NotificationChoicesForm(forms.Form):
    """One choice for each kind of news."""

    def __init__(self, data: Any = None, *, member: Member) -> None:
        super().__init__(data)
        chosen = {
            choice.kind: Wish(choice.inbox, choice.mail)
            for choice in NotificationChoice.objects.filter(member=member)
        }
        for kind in notification_kinds:
            wish = chosen.get(kind.name, Wish(inbox=True, mail=kind.mails_at_once))
            self.fields[kind.name] = forms.ChoiceField(
                label=kind.label, choices=PLACES, initial=_place(wish), widget=forms.RadioSelect
            )

    def choices(self) -> Iterator[tuple[str, bool, bool]]:
        """Kind, inbox, mail."""
        for kind, place in self.cleaned_data.items():
            yield kind, place != NOWHERE, place == MAIL


def _place(wish: Wish) -> str:
    if not wish.inbox:
        return NOWHERE
    return MAIL if wish.mail else INBOX


class DigestForm(forms.Form):
    """How often the letter comes, on which weekday, at which hour."""

    digest_rhythm = forms.ChoiceField(label=_("How often"), choices=Rhythm.choices)
    weekday = forms.TypedChoiceField(label=_("On which day"), choices=WEEKDAYS, coerce=int)
    hour = forms.TypedChoiceField(
        label=_("At what time"),
        choices=[(hour, f"{hour:02d}.00") for hour in range(24)],
        coerce=int,
    )

    def __init__(self, data: Any = None, *, member: Member) -> None:
        super().__init__(
            data,
            initial={
                "digest_rhythm": member.digest_rhythm,
                "weekday": member.digest_weekday,
                "hour": member.digest_hour,
            },
        )


class HowOftenForm(forms.Form):
    """The answer to a letter that asks: a rhythm, or none any more."""

    digest_rhythm = forms.ChoiceField(
        label=_("How often shall the letter come?"),
        choices=[*Rhythm.choices, (NEVER, _("Not any more"))],
        widget=forms.RadioSelect,
    )
