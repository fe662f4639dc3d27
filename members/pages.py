"""Pages of a list by keyset: no COUNT, no OFFSET, the same cost on the first page and the last."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.timezone import is_naive

NEWEST_FIRST = ("-created_at", "-id")


# A page whose rows may partly not be shown reads on until it is full, this often at most.
MOST_READS = 5
# A cursor may hold a whole name, in any alphabet.
LONGEST = 800
Keep = Callable[[list[Any]], list[Any]]


@dataclass(frozen=True)
class Page:
    """Some rows, and the query strings to the newer and the older ones (None: no more)."""

    items: list[Any]
    next: str | None = None
    previous: str | None = None


@dataclass(frozen=True)
class Turn:
    """Some rows, and the cursors behind and before which the list goes on (None: nothing there)."""

    rows: list[Any]
    next: str | None = None
    previous: str | None = None


def page_of(
    queryset: QuerySet[Any],
    request: HttpRequest,
    *,
    size: int = 20,
    by: Sequence[str] = NEWEST_FIRST,
    keep: Keep = list,
) -> Page:
    """The page an address asks for; a cursor that makes no sense gives the first page.

    `by` and `keep` as in `turn_page`.
    """
    before = values_of(queryset, request.GET.get("before", ""), by)
    after = None if before else values_of(queryset, request.GET.get("after", ""), by)
    turn = turn_page(
        queryset, size=size, by=by, mark=before or after, back=before is not None, keep=keep
    )
    return Page(
        turn.rows,
        next=turn.next and _address(request, "after", turn.next),
        previous=turn.previous and _address(request, "before", turn.previous),
    )


def turn_page(
    queryset: QuerySet[Any],
    *,
    size: int,
    by: Sequence[str],
    mark: Sequence[Any] | None = None,
    back: bool = False,
    keep: Keep = list,
) -> Turn:
    """The rows behind a mark, or before it (`back`); nothing there gives that end of the list.

    `by` names two columns that go in the same direction, the last of them unique. `keep` gives
    those of some rows that may be shown, where only Python knows. A page is filled with what
    follows; if that takes too long it is short, perhaps empty, and still leads on.
    """
    order = [_reversed(name) for name in by] if back else list(by)
    kept, ends, more = _read(queryset, order, mark, size, keep)
    if not ends:
        return turn_page(queryset, size=size, by=by, back=not back, keep=keep) if mark else Turn([])
    far = cursor_of(ends[1], by) if more else None
    near = cursor_of(ends[0], by) if mark else None
    return Turn(kept[::-1], near, far) if back else Turn(kept, far, near)


def _read(
    queryset: QuerySet[Any],
    order: Sequence[str],
    mark: Sequence[Any] | None,
    size: int,
    keep: Keep,
) -> tuple[list[Any], tuple[Any, Any] | None, bool]:
    """What may be shown, the first and the last row of the page, and whether there is more.

    Where nothing may be shown, the page lies between the rows that were looked at.
    """
    kept: list[Any] = []
    looked_at: list[Any] = []
    more, reads = True, 0
    while more and len(kept) <= size and reads < MOST_READS:
        rest = queryset.filter(_beyond(order, mark)) if mark else queryset
        rows = list(rest.order_by(*order)[: size + 1])
        more, reads = len(rows) > size, reads + 1
        kept += keep(rows)
        looked_at += rows
        mark = [_value(rows[-1], name) for name in order] if rows else mark
    if len(kept) > size:
        return kept[:size], (kept[0], kept[size - 1]), True
    return kept, (looked_at[0], looked_at[-1]) if looked_at else None, more


def _beyond(order: Sequence[str], mark: Sequence[Any]) -> Q:
    """Rows behind the mark; the first condition alone is what the index needs."""
    first, last = (name.removeprefix("-") for name in order)
    sign = "lt" if order[0].startswith("-") else "gt"
    return Q(**{f"{first}__{sign}e": mark[0]}) & (
        Q(**{f"{first}__{sign}": mark[0]}) | Q(**{f"{last}__{sign}": mark[1]})
    )


def _reversed(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _address(request: HttpRequest, side: str, cursor: str) -> str:
    query = request.GET.copy()
    query.pop("after", None)
    query.pop("before", None)
    query[side] = cursor
    return f"?{query.urlencode()}"


def _value(row: Model, name: str) -> Any:
    return reduce(getattr, name.removeprefix("-").split("__"), row)


def cursor_of(row: Model, by: Sequence[str]) -> str:
    """The place of a row in the list, for an address."""
    text = json.dumps([str(_value(row, name)) for name in by], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def values_of(queryset: QuerySet[Any], cursor: str, by: Sequence[str]) -> list[Any] | None:
    """The values a cursor stands for, or None if it is not one of ours."""
    if not cursor or len(cursor) > LONGEST:
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
