"""Fields for what people type; what they write is cleaned before anything is counted."""

from typing import Any

from django import forms

from members.text import clean_line, clean_text


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
