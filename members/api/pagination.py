"""Pages of a list without counting it."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.utils.urls import replace_query_param

from members.pages import Turn, turn_page, values_of

BEHIND, BEFORE = "a", "b"


class NewestFirst(CursorPagination):
    """Newest first, by a cursor: the same cost on the first page and on the last.

    A view whose rows have another time than `created_at` names it in `newest_by`, and one that
    leaves out rows only Python knows of does so in `keep`.
    """

    ordering = ("-created_at", "-id")
    page_size_query_param = "page_size"
    max_page_size = 100
    turn: Turn
    address: str

    def get_ordering(self, request: Request, queryset: "QuerySet[Any]", view: Any) -> Any:
        return (view.newest_by, "-id") if getattr(view, "newest_by", "") else self.ordering

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The page a cursor asks for; one that was not made here is told so."""
        self.address = request.build_absolute_uri()
        by = self.get_ordering(request, queryset, view)
        cursor = request.query_params.get(self.cursor_query_param, "")
        mark = values_of(queryset, cursor[1:], by)
        if cursor and (mark is None or cursor[0] not in (BEHIND, BEFORE)):
            raise NotFound(self.invalid_cursor_message)
        self.turn = turn_page(
            queryset,
            size=self.get_page_size(request) or int(api_settings.PAGE_SIZE or 20),
            by=by,
            mark=mark,
            back=cursor.startswith(BEFORE),
            keep=getattr(view, "keep", list),
        )
        return self.turn.rows

    def get_next_link(self) -> str | None:
        return self._link(BEHIND, self.turn.next)

    def get_previous_link(self) -> str | None:
        return self._link(BEFORE, self.turn.previous)

    def _link(self, side: str, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        return replace_query_param(self.address, self.cursor_query_param, side + cursor)
