"""Everything the house keeps about a member, handed out to them, and erased when they leave."""

import json
import re
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.ids import to_code
from members.models import (
    Encounter,
    Member,
    Notification,
    Outbox,
    Question,
    Record,
    Revision,
)
from members.refusals import Refusal
from members.services import limits
from members.services.naming import Name, names_for
from members.shelves import PersonalData, personal_data

POINTERS: tuple[type[Model], ...] = (Notification, Outbox, Revision, Question, Encounter)
# What PostgreSQL works out by itself, and what would open doors.
NEVER_HANDED_OUT = {"search", "password", "digest"}
A_MOMENT = re.compile(r"\d{4}-\d\d-\d\d")


class LastAdministrator(Refusal):
    sentence = _(
        "You are the only administrator of this house. Make somebody else an administrator first."
    )


def export_of(member: Member) -> dict[str, Any]:
    """What is kept about a member, by kind, as plain values that fit into JSON."""
    with limits.one_more(limits.EXPORTS, member):
        return {
            "member": member.handle,
            "made_at": timezone.now().isoformat(),
            "kinds": {
                entry.name: {"label": str(entry.label), "rows": _oldest_first(entry.export(member))}
                for entry in _in_order()
            },
        }


def _oldest_first(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """By the first moment a row names, then by its words, so that nothing moves by itself from one
    export to the next: PostgreSQL gives rows in whatever order it finds them.
    """

    def place(row: dict[str, Any]) -> tuple[str, str]:
        moments = (str(value) for value in row.values() if A_MOMENT.match(str(value)))
        return next(moments, ""), json.dumps(row, default=str)

    return sorted(rows, key=place)


@transaction.atomic
def erase_account(*, member: Member) -> None:
    """Delete the account and all it holds; every floor erases its part, the person last."""
    others = Member.objects.active().filter(is_superuser=True).exclude(pk=member.pk)
    if member.is_superuser and not others.exists():
        raise LastAdministrator
    for entry in _in_order():
        entry.erase(member)


def erase_traces(things: QuerySet[Any]) -> None:
    """Delete what points at these things by their type and id, since no foreign key does it."""
    kind = ContentType.objects.get_for_model(things.model)
    ids = list(things.values_list("pk", flat=True))
    for model in POINTERS:
        model._default_manager.filter(target_type=kind, target_id__in=ids).delete()


def plain(
    rows: Iterable[Model], reader: Member, *, without: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Rows as dictionaries of plain values, by the names of their columns: people by their names,
    things by the codes of their addresses, kinds of things by a word.
    """
    rows = list(rows)
    left_out = NEVER_HANDED_OUT | set(without)
    columns = [
        [field for field in row._meta.concrete_fields if field.name not in left_out] for row in rows
    ]
    people = {
        field.value_from_object(row)
        for row, fields in zip(rows, columns, strict=True)
        for field in fields
        if field.related_model is Member
    }
    names = names_for(reader, people)
    return [
        {field.name: _said(field, field.value_from_object(row), names) for field in fields}
        for row, fields in zip(rows, columns, strict=True)
    ]


def _said(field: Any, value: Any, names: Callable[[int | None], Name]) -> Any:
    """One column in words that mean something to whoever reads them."""
    if field.related_model is Member:
        return names(value)
    if value is None:
        return None
    if field.related_model is ContentType:
        return ContentType.objects.get_for_id(value).model
    model = field.related_model if field.is_relation else field.model
    has_code = issubclass(model, Record | Member) and (field.is_relation or field.primary_key)
    return to_code(value) if has_code or field.name == "target_id" else _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict | list | str | int | float | bool) or value is None:
        return value
    return str(value)


def _in_order() -> list[PersonalData]:
    return sorted(personal_data, key=lambda entry: entry.order)
