"""Editing keeps what stood before, and who could read it."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from members.models import ONLY_AUTHORS, KeepsVersions, Member, Revision, was_open_to


def rewrite(thing: KeepsVersions, *, editor: Member | None, fields: dict[str, Any]) -> bool:
    """Give a text new words and keep the earlier ones; False when nothing changed.

    The earlier ones stay open to whoever can read them at this moment. What a decision takes out,
    without an editor, stays open to nobody else.
    """
    changed = {name: value for name, value in fields.items() if getattr(thing, name) != value}
    if not changed:
        return False
    readership = ONLY_AUTHORS if editor is None else thing.readership()
    Revision.objects.create(
        target_type=ContentType.objects.get_for_model(thing),
        target_id=thing.pk,
        editor=editor,
        fields={name: _plain(getattr(thing, name)) for name in changed},
        reach=readership.reach,
        read_in=list(readership.communities),
    )
    for name, value in changed.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(changed))
    return True


def earlier_versions(thing: KeepsVersions, reader: Member | None) -> QuerySet[Revision]:
    """Earlier versions of something that was loaded as visible, the latest first: those the reader
    could read when they were current; for its authors all.
    """
    kept = revisions_of(thing)
    if reader is not None and thing.belongs_to(reader):
        return kept
    return kept.filter(was_open_to(reader))


def revisions_of(thing: Model) -> QuerySet[Revision]:
    """Every earlier version, whoever may read it: for services that count or bring back, not for
    pages.
    """
    return Revision.objects.filter(
        target_type=ContentType.objects.get_for_model(thing), target_id=thing.pk
    )


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | bool | list) or value is None else str(value)
