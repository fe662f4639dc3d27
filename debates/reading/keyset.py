"""Pages newest first over compiled questions; `before` and `after` name a line by time and id."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from members.ids import from_code
from members.pages import Page

SIZE = 20
START, OLDER, NEWER = "start", "older", "newer"


def turned(
    request: HttpRequest,
    ask: Callable[..., Sequence[tuple[Any, ...]]],
    draw: Callable[[tuple[Any, ...]], Any],
    address: Callable[..., str],
    moment: str,
) -> Page:
    """The page an address asks for. `ask(lap, **mark)` gives its rows and one more if there is one,
    `draw` makes a line of a row, `moment` names the line's time, `address` writes the next address.
    """
    newer, older = mark_in(request, "before"), mark_in(request, "after")
    lap = NEWER if newer else OLDER if older else START
    rows = ask(lap, **(newer or older or {}))
    if not rows and lap != START:
        lap, rows = START, ask(START)
    lines = [draw(row) for row in rows[:SIZE]]
    more = len(rows) > SIZE
    if not lines:
        return Page([])
    if lap == NEWER:
        lines.reverse()
    following = more or lap == NEWER
    preceding = lap == OLDER or (lap == NEWER and more)
    return Page(
        lines,
        next=address(after=_mark(lines[-1], moment)) if following else None,
        previous=address(before=_mark(lines[0], moment)) if preceding else None,
    )


def by_time(
    rows: QuerySet[Any, Any], lap: str, column: str, at: datetime | None, mark: int | None
) -> QuerySet[Any, Any]:
    """Newest first; older or newer than the mark, and then those next to it first."""
    if lap == OLDER:
        older = Q(**{f"{column}__lt": at}) | Q(id__lt=mark)
        rows = rows.filter(older, **{f"{column}__lte": at})
    elif lap == NEWER:
        newer = Q(**{f"{column}__gt": at}) | Q(id__gt=mark)
        rows = rows.filter(newer, **{f"{column}__gte": at})
    return in_time(rows, lap, column)


def in_time(rows: QuerySet[Any, Any], lap: str, column: str) -> QuerySet[Any, Any]:
    """Newest first, or the other way round on the way back."""
    order = [column, "id"] if lap == NEWER else [f"-{column}", "-id"]
    return rows.order_by(*order)


def mark_in(request: HttpRequest, side: str) -> dict[str, Any] | None:
    """The time and id an address names, or None if it names none of ours."""
    when, _, code = request.GET.get(side, "").partition("~")
    try:
        at, pk = parse_datetime(when), from_code(code)
    except ValueError:
        return None
    return {"at": at, "mark": pk} if at is not None and at.tzinfo else None


def _mark(line: Any, moment: str) -> str:
    return f"{getattr(line, moment).isoformat()}~{line.code}"
