"""Where a text is expected, a number or a yes is a mistake and not the text of it."""

from collections.abc import Mapping
from typing import Any, TypeVar

from rest_framework import serializers

Checked = TypeVar("Checked", bound=serializers.BaseSerializer[Any])


def checked(serializer: Checked) -> Checked:
    """A serializer whose data are valid; Django REST framework alone would write 1e999 as inf."""
    if wrong := _no_texts(serializer, serializer.initial_data):
        raise serializers.ValidationError(wrong)
    serializer.is_valid(raise_exception=True)
    return serializer


def _no_texts(field: Any, given: Any) -> Any:
    """What is no text though it should be, in the form in which a field tells its mistakes."""
    if isinstance(field, serializers.CharField) and isinstance(given, int | float):
        return [field.error_messages["invalid"]]
    if isinstance(field, serializers.ListField | serializers.ListSerializer):
        parts = enumerate(given) if isinstance(given, list) else ()
        return _named((place, field.child, one) for place, one in parts)
    if isinstance(field, serializers.Serializer) and isinstance(given, Mapping):
        return _named((name, one, given.get(name)) for name, one in field.fields.items())
    return None


def _named(parts: Any) -> dict[Any, Any]:
    found = ((name, _no_texts(field, given)) for name, field, given in parts)
    return {name: wrong for name, wrong in found if wrong}
