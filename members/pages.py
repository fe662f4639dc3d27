"""Pages of a list by keyset: no COUNT, no OFFSET, the same cost on the first page and the last."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.timezone import is_naive

NEWEST_FIRST = ("-created_at", "-id")


@dataclass(frozen=True)
class Page:
    """Some rows, and the query strings to the newer and the older ones (None: no more)."""

    items: list[Any]
    next: str | None = None
    previous: str | None = None


def page_of(
    queryset: QuerySet[Any],
    request: HttpRequest,
    *,
    size: int = 20,
    by: Sequence[str] = NEWEST_FIRST,
) -> Page:
    """The page an address asks for; a cursor that makes no sense gives the first page.

    `by` names two columns that go in the same direction, the last of them unique.
    """
    before = _values(queryset, request.GET.get("before", ""), by)
    after = None if before else _values(queryset, request.GET.get("after", ""), by)
    order = [_reversed(name) for name in by] if before else list(by)
    if mark := before or after:
        queryset = queryset.filter(_beyond(order, mark))
    rows = list(queryset.order_by(*order)[: size + 1])
    there_is_more = len(rows) > size
    rows = rows[:size][::-1] if before else rows[:size]
    if not rows:
        return Page([])
    return Page(
        rows,
        next=_address(request, "after", rows[-1], by) if before or there_is_more else None,
        previous=_address(request, "before", rows[0], by)
        if after or (before and there_is_more)
        else None,
    )


def _beyond(order: Sequence[str], mark: Sequence[Any]) -> Q:
    """Rows behind the mark; the first condition alone is what the index needs."""
    first, last = (name.removeprefix("-") for name in order)
    sign = "lt" if order[0].startswith("-") else "gt"
    return Q(**{f"{first}__{sign}e": mark[0]}) & (
        Q(**{f"{first}__{sign}": mark[0]}) | Q(**{f"{last}__{sign}": mark[1]})
    )


def _reversed(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _address(request: HttpRequest, side: str, row: Model, by: Sequence[str]) -> str:
    query = request.GET.copy()
    query.pop("after", None)
    query.pop("before", None)
    query[side] = _cursor(row, by)
    return f"?{query.urlencode()}"


def _cursor(row: Model, by: Sequence[str]) -> str:
    values = [reduce(getattr, name.removeprefix("-").split("__"), row) for name in by]
    text = json.dumps([str(value) for value in values])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _values(queryset: QuerySet[Any], cursor: str, by: Sequence[str]) -> list[Any] | None:
    """The values a cursor stands for, or None if it is not one of ours."""
    if not cursor or len(cursor) > 400:
        return None
    try:
        texts = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", True))
        values = [
            _field(queryset, name).to_python(text) for name, text in zip(by, texts, strict=True)
        ]
    except (binascii.Error, ValueError, TypeError, ValidationError):
        return None
    return values if all(_is_sound(value) for value in values) else None


def _is_sound(value: Any) -> bool:
    if value is None or (isinstance(value, str) and "\x00" in value):
        return False
    return not (hasattr(value, "tzinfo") and is_naive(value))


def _field(queryset: QuerySet[Any], name: str) -> "Field[Any, Any]":
    """The column, or the annotation, that a page is ordered by."""
    *relations, name = name.removeprefix("-").split("__")
    if name in queryset.query.annotations:
        return queryset.query.annotations[name].output_field
    model = queryset.model
    for relation in relations:
        model = model._meta.get_field(relation).related_model
    return model._meta.get_field(name)
