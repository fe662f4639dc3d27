"""Filters that lists of several floors have in common."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
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


class SearchFilterSet(filters.FilterSet):
    """Looks for words in `q` as well, which is a search and counts as one."""

    def filter_queryset(self, queryset: Any) -> Any:
        if not self.form.cleaned_data.get("q"):
            return super().filter_queryset(queryset)
        with limits.one_more(limits.SEARCHES, viewer(self.request) or network(self.request)):
            return super().filter_queryset(queryset)
