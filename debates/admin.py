"""The back office of debates: topics and statements. Positions and votes are never registered."""

from django.contrib import admin
from django.db.models import Case, F, QuerySet, When
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from debates.models import LandscapeRun, RunState, Statement, Topic
from members.back_office import ReadOnly


@admin.register(Topic)
class TopicAdmin(ReadOnly):
    list_display = ("question", "community", "author", "state", "language", "created_at")
    list_filter = ("state", "language", ("community", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("community", "author")
    search_fields = ("question",)
    date_hierarchy = "created_at"
    fields = (
        "question",
        "community",
        "author",
        ("why", "known", "sources"),
        "language",
        ("state", "closes_on", "closed_at"),
        ("created_at", "hidden_at"),
    )


@admin.register(Statement)
class StatementAdmin(ReadOnly):
    """Statements without whoever wrote them or voted on them."""

    list_display = ("text", "topic", "moderated", "language", "created_at")
    list_filter = ("moderated", "language")
    list_select_related = ("topic",)
    search_fields = ("text",)
    fields = ("text", "topic", "moderated", "language", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Statement]:
        return super().get_queryset(request).defer("topic__search")


@admin.register(LandscapeRun)
class LandscapeRunAdmin(ReadOnly):
    """When a landscape was computed, and with which error one failed; never what it found, since
    a single vote could be read from runs that are held back. Of how many voted staff reads no more
    than everybody: the number a published map tells.
    """

    list_display = ("topic", "state", "error", "people", "seconds", "created_at")
    ordering = ("-created_at", "-id")
    list_filter = ("state",)
    list_select_related = ("topic",)
    date_hierarchy = "created_at"
    fields = ("topic", "state", "error", "people", "seconds", "counted_until", "created_at")
    readonly_fields = ("people",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[LandscapeRun]:
        told = Case(When(state=RunState.PUBLISHED, then=F("shown__voters")))
        return super().get_queryset(request).defer("shown", "topic__search").annotate(told=told)

    @admin.display(description=gettext_lazy("people on the map"))
    def people(self, run: LandscapeRun) -> str:
        told: int | None = run.told  # type: ignore[attr-defined]
        return "" if told is None else gettext("about %(people)s") % {"people": told}
