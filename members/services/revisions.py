"""Editing keeps what stood before."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from members.models import Member, Revision


def rewrite(thing: Model, *, editor: Member | None, fields: dict[str, Any]) -> bool:
    """Give a text new words and keep the earlier ones; False when nothing changed."""
    changed = {name: value for name, value in fields.items() if getattr(thing, name) != value}
    if not changed:
        return False
    Revision.objects.create(
        target_type=ContentType.objects.get_for_model(thing),
        target_id=thing.pk,
        editor=editor,
        fields={name: _plain(getattr(thing, name)) for name in changed},
    )
    for name, value in changed.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(changed))
    return True


def revisions_of(thing: Model) -> QuerySet[Revision]:
    """Earlier versions, the latest first."""
    return Revision.objects.filter(
        target_type=ContentType.objects.get_for_model(thing), target_id=thing.pk
    )


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | bool | list) or value is None else str(value)
