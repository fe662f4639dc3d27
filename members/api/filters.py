"""Filters that lists of several floors have in common."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field

from members.api.fields import CODE, CodeField
from members.forms.fields import LineField
from members.ids import from_code
from members.services import limits
from members.viewer import network, viewer


class LineFilter(filters.CharFilter):
    """Words somebody looks for, cleaned as they were when they were written."""

    field_class = LineField


class CodeFormField(forms.CharField):
    def to_python(self, value: Any) -> int | None:
        code = super().to_python(value)
        if not code:
            return None
        try:
            return from_code(code)
        except ValueError as error:
            raise ValidationError(CodeField.default_error_messages["invalid"]) from error


@extend_schema_field(CODE)
class CodeFilter(filters.Filter):
    """Rows whose column holds the id behind a code."""

    field_class = CodeFormField


class YesNoFormField(forms.CharField):
    """`true` or `false`, also as `1` or `0`; anything else is a mistake, and is told as one."""

    words = {"true": True, "1": True, "false": False, "0": False}

    def to_python(self, value: Any) -> bool | None:
        said = super().to_python(value).lower()
        if not said:
            return None
        try:
            return self.words[said]
        except KeyError as error:
            raise ValidationError(_("Write true or false.")) from error


class YesNoFilter(filters.BooleanFilter):
    """Yes, no, or not asked for."""

    field_class = YesNoFormField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=forms.TextInput, **kwargs)


class SearchFilterSet(filters.FilterSet):
    """Looks for words in `q` as well, which is a search and counts as one."""

    def filter_queryset(self, queryset: Any) -> Any:
        if not self.form.cleaned_data.get("q"):
            return super().filter_queryset(queryset)
        with limits.one_more(limits.SEARCHES, viewer(self.request) or network(self.request)):
            return super().filter_queryset(queryset)
