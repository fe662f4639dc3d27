"""Everything the house keeps about a member, handed out to them, and erased when they leave."""

import json
import re
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Encounter, Member, Notification, Outbox, Question, Revision
from members.refusals import Refusal
from members.services import limits
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


def plain(rows: Iterable[Model], *, without: Collection[str] = ()) -> list[dict[str, Any]]:
    """Rows as dictionaries of plain values, by the names of their columns."""
    left_out = NEVER_HANDED_OUT | set(without)
    return [
        {
            field.name: _plain(field.value_from_object(row))
            for field in row._meta.concrete_fields
            if field.name not in left_out
        }
        for row in rows
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict | list | str | int | float | bool) or value is None:
        return value
    return str(value)


def _in_order() -> list[PersonalData]:
    return sorted(personal_data, key=lambda entry: entry.order)
