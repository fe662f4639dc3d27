"""The back office of the ground floor: who is here, and what got stuck on its way.

Values, questions, conversations, relationships, consents and keys are never registered here.
"""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.mfa import admin as _second_factors  # noqa: F401 (taken off below)
from allauth.mfa.models import Authenticator
from allauth.usersessions import admin as _sessions  # noqa: F401 (taken off below)
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from members.models import Member, Outbox
from members.services import outbox, privacy

# Staff sign in where everybody does, with the second factor they have set up.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
# Secrets, and where somebody is signed in, concern nobody but themselves.
admin.site.unregister([Authenticator, UserSession])

# What members say of themselves, staff only read.
OWN = ("name", "email", "handle", "role", "joined_at", "last_login")


@admin.register(Member)
class MemberAdmin(admin.ModelAdmin):
    """Who is here. Accounts are made by signing up; deleting one erases everything in it."""

    list_display = ("name", "email", "handle", "joined_at", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "is_demonstration", "language", "joined_at")
    search_fields = ("name", "email", "handle")
    ordering = ("-joined_at",)
    list_per_page = 50
    show_full_result_count = False
    fieldsets = (
        (None, {"fields": OWN}),
        (
            _("Rights"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
    )
    filter_horizontal = ("groups", "user_permissions")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Member | None = None) -> bool:
        """An administrator leaves by themselves, under Settings."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser)

    def get_readonly_fields(self, request: HttpRequest, obj: Member | None = None) -> list[str]:
        """Staff may close an account; only administrators give rights."""
        rights = ["is_staff", "is_superuser", "groups", "user_permissions"]
        return [*OWN, *([] if request.user.is_superuser else rights)]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """Names only: what hangs on an account is not for staff to read."""
        return [str(member) for member in objs], {}, set(), []

    def delete_model(self, request: HttpRequest, obj: Member) -> None:
        privacy.erase_account(member=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Member]) -> None:
        for member in queryset.filter(is_superuser=False):
            privacy.erase_account(member=member)


@admin.register(Outbox)
class OutboxAdmin(admin.ModelAdmin):
    """News on their way; the dead ones can be tried again or discarded."""

    list_display = ("kind", "state", "attempts", "happened_at", "due_at", "last_error")
    list_filter = ("state", "kind")
    date_hierarchy = "happened_at"
    ordering = ("-happened_at", "-id")
    list_per_page = 50
    show_full_result_count = False
    fields = readonly_fields = (
        "kind",
        "state",
        "attempts",
        "happened_at",
        "due_at",
        "last_error",
        "dedupe_key",
    )
    actions = ("try_again", "discard")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Outbox | None = None) -> bool:
        return False

    @admin.action(description=_("Try the dead ones again"), permissions=["change"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Outbox]) -> None:
        count = outbox.try_again(queryset)
        self.message_user(
            request,
            ngettext("One event is tried again.", "%(count)s events are tried again.", count)
            % {"count": count},
        )

    @admin.action(description=_("Discard the dead ones"), permissions=["change"])
    def discard(self, request: HttpRequest, queryset: QuerySet[Outbox]) -> None:
        count = outbox.discard(queryset)
        self.message_user(
            request,
            ngettext("One event is discarded.", "%(count)s events are discarded.", count)
            % {"count": count},
        )
