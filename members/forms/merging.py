"""Forms that edit what somebody else, or oneself in another window, may have changed meanwhile."""

import json
from dataclasses import dataclass
from hashlib import blake2s
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Member

BASED_ON = "based_on"
THEIRS = "theirs"
Plain = str | list[str]
FORMATTED = (forms.widgets.Input, forms.Textarea, forms.Select, forms.CheckboxSelectMultiple)


@dataclass(frozen=True)
class Change:
    """A field that two have changed to different things, with both as they read."""

    name: str
    label: str
    mine: str
    theirs: str


class Merging(forms.BaseForm):
    """Remembers in `based_on` how each field stood when the form was shown.

    What only others have changed stays as they left it. What both have changed is an error of its
    field: `parts/meanwhile.html` shows both, and one's own is kept, edited or given up. The
    remembered digests are not trusted: whoever forges them overwrites what they may overwrite
    anyway. Make the form with `initial` as it stands now, while the thing is held
    (`members/services/held.py`).
    """

    merges = True
    # Where sending agrees to the words, nothing is agreed to unread.
    agrees_to_words = False
    # What a form that was only shown again, without judging it, was based on.
    carried = ""
    changed_by: Member | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._collisions: list[str] = []
        self.compared = False
        if self.is_bound and hasattr(self.data, "setlist"):
            self._merge(_read(self.data.get(BASED_ON, "")))

    @property
    def meanwhile(self) -> list[Change]:
        """What collides, field by field."""
        return [
            Change(
                name,
                str(self.fields[name].label or name),
                self._said(name, self.sent(name)),
                self._said(name, self.standing(name)),
            )
            for name in self._collisions
        ]

    @property
    def based_on(self) -> str:
        """How things stand now, for the next time this form is sent."""
        if self.carried:
            return self.carried
        return json.dumps({name: _digest(self.standing(name)) for name in self.fields})

    def standing(self, name: str) -> Plain:
        """How a field stands now, in the shape in which a browser sends it back."""
        field = self.fields[name]
        return _plain(field.widget, field.prepare_value(self.get_initial_for_field(field, name)))

    def sent(self, name: str) -> Plain:
        """What was sent for a field."""
        widget = self.fields[name].widget
        return _plain(
            widget, widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        )

    def take_theirs(self, name: str) -> None:
        """Put what stands now in the place of what was sent."""
        key, value = self.add_prefix(name), self.standing(name)
        self.data.setlist(key, value if isinstance(value, list) else [value][: bool(value)])

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        for name in self._collisions:
            self.add_error(name, _("This was changed meanwhile. Choose above, or edit it here."))
        return cleaned

    def _merge(self, based_on: dict[str, str]) -> None:
        self.data, self.compared = self.data.copy(), bool(based_on)
        given_up = set(self.data.getlist(THEIRS))
        for name in [name for name in self.fields if name in based_on]:
            before, now = based_on[name], _digest(self.standing(name))
            mine = _digest(self.sent(name))
            if now in (before, mine):
                continue
            if (mine == before and not self.agrees_to_words) or name in given_up:
                self.take_theirs(name)
            else:
                self._collisions.append(name)

    def _said(self, name: str, value: Plain) -> str:
        """As people read it: choices by their words."""
        words = {str(key): str(word) for key, word in getattr(self.fields[name], "choices", ())}
        values = [value] if isinstance(value, str) else value
        return ", ".join(words.get(one, one) for one in values)


def _read(sent: str) -> dict[str, str]:
    try:
        found = json.loads(sent or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _plain(widget: forms.Widget, value: Any) -> Plain:
    """Equal for what is the same, however a browser or the database puts it."""
    if isinstance(widget, forms.CheckboxInput):
        return "on" if value and value != "False" else ""
    value = widget.format_value(value) if isinstance(widget, FORMATTED) else value
    if isinstance(value, list | tuple | set):
        return sorted(str(one) for one in value if one not in (None, ""))
    return "\n".join(str("" if value is None else value).splitlines()).strip()


def _digest(value: Plain) -> str:
    return blake2s(json.dumps(value).encode(), digest_size=8).hexdigest()
