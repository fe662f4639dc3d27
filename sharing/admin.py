"""The back office: offers and requests as they stand, and skills in members' own words."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from sharing.models import Offer, Request, Skill


@admin.register(Offer, Request)
class ListingAdmin(admin.ModelAdmin):
    """To look up and to read; words are changed by their author, hidden by a decision."""

    list_display = ["title", "member", "language", "created_at", "closed_at", "hidden_at"]
    list_filter = ["language", "as_gift", "as_exchange", "as_paid", "is_online", "hidden_at"]
    list_select_related = ["member"]
    search_fields = ["title", "member__name", "member__handle"]
    date_hierarchy = "created_at"
    ordering = ["-created_at"]
    show_full_result_count = False
    fields = [
        "title",
        "text",
        "member",
        "language",
        ("as_gift", "as_exchange", "as_paid"),
        ("amount", "currency"),
        ("is_online", "place"),
        ("created_at", "closed_at", "withdrawn_at", "hidden_at"),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Skill)
class OwnWordsAdmin(admin.ModelAdmin):
    """Only skills in own words: those of the classification come from its files."""

    list_display = ["words", "language", "created_at"]
    list_filter = ["language"]
    search_fields = ["words"]
    ordering = ["-created_at"]
    fields = ["words", "language", "created_at"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Skill]:
        return Skill.objects.in_own_words()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Nobody puts words into members' mouths; what does not belong here can be deleted."""
        return False
