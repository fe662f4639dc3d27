"""The back office of this floor: who keeps which place, and what was reported and decided.

Decisions are taken on the pages, where access and reasons belong to them; here they are read.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
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


class ReadOnly(admin.ModelAdmin):
    """Looked up, never changed here."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Community)
class CommunityAdmin(ReadOnly):
    list_display = ("name", "slug", "visibility", "language", "founder", "created_at", "hidden_at")
    list_filter = ("visibility", "language", "created_at")
    list_select_related = ("founder",)
    search_fields = ("name", "slug", "purpose")
    ordering = ("-created_at",)
    exclude = ("search",)


@admin.register(Membership)
class MembershipAdmin(ReadOnly):
    list_display = ("member", "community", "role", "state", "state_since")
    list_filter = ("role", "state")
    list_select_related = ("member", "community")
    search_fields = ("member__name", "member__handle", "community__name", "community__slug")
    ordering = ("-state_since",)


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    """Who invited whom; the personal words concern the two alone."""

    list_display = ("community", "inviter", "invitee", "created_at", "expires_at", "accepted")
    list_select_related = ("community", "inviter", "invitee")
    search_fields = ("community__name", "inviter__name", "invitee__name")
    ordering = ("-created_at",)
    exclude = ("words",)


class ReportsOfCase(admin.TabularInline):
    model = Report
    extra = 0
    can_delete = False
    fields = readonly_fields = ("created_at", "reporter", "name", "reason", "explanation")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("reporter")


class DecisionsOfCase(admin.TabularInline):
    model = Decision
    extra = 0
    can_delete = False
    fields = readonly_fields = ("created_at", "moderator", "measure", "ground", "rule", "reason")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("moderator")


@admin.register(Case)
class CaseAdmin(ReadOnly):
    """What was reported, until when it has to be decided, and the way to its page."""

    list_display = ("code", "community", "about", "author", "state", "due_at", "decided_at", "desk")
    list_filter = ("state", "due_at", "target_type")
    list_select_related = ("community", "author", "target_type")
    search_fields = ("snapshot", "community__name", "author__name")
    ordering = ("state", "due_at")
    inlines = (ReportsOfCase, DecisionsOfCase)

    @admin.display(description=_("about"), ordering="target_type")
    def about(self, case: Case) -> str:
        return case.target_type.name if case.target_type else str(_("From outside"))

    @admin.display(description=_("desk"))
    def desk(self, case: Case) -> str:
        return format_html('<a href="{}">{}</a>', case.get_absolute_url(), _("Decide"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        """Nobody reads who reported them, staff neither."""
        return Case.objects.visible_to(request.user)


@admin.register(Report)
class ReportAdmin(ReadOnly):
    list_display = ("code", "reason", "reporter", "name", "email", "created_at", "case")
    list_filter = ("reason", "created_at")
    list_select_related = ("reporter", "case")
    search_fields = ("explanation", "name", "email", "reporter__name")
    ordering = ("-created_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        return Report.objects.filter(case__in=Case.objects.visible_to(request.user))


@admin.register(Decision)
class DecisionAdmin(ReadOnly):
    list_display = ("code", "measure", "ground", "rule", "moderator", "created_at", "case")
    list_filter = ("measure", "ground", "created_at")
    list_select_related = ("moderator", "case")
    search_fields = ("reason", "rule", "moderator__name")
    ordering = ("-created_at",)


@admin.register(Complaint)
class ComplaintAdmin(ReadOnly):
    list_display = ("code", "complainant", "decision", "created_at", "answered_at")
    list_filter = ("answered_at", "created_at")
    list_select_related = ("complainant", "decision")
    search_fields = ("text", "complainant__name")
    ordering = ("-created_at",)
