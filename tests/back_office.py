"""Reads the back office from end to end, for tests that look for what must not be there."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import CharField, Model, TextField
from django.test import Client
from django.urls import reverse

# What is planted, and what is searched for: a page repeats what was searched.
CANARY, CLUE = "zebrafish", "zebra"


def chosen() -> list[type[Model]]:
    """Every model of the back office."""
    return list(admin.site._registry)


def address(model: type[Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def lists(models: Iterable[type[Model]]) -> list[str]:
    """The lists of these models, as they open and as they answer a search."""
    begins = [address(model, "changelist") for model in models]
    return [*begins, *(f"{begin}?q={CLUE}" for begin in begins)]


def pages_of(row: Model) -> list[str]:
    return [address(type(row), page, row.pk) for page in ("change", "history")]


def every_page(models: Iterable[type[Model]]) -> list[str]:
    """The lists, and the page of every row there is, whether the list shows it or not."""
    models = list(models)
    rows = [(model, pk) for model in models for pk in model._base_manager.values_list("pk")]
    return ["/admin/", *lists(models), *(address(model, "change", *pk) for model, pk in rows)]


def where(client: Client, word: str, pages: Iterable[str]) -> list[str]:
    """On which of these pages a word stands."""
    return [page for page in pages if word in client.get(page).content.decode()]


def plant(*rows: Model) -> None:
    """Put the canary into every text of these rows."""
    for row in rows:
        texts = [
            field.name
            for field in row._meta.concrete_fields
            if isinstance(field, CharField | TextField)
            and not field.choices
            and (field.max_length is None or field.max_length >= len(CANARY))
        ]
        set_columns(row, **dict.fromkeys(texts, CANARY))


def set_columns(row: Model, **columns: Any) -> None:
    """Past services and forms: as it may stand in the database."""
    type(row)._base_manager.filter(pk=row.pk).update(**columns)
