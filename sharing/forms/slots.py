"""Parts of the week, chosen in a small table: a row for each day, a column for each part."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

PARTS = (_("morning"), _("afternoon"), _("evening"))
SLOTS = len(WEEKDAYS) * len(PARTS)


class SlotsWidget(forms.SelectMultiple):
    """Without a script: check boxes in a table, each of them named by its day and its part."""

    template_name = "sharing/slots.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        chosen = {str(slot) for slot in value or ()}
        rows = [
            (
                day,
                [
                    {
                        "value": slot,
                        "part": part,
                        "is_chosen": str(slot) in chosen,
                    }
                    for slot, part in enumerate(PARTS, start=number * len(PARTS))
                ],
            )
            for number, day in WEEKDAYS.items()
        ]
        return {"widget": {"name": name}, "rows": rows, "parts": PARTS}


class SlotsField(forms.TypedMultipleChoiceField):
    """Numbers of parts of the week, as listings and availabilities keep them."""

    widget = SlotsWidget

    def __init__(self, **kwargs: Any) -> None:
        choices = [(str(slot), str(slot)) for slot in range(SLOTS)]
        kwargs.setdefault("label", _("When"))
        super().__init__(coerce=int, empty_value=[], choices=choices, required=False, **kwargs)

    def clean(self, value: Any) -> list[int]:
        return sorted(set(super().clean(value)))
