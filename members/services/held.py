"""A thing is held while somebody changes it: what was read is what is changed."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Model

from members.models import Member
from members.services.revisions import revisions_of


@contextmanager
def held(thing: Model, *, when: bool = True) -> Iterator[None]:
    """One transaction in which nobody else changes this row; it is read anew first.

    A form that merges (`members/forms/merging.py`) is made and its service called inside.
    """
    if not when:
        yield
        return
    model = thing._meta.model
    with transaction.atomic():
        row = model._base_manager.select_for_update(of=("self",), no_key=model is Member)
        list(row.filter(pk=thing.pk).values_list("pk"))
        thing.refresh_from_db()
        yield


def last_editor(thing: Model) -> Member | None:
    """Who changed the words of something last, where that is kept."""
    latest = revisions_of(thing).select_related("editor").order_by("-created_at").first()
    return latest.editor if latest else None
