"""How things are named in the API: by the ten letters of their code, and by their kind."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from members.api.scopes import require_scope
from members.forms.settings import time_zones
from members.ids import LENGTH, CodeConverter, from_code, to_code
from members.models import Member, Scope
from members.models import fields as columns
from members.shelf import Shelf
from members.text import clean_line, clean_text
from members.viewer import viewer

CODE = {
    "type": "string",
    "pattern": f"^{CodeConverter.regex}$",
    "minLength": LENGTH,
    "maxLength": LENGTH,
    "example": "4h7kq2mzx9",
}
VisibleTo = Callable[[Member | None], "QuerySet[Any]"]


@extend_schema_field(CODE)
class CodeField(serializers.Field):
    """An id, written as the ten letters that stand for it in addresses."""

    default_error_messages = {
        "invalid": _("This is no code: a code has ten digits and lower-case letters.")
    }

    def to_internal_value(self, data: Any) -> Any:
        try:
            return from_code(data if isinstance(data, str) else "")
        except ValueError:
            self.fail("invalid")

    def to_representation(self, value: int) -> str:
        return to_code(value)


class ThingField(CodeField):
    """The code of a thing, which becomes the thing itself if the writer may see it."""

    default_error_messages = {
        "unknown": _("There is nothing with this code, or you may not see it.")
    }

    def __init__(self, visible_to: VisibleTo, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.visible_to = visible_to

    def to_internal_value(self, data: Any) -> Model:
        pk = super().to_internal_value(data)
        visible = self.visible_to(viewer(self.context["request"]))
        thing: Model | None = visible.filter(pk=pk).first()
        if thing is None:
            self.fail("unknown")
        return thing


class ShortListField(serializers.ListField):
    """A list with a bound, `max_length`; what is named twice stands in it once."""

    def to_internal_value(self, data: Any) -> list[Any]:
        # Before anything is looked up.
        if isinstance(data, list) and len(data) > self.max_length:
            self.fail("max_length", max_length=self.max_length)
        return list(dict.fromkeys(super().to_internal_value(data)))


class ConsentField(serializers.BooleanField):
    """Gives a consent along with something else; a key has to be for consents, too."""

    def to_internal_value(self, data: Any) -> Any:
        agrees = super().to_internal_value(data)
        if agrees:
            require_scope(self.context["request"], Scope.CONSENTS)
        return agrees


class KindField(serializers.ChoiceField):
    """The name of a kind of thing that stands on a shelf."""

    def __init__(self, shelf: "Shelf[Any]", **kwargs: Any) -> None:
        # Read anew for every serializer, since upper floors fill the shelf later.
        super().__init__(choices=[entry.name for entry in shelf], **kwargs)


class LineField(serializers.CharField):
    """One line of text, cleaned before anything is counted; no number stands for a text."""

    clean_words = staticmethod(clean_line)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        text = self.clean_words(data)
        if not text and not self.allow_blank:
            self.fail("blank")
        return text


class TextField(LineField):
    """Running text, cleaned likewise; lines and the indentation of the first one are kept."""

    clean_words = staticmethod(clean_text)


class WordsSerializer(serializers.ModelSerializer):
    """For what members write into a row: its columns of text take what the fields above take."""

    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {
        models.CharField: LineField,
        columns.LineField: LineField,
        columns.TextField: TextField,
    }


class AddressField(serializers.CharField):
    """The address of a thing's page, on this house."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("source", "get_absolute_url")
        super().__init__(read_only=True, **kwargs)


class About(serializers.Serializer):
    """What something is about: one thing, named by its kind and its code.

    Subclasses name the shelf that knows the kinds; the validated value is the thing itself.
    """

    shelf: "Shelf[Any]"

    id = CodeField()

    default_error_messages = ThingField.default_error_messages

    def get_fields(self) -> dict[str, serializers.Field]:
        return {"kind": KindField(self.shelf), **super().get_fields()}

    def validate(self, attrs: dict[str, Any]) -> Any:
        visible = self.shelf[attrs["kind"]].visible_to(viewer(self.context["request"]))
        thing = visible.filter(pk=attrs["id"]).first()
        if thing is None:
            raise serializers.ValidationError({"id": self.error_messages["unknown"]})
        return thing


def known_time_zone(name: str) -> str:
    """One of those that can be chosen on the pages, too."""
    if name not in dict(time_zones()):
        raise serializers.ValidationError(_("There is no time zone by this name."))
    return name
