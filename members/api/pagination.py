"""Pages of a list without counting it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime
from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request


class NewestFirst(CursorPagination):
    """Newest first, by a cursor: the same cost on the first page and on the last.

    A view whose rows have another time than `created_at` names it in `newest_by`.
    """

    ordering = ("-created_at", "-id")
    page_size_query_param = "page_size"
    max_page_size = 100

    def get_ordering(self, request: Request, queryset: "QuerySet[Any]", view: Any) -> Any:
        return (view.newest_by, "-id") if getattr(view, "newest_by", "") else self.ordering

    def decode_cursor(self, request: Request) -> Cursor | None:
        """The place a cursor stands for; one that was not made here is told so."""
        cursor = super().decode_cursor(request)
        if cursor is not None and cursor.position is not None and not _is_moment(cursor.position):
            raise NotFound(self.invalid_cursor_message)
        return cursor


def _is_moment(text: str) -> bool:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return False
    return moment is not None and moment.tzinfo is not None
