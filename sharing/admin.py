"""The back office: offers and requests as they stand, and skills in members' own words."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from sharing.models import (
    Exchange,
    Experience,
    Offer,
    Request,
    Ring,
    Skill,
    TimeRules,
    TimeTransfer,
)


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


class Glimpse(admin.ModelAdmin):
    """Whether the house keeps its rules; hours and answers belong to those they concern."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(TimeRules)
class TimeRulesAdmin(Glimpse):
    list_display = ["community", "is_on", "floor", "lowest_floor", "ceiling", "changed_at"]
    list_filter = ["is_on"]
    list_select_related = ["community"]


@admin.register(TimeTransfer)
class TimeTransferAdmin(Glimpse):
    """That something was entered, not between whom."""

    list_display = ["code", "community", "kind", "is_disputed", "created_at"]
    list_filter = ["kind", "is_disputed"]
    list_select_related = ["community"]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "-id"]
    fields = ["community", "kind", "is_disputed", "created_at"]


@admin.register(Ring)
class RingAdmin(Glimpse):
    """How rings come about, not who sits in them and what they answered."""

    list_display = ["code", "state", "created_at", "answer_by", "ended_at"]
    list_filter = ["state"]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "-id"]
    fields = ["state", "created_at", "answer_by", "ended_at"]


@admin.register(Experience)
class ExperienceAdmin(admin.ModelAdmin):
    """What is published, to look up; who wrote it agreed to its words, so nobody changes them."""

    list_display = ["title", "community", "language", "published_at", "hidden_at"]
    list_filter = ["language", "hidden_at"]
    list_select_related = ["community"]
    search_fields = ["title"]
    ordering = ["-published_at"]
    show_full_result_count = False
    fields = [
        "title",
        "community",
        "language",
        "situation",
        "tried",
        "failed",
        "again",
        ("published_at", "withdrawn_at", "hidden_at"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Experience]:
        """Drafts are their writers' alone."""
        return Experience.objects.filter(published_at__isnull=False)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Exchange)
class ExchangeAdmin(Glimpse):
    """How exchanges go on, not between whom, about what and with which words."""

    list_display = ["code", "state", "turn", "stirred_at", "due_at", "hidden_at"]
    list_filter = ["state", "outcome"]
    date_hierarchy = "created_at"
    ordering = ["-stirred_at", "-id"]
    fields = ["state", "turn", "outcome", "created_at", "stirred_at", "due_at", "hidden_at"]
