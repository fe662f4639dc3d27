"""The back office: offers and requests as they stand, and skills in members' own words.

Of hours, rings and exchanges it says whether the house keeps its rules; hours and answers belong to
those they concern.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from members.back_office import ReadOnly, shared
from sharing.models import (
    Exchange,
    Experience,
    MemberSkill,
    Offer,
    Request,
    Ring,
    Skill,
    TimeRules,
    TimeTransfer,
)


@admin.register(Offer, Request)
class ListingAdmin(ReadOnly):
    list_display = ["title", "member", "language", "created_at", "closed_at", "hidden_at"]
    list_filter = ["language", "as_gift", "as_exchange", "as_paid", "is_online", "hidden_at"]
    list_select_related = ["member"]
    search_fields = ["title", "member__name", "member__handle"]
    date_hierarchy = "created_at"
    ordering = ["-created_at"]
    fields = [
        "title",
        "text",
        "member",
        "language",
        ("as_gift", "as_exchange", "as_paid"),
        ("amount", "currency"),
        ("is_online", "place"),
        ("created_at", "closed_at", "hidden_at"),
    ]


@admin.register(Skill)
class OwnWordsAdmin(ReadOnly):
    """Only skills in own words: those of the classification come from its files. Nobody puts words
    into members' mouths; what does not belong here can be deleted.
    """

    staff_may = ("delete",)
    list_display = ["words", "language", "created_at"]
    list_filter = ["language"]
    search_fields = ["words"]
    ordering = ["-created_at"]
    fields = ["words", "language", "created_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Skill]:
        """Words on somebody's page, or in something that is shared; not those of a draft alone."""
        stands = Exists(MemberSkill.objects.filter(skill=OuterRef("pk")))
        for model in (Offer, Request, Experience):
            stands |= Exists(_naming(model))
        return super().get_queryset(request).filter(stands, uri="")


def _naming(model: Any) -> QuerySet[Any]:
    """What of this model is shared and names the skill of the row outside."""
    return shared(model.objects.all()).filter(skills=OuterRef("pk"))


@admin.register(TimeRules)
class TimeRulesAdmin(ReadOnly):
    list_display = ["community", "is_on", "floor", "lowest_floor", "ceiling", "changed_at"]
    fields = [*list_display, "changed_by"]
    list_filter = ["is_on"]
    list_select_related = ["community"]


@admin.register(TimeTransfer)
class TimeTransferAdmin(ReadOnly):
    """That something was entered, not between whom."""

    list_display = ["code", "community", "kind", "is_disputed", "created_at"]
    list_filter = ["kind", "is_disputed"]
    list_select_related = ["community"]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "-id"]
    fields = ["community", "kind", "is_disputed", "created_at"]


@admin.register(Ring)
class RingAdmin(ReadOnly):
    """How rings come about, not who sits in them and what they answered."""

    list_display = ["code", "state", "created_at", "answer_by", "ended_at"]
    list_filter = ["state"]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "-id"]
    fields = ["state", "created_at", "answer_by", "ended_at"]


@admin.register(Experience)
class ExperienceAdmin(ReadOnly):
    """What is published, to look up; who wrote it agreed to its words, so nobody changes them."""

    list_display = ["title", "community", "language", "published_at", "hidden_at"]
    list_filter = ["language", "hidden_at"]
    list_select_related = ["community"]
    search_fields = ["title"]
    ordering = ["-published_at"]
    fields = [
        "title",
        "community",
        "language",
        "situation",
        "tried",
        "failed",
        "again",
        ("published_at", "hidden_at"),
    ]


@admin.register(Exchange)
class ExchangeAdmin(ReadOnly):
    """How exchanges go on, not between whom, about what and with which words."""

    list_display = ["code", "state", "turn", "stirred_at", "due_at", "hidden_at"]
    list_filter = ["state", "outcome"]
    date_hierarchy = "created_at"
    ordering = ["-stirred_at", "-id"]
    fields = ["state", "turn", "outcome", "created_at", "stirred_at", "due_at", "hidden_at"]
