"""Every component in every state, for whoever builds the house. Not in production."""

from xml.etree import ElementTree

from django import forms
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.forms.fields import WholeNumberField
from members.markup.stances import STANCES
from members.models import Member

SVG = "{http://www.w3.org/2000/svg}"
THEMES = {"light", "dark"}
ROLES = [
    "paper",
    "paper-raised",
    "paper-sunk",
    "ink",
    "ink-soft",
    "ink-faint",
    "ember",
    "ember-tint",
    "teal",
    "teal-tint",
    "moss",
    "moss-tint",
    "error",
    "warn",
    "focus",
    "line-strong",
]
PEOPLE = {
    "lea": ("Lea Amstutz", "Schreinerin in Stans"),
    "reto": ("Reto Cadisch", "war Treuhänder, Chur"),
    "mirjam": ("Mirjam Kälin", "Mediatorin, Einsiedeln"),
    "dragan": ("Dragan Petrović", "Polier, Emmenbrücke"),
    "anouk": ("Anouk Perret", "documentary editor in Fribourg"),
    "tenzin": ("Tenzin Rikhang", "Zimmermann in Rikon"),
}


RUNNING_TEXT = """Vreni Odermatt hat einem Auftrag abgesagt, der ein Viertel des Umsatzes war.
*«Es war der ruhigste Abend seit Jahren»*, sagt sie.

- Eine Liste
- mit [einem Link](https://example.org)

> Und ein Zitat."""


class SampleForm(forms.Form):
    """One field of each sort."""

    name = forms.CharField(
        label="Your name", help_text="As people call you.", initial="Lea Amstutz"
    )
    core = forms.CharField(label="Your core in one sentence")
    hours = WholeNumberField(label="Hours", between=(1, 40))
    story = forms.CharField(label="Your story", widget=forms.Textarea, required=False)
    language = forms.ChoiceField(label="Language", choices=[("de", "Deutsch"), ("en", "English")])
    founded = forms.CharField(label="Founded in", initial="2024", disabled=True)
    terms = forms.ChoiceField(
        label="On which terms?",
        widget=forms.RadioSelect,
        choices=[("gift", "Gift"), ("hours", "Hours"), ("paid", "Paid")],
    )
    show = forms.MultipleChoiceField(
        label="Show",
        widget=forms.CheckboxSelectMultiple,
        choices=[("offers", "Offers"), ("requests", "Requests")],
        required=False,
    )
    stance = forms.TypedChoiceField(
        label="Where do you stand?",
        coerce=int,
        widget=forms.RadioSelect,
        choices=[(value, words) for value, words in STANCES.items()],
    )
    digest = forms.BooleanField(label="Send me a digest", help_text="Once a week.", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["terms"].choice_help = {
            "gift": "You expect nothing back.",
            "hours": "Your time for somebody's time in the community.",
            "paid": "You name an amount.",
        }


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """The page; `?theme=` shows it in one light, whatever was chosen otherwise."""
    people = {
        handle: Member(handle=handle, name=name, role=role)
        for handle, (name, role) in PEOPLE.items()
    }
    wrong = SampleForm(
        {"wrong-name": "Lea", "wrong-hours": "viele", "wrong-language": "de", "wrong-stance": "0"},
        prefix="wrong",
    )
    context = {
        **people,
        "people": list(people.values()),
        "form": SampleForm(initial={"terms": "gift", "stance": 1}, label_suffix=""),
        "wrong": wrong,
        "icons": icon_names(),
        "roles": ROLES,
        "stances": list(STANCES),
        "now": timezone.now(),
        "running_text": RUNNING_TEXT,
        "tabs": [
            ("#tabs", "Overview", True),
            ("#tabs", "Topics", False),
            ("#tabs", "Us", False),
        ],
    }
    if request.GET.get("theme") in THEMES:
        request.COOKIES["theme"] = request.GET["theme"]
    return render(request, "styleguide.html", context)


def icon_names() -> list[str]:
    """Every symbol in static/icons.svg."""
    root = ElementTree.parse(finders.find("icons.svg")).getroot()  # noqa: S314 (a file of ours)
    return [symbol.attrib["id"] for symbol in root.iter(f"{SVG}symbol")]
