"""Columns for what people write. Whatever way a text came in, it is stored and looked up clean.

In migrations they are Django's own: they differ in what goes in, not in what the database holds.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import models

from members.forms import fields
from members.text import clean_line, clean_text


class CleanMixin:
    """A column whose text is cleaned by `clean_words`."""

    clean_words: Callable[[str], str]
    form_field: type[forms.Field]
    django_name: str

    def to_python(self, value: Any) -> Any:
        return self._cleaned(super().to_python(value))  # type: ignore[misc]

    def get_prep_value(self, value: Any) -> Any:
        return self._cleaned(super().get_prep_value(value))  # type: ignore[misc]

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The row in memory says what the row in the database says."""
        value = self._cleaned(super().pre_save(model_instance, add))  # type: ignore[misc]
        setattr(model_instance, self.attname, value)  # type: ignore[attr-defined]
        return value

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": self.form_field, **kwargs})  # type: ignore[misc]

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return name, f"django.db.models.{self.django_name}", args, kwargs

    def _cleaned(self, value: Any) -> Any:
        return type(self).clean_words(value) if isinstance(value, str) else value


class LineField(CleanMixin, models.CharField):
    """One line; see `members.text.clean_line`."""

    clean_words = staticmethod(clean_line)
    form_field = fields.LineField
    django_name = "CharField"


class TextField(CleanMixin, models.TextField):
    """Running text; see `members.text.clean_text`."""

    clean_words = staticmethod(clean_text)
    form_field = fields.TextField
    django_name = "TextField"
