"""Fields for what people type; what they write is cleaned before anything is counted."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from members.markup import numbers
from members.numbers import Unreadable, read_hours, read_number
from members.text import clean_line, clean_text

EXAMPLE = Decimal("12.50")


class LineField(forms.CharField):
    """One line: a name, a title, a sentence, also where there is room for several lines."""

    def to_python(self, value: Any) -> str | None:
        return clean_line(super().to_python(value) or "") or self.empty_value


class TextField(forms.CharField):
    """Running text; lines and the indentation of the first one are kept."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str | None:
        return clean_text(super().to_python(value) or "") or self.empty_value


class NumberField(forms.Field):
    """An amount as people write it (50,50 or 1’000.50), with two decimal places at most.

    `between` names the least and the most, where the rules of the house leave that to the form.
    """

    widget = forms.TextInput
    mode = "decimal"
    default_error_messages: ClassVar[dict[str, Any]] = {
        "no_number": _("We cannot read this number. Write it as %(example)s."),
        "unclear": _("It is unclear where the decimals begin. Write it as %(example)s."),
        "signed": _("Write it without plus or minus, as %(example)s."),
        "places": _("Two decimal places at most, as in %(example)s."),
        "between": _("Choose a number between %(least)s and %(most)s, for instance %(example)s."),
    }

    def __init__(self, *, between: tuple[int, int] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.between = between

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"inputmode": self.mode, "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return self.write(value) if isinstance(value, Decimal | int) else value

    def to_python(self, value: Any) -> Any:
        text = str("" if value is None else value).strip()
        try:
            return self.read(text) if text else None
        except Unreadable as refusal:
            raise self.refusal(refusal.why) from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and self.between and not self.between[0] <= value <= self.between[1]:
            raise self.refusal("between")

    def refusal(self, code: str) -> forms.ValidationError:
        """A sentence that shows how it would be right."""
        least, most = (self.write(bound) for bound in self.between or (0, 0))
        words = {"example": self.example, "least": least, "most": most}
        return forms.ValidationError(self.error_messages[code], code=code, params=words)

    @property
    def example(self) -> str:
        return self.write(EXAMPLE)

    def read(self, text: str) -> Any:
        value = read_number(text)
        if 100 * value != int(100 * value):
            raise self.refusal("places")
        return value

    def write(self, value: Any) -> str:
        return numbers.amount(value)


class WholeNumberField(NumberField):
    """A count: 12, also where it is written 12.0 or 1’200."""

    mode = "numeric"
    default_error_messages: ClassVar[dict[str, Any]] = {
        "places": _("Write a whole number, for instance %(example)s."),
    }

    def read(self, text: str) -> int:
        value = read_number(text)
        if value != int(value):
            raise self.refusal("places")
        return int(value)

    @property
    def example(self) -> str:
        return self.write(self.between[0] or self.between[1] // 2 if self.between else 12)


class HoursField(NumberField):
    """Hours as people write them (1,5 or 1½ or 1:30); gives minutes, and `between` is minutes."""

    default_error_messages: ClassVar[dict[str, Any]] = dict.fromkeys(
        ("no_number", "unclear", "signed"),
        _("We cannot read these hours. Write them as 2, 1.5 or 1:30."),
    ) | {
        "between": _("Between %(least)s and %(most)s hours, for instance 2, 1.5 or 1:30."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For instance 2, 1.5 or 1:30."))
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("class", "input--short")

    def read(self, text: str) -> int:
        return read_hours(text)

    def write(self, value: Any) -> str:
        return numbers.clock_hours(int(value))
