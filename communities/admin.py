"""The back office of this floor: who keeps which place, and what was reported and decided.

Decisions are taken on the pages, where access and reasons belong to them; here they are read.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from communities.models import (
    Case,
    Community,
    Complaint,
    Decision,
    Invitation,
    Membership,
    Report,
)
from members.back_office import ReadOnly, ReadOnlyTable


class OthersCases:
    """Nobody reads a case about their own words, and who reported them, administrators neither.

    `case` is the way from a row to its case. A case does not say here who wrote what was reported,
    and a complaint not who complained: some things are anonymous, and the page of the case knows.
    """

    case = "case"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        others = Case.objects.visible_to(request.user)
        return super().get_queryset(request).filter(**{f"{self.case}__in": others})


@admin.register(Community)
class CommunityAdmin(ReadOnly):
    list_display = ("name", "slug", "visibility", "language", "founder", "created_at", "hidden_at")
    list_filter = ("visibility", "language", "created_at")
    list_select_related = ("founder",)
    search_fields = ("name", "slug", "purpose")
    ordering = ("-created_at",)
    fields = (
        ("name", "slug"),
        ("purpose", "about", "guidelines"),
        ("language", "shared_values"),
        ("visibility", "join_question", "is_indexable"),
        ("founder", "created_at", "hidden_at"),
    )


@admin.register(Membership)
class MembershipAdmin(ReadOnly):
    """Who keeps which place; what was said at the door stays between those who stood there."""

    list_display = fields = ("member", "community", "role", "state", "state_since")
    list_filter = ("role", "state")
    list_select_related = ("member", "community")
    search_fields = ("member__name", "member__handle", "community__name", "community__slug")
    ordering = ("-state_since",)


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    """Who invited whom; the personal words concern the two alone, and of a no nobody is told."""

    list_display = fields = ("community", "inviter", "invitee", "created_at", "expires_at")
    list_select_related = ("community", "inviter", "invitee")
    search_fields = ("community__name", "inviter__name", "invitee__name")
    ordering = ("-created_at",)


class ReportsOfCase(OthersCases, ReadOnlyTable):
    model = Report
    fields = ("created_at", "reporter", "name", "reason", "explanation")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("reporter")


class DecisionsOfCase(OthersCases, ReadOnlyTable):
    model = Decision
    fields = ("created_at", "moderator", "measure", "ground", "rule", "reason")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("moderator")


@admin.register(Case)
class CaseAdmin(OthersCases, ReadOnly):
    """What was reported, until when it has to be decided, and the way to its page."""

    case = "pk"
    list_display = ("code", "place", "about", "state", "due_at", "decided_at", "desk")
    fields = list_display[1:]
    list_filter = ("state", "due_at", ("target_type", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("community", "target_type")
    ordering = ("state", "due_at")
    inlines = (ReportsOfCase, DecisionsOfCase)

    @admin.display(description=_("community"), ordering="community")
    def place(self, case: Case) -> Community | None:
        """A case outlives its community, whose name is gone once it is closed."""
        return case.community if case.community and not case.community.withdrawn_at else None

    @admin.display(description=_("about"), ordering="target_type")
    def about(self, case: Case) -> str:
        return case.target_type.name if case.target_type else str(_("From outside"))

    @admin.display(description=_("desk"))
    def desk(self, case: Case) -> str:
        return format_html('<a href="{}">{}</a>', case.get_absolute_url(), _("Decide"))


@admin.register(Report)
class ReportAdmin(OthersCases, ReadOnly):
    list_display = ("code", "reason", "reporter", "name", "email", "created_at", "case")
    list_filter = ("reason", "created_at")
    list_select_related = ("reporter", "case")
    search_fields = ("explanation", "name", "email", "reporter__name")
    ordering = ("-created_at",)
    fields = (
        "case",
        ("reason", "explanation", "address", "in_good_faith"),
        ("reporter", "name", "email"),
        "created_at",
    )


@admin.register(Decision)
class DecisionAdmin(OthersCases, ReadOnly):
    list_display = ("code", "measure", "ground", "rule", "moderator", "created_at", "case")
    list_filter = ("measure", "ground", "created_at")
    list_select_related = ("moderator", "case")
    search_fields = ("reason", "rule", "moderator__name")
    ordering = ("-created_at",)
    fields = ("case", "measure", "ground", "rule", "reason", "moderator", "overrules", "created_at")


@admin.register(Complaint)
class ComplaintAdmin(OthersCases, ReadOnly):
    case = "decision__case"
    list_display = ("code", "decision", "created_at", "answered_at")
    list_filter = ("answered_at", "created_at")
    list_select_related = ("decision",)
    search_fields = ("text",)
    ordering = ("-created_at",)
    fields = ("decision", "text", "created_at", "answered_at")
