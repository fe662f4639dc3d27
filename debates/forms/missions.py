"""Forms of missions and commitments; they validate and clean, and never save."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from debates.forms.joint import OnGround, Published
from debates.models import CommitmentState, JointStatement, Mission, MissionState
from debates.services.missions.commitments import LONGEST_LINE, LONGEST_WORDS
from debates.services.missions.course import (
    LONGEST_AIM,
    LONGEST_END,
    LONGEST_GROUND,
    LONGEST_PROGRESS,
    LOOK_BACK_AFTER,
    SHORTEST_AIM,
    SHORTEST_LEARNT,
)
from members.forms.fields import LineField, TextField
from members.forms.languages import LanguageField
from members.models import Member

AIMLESS = _("Say in one sentence what shall be different afterwards (10 characters or more).")
UNLEARNT = _("Say what you learnt, so that others can build on it (20 characters or more).")
A_DAY = {"invalid": _("We cannot read this date. Write it as 2027-01-31.")}


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", "class": "input--order"}, format="%Y-%m-%d")


class MissionForm(OnGround):
    """An aim, the common ground it stands on, what it needs, and when to look back."""

    aim = LineField(
        label=_("What shall be different afterwards"),
        min_length=SHORTEST_AIM,
        max_length=LONGEST_AIM,
        help_text=_("One sentence, small enough to be done by a handful of people."),
        error_messages={"required": AIMLESS, "min_length": AIMLESS},
    )
    ground = TextField(
        label=_("The common ground it stands on"),
        max_length=LONGEST_GROUND,
        help_text=_("What do both sides share here, whatever else divides them?"),
        error_messages={"required": _("Say what both sides share here, in a sentence or two.")},
    )
    skills = TextField(
        label=_("Skills you need"),
        required=False,
        max_length=1300,
        help_text=_("One on each line, ten at most. Others see where they could help."),
    )
    review_on = forms.DateField(
        label=_("We look back on"),
        widget=day_input(),
        help_text=_("On this day everybody who carries it is asked for one sentence."),
        error_messages=A_DAY | {"required": _("Choose the day on which you look back together.")},
    )
    language = LanguageField()

    def __init__(self, *args: Any, joint: JointStatement | None = None, **kwargs: Any) -> None:
        """Filled with the words of a ratified joint statement, where there is one."""
        initial = {"review_on": timezone.localdate() + LOOK_BACK_AFTER}
        if joint is not None:
            initial |= {"ground": joint.text, "language": joint.language}
        super().__init__(*args, initial=kwargs.pop("initial", {}) | initial, **kwargs)
        self.joint = joint

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        cleaned = dict(self.cleaned_data)
        skills = cleaned.pop("skills").splitlines()
        return cleaned | {"skills": skills, "joint": self.joint}


class CarryForm(Published):
    """Nothing to say, unless the consent is missing."""


class PromiseForm(forms.Form):
    """Who does what by when; and if something gets in the way, then what."""

    deed = LineField(
        label=_("What you do"),
        max_length=LONGEST_LINE,
        help_text=_("One thing you can finish, not a resolution."),
        error_messages={"required": _("Say what you will do, in one sentence.")},
    )
    due = forms.DateField(
        label=_("By when"),
        widget=day_input(),
        error_messages=A_DAY | {"required": _("Choose a day, so that you can be done with it.")},
    )
    obstacle = LineField(
        label=_("If this gets in the way …"),
        max_length=LONGEST_LINE,
        error_messages={"required": _("Name one thing that could get in the way.")},
    )
    then = LineField(
        label=_("… then I will"),
        max_length=LONGEST_LINE,
        error_messages={"required": _("Say what you will do if that happens.")},
    )
    witness = forms.ChoiceField(
        label=_("A witness"),
        required=False,
        help_text=_("Somebody who asks how it went. They are asked first, and named once willing."),
        error_messages={"invalid_choice": _("Choose one of these people, or nobody for now.")},
    )
    language = LanguageField()

    def __init__(self, *args: Any, people: Iterable[Member] = (), **kwargs: Any) -> None:
        initial = {"due": timezone.localdate() + timedelta(days=14)}
        super().__init__(*args, initial=kwargs.pop("initial", {}) | initial, **kwargs)
        self._people = {person.handle: person for person in people}
        nobody = [("", _("nobody for now"))]
        named = [(handle, person.name) for handle, person in self._people.items()]
        self.fields["witness"].choices = nobody + named

    def clean_witness(self) -> Member | None:
        return self._people.get(self.cleaned_data["witness"])


class SettleForm(forms.Form):
    """What became of a commitment."""

    STATES = [
        (CommitmentState.DONE.value, _("Done")),
        (CommitmentState.RELEASED.value, _("I let it go")),
        (CommitmentState.MISSED.value, _("I did not get to it")),
    ]

    state = forms.ChoiceField(
        label=_("How did it go?"),
        choices=STATES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these; each is a fair answer.")},
    )
    words = LineField(
        label=_("In a sentence"),
        required=False,
        max_length=LONGEST_WORDS,
        help_text=_("What came of it, or what got in the way. A word is welcome and never owed."),
    )


class ProgressForm(forms.Form):
    """Stands on one page with a commitment, whose fields have the same names."""

    text = TextField(
        label=_("How does it go?"),
        max_length=LONGEST_PROGRESS,
        error_messages={
            "required": _("One sentence is enough: what happened, or what got in the way?")
        },
    )
    language = LanguageField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="progress_%s", **kwargs)


class EndForm(forms.Form):
    """How a mission ended, and what was learnt; every end is worth reading."""

    STATES = {
        MissionState.DONE: _("It is done"),
        MissionState.MISSED: _("We did not get there"),
        MissionState.STOPPED: _("We stop here"),
    }

    state = forms.ChoiceField(
        label=_("How does it end?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ends.")},
    )
    result = TextField(
        label=_("What came of it"),
        required=False,
        max_length=LONGEST_END,
    )
    learnt = TextField(
        label=_("What you learnt"),
        min_length=SHORTEST_LEARNT,
        max_length=LONGEST_END,
        help_text=_("What would you tell somebody who tries the same?"),
        error_messages={"required": UNLEARNT, "min_length": UNLEARNT},
    )

    def __init__(self, *args: Any, mission: Mission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ends = [MissionState.STOPPED]
        if mission.state == MissionState.RUNNING:
            ends = list(self.STATES)
        self.fields["state"].choices = [(end.value, self.STATES[end]) for end in ends]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("state") == MissionState.DONE and not cleaned.get("result"):
            self.add_error("result", _("Say what came of it. Whoever was not there reads it here."))
        return cleaned
