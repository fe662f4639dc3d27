"""Who is brought together with whom, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.alphabet import alphabetical
from members.forms.fields import LineField
from members.forms.languages import LanguageField
from members.models import Member
from members.text import clean_line
from sharing.services.introductions import LONGEST, SHORTEST


class IntroductionForm(forms.Form):
    """Two people by their addresses, and one sentence; `find` looks for people by their names."""

    one = LineField(max_length=40, widget=forms.HiddenInput, required=False)
    other = LineField(max_length=40, widget=forms.HiddenInput, required=False)
    offer = LineField(max_length=10, widget=forms.HiddenInput, required=False)
    request = LineField(max_length=10, widget=forms.HiddenInput, required=False)
    sentence = LineField(
        label=_("Why these two, in one sentence"),
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Both read it. 10 to 400 characters, without links, e-mail addresses or telephone"
            " numbers."
        ),
    )
    language = LanguageField(label=_("Language of your sentence"))
    who = LineField(label=_("Find somebody"), max_length=80, required=False)


def people_named(member: Member, words: str, but: list[int]) -> list[Member]:
    """Up to eight people whom the member may see, whose name or address begins like this."""
    words = clean_line(words)[:80]
    if len(words) < 2:
        return []
    found: Any = Member.objects.visible_to(member).exclude(pk__in=[member.pk, *but])
    handle = words.lower().removeprefix("@")
    named = found.filter(name__icontains=words) | found.filter(handle__startswith=handle)
    return list(named.order_by(alphabetical("name"), "pk").defer("search", "story")[:8])
