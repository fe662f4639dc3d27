"""The back office of debates: topics and statements. Positions and votes are never registered."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from debates.models import LandscapeRun, Statement, Topic


class ReadOnly(admin.ModelAdmin):
    """Staff looks; whoever decides does so in the moderation, with a reason."""

    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Topic)
class TopicAdmin(ReadOnly):
    list_display = ("question", "community", "author", "state", "language", "created_at")
    list_filter = ("state", "language", "community")
    list_select_related = ("community", "author")
    search_fields = ("question",)
    date_hierarchy = "created_at"
    exclude = ("search",)


@admin.register(Statement)
class StatementAdmin(ReadOnly):
    """Statements without whoever voted on them."""

    list_display = ("text", "topic", "moderated", "language", "created_at")
    list_filter = ("moderated", "language")
    list_select_related = ("topic",)
    search_fields = ("text",)
    exclude = ("participant", "author")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Statement]:
        return super().get_queryset(request).defer("topic__search")


@admin.register(LandscapeRun)
class LandscapeRunAdmin(ReadOnly):
    """When a landscape was computed, and with which error one failed; never what it found, since
    a single vote could be read from runs that are held back.
    """

    list_display = ("topic", "state", "error", "voters", "seconds", "created_at")
    ordering = ("-created_at", "-id")
    list_filter = ("state",)
    list_select_related = ("topic",)
    date_hierarchy = "created_at"
    exclude = ("shown", "camps", "best_camps", "times_in_a_row")

    def get_queryset(self, request: HttpRequest) -> QuerySet[LandscapeRun]:
        return super().get_queryset(request).defer("shown", "topic__search")
