"""Writes many rows at once with PostgreSQL's COPY, which is ten times faster than inserts."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import AutoField, BigAutoField, Field, GeneratedField, Model
from tqdm import tqdm

CHUNK = 20_000
NULL = "\\N"


def copy_rows(
    model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]], bar: "tqdm[Any]"
) -> None:
    """Append rows to a model's table; a column that is not named gets the default of its field.

    The rows have to keep every constraint: PostgreSQL refuses all of them otherwise.
    """
    named = [model._meta.get_field(name) for name in names]
    others = [field for field in _stored(model) if field not in named]
    fields = [*named, *others]
    defaults = [field.get_default() for field in others]
    statement = _statement(model, fields)
    chunk: list[list[Any]] = []
    for row in rows:
        values = zip([*row, *defaults], fields, strict=True)
        chunk.append([_text(value, field) for value, field in values])
        if len(chunk) == CHUNK:
            _send(statement, chunk, bar)
            chunk = []
    _send(statement, chunk, bar)


def _stored(model: type[Model]) -> list[Any]:
    made_by_the_database = (GeneratedField, AutoField, BigAutoField)
    return [
        field
        for field in model._meta.local_concrete_fields
        if not isinstance(field, made_by_the_database)
    ]


def _statement(model: type[Model], fields: Sequence[Any]) -> str:
    columns = ", ".join(f'"{field.column}"' for field in fields)
    table = model._meta.db_table
    return f"COPY \"{table}\" ({columns}) FROM STDIN WITH (FORMAT csv, NULL '{NULL}')"


def _text(value: Any, field: "Field[Any, Any]") -> Any:
    if value is None:
        return NULL
    if isinstance(field, ArrayField):
        return "{" + ",".join(map(str, value)) + "}"
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    return value.isoformat() if isinstance(value, datetime) else value


def _send(statement: str, chunk: list[list[Any]], bar: "tqdm[Any]") -> None:
    if not chunk:
        return
    buffer = io.StringIO()
    csv.writer(buffer).writerows(chunk)
    buffer.seek(0)
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(statement, buffer)
    bar.update(len(chunk))
