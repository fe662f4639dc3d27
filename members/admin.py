"""The back office of the ground floor: who is here, and what got stuck on its way.

Values, questions, conversations, relationships, consents and keys are never registered here.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from members.back_office import ReadOnly
from members.models import Member, Outbox
from members.services import outbox, privacy, sessions

# What members say of themselves, staff only read.
OWN = ("name", "email", "handle", "role", "joined_at", "last_login")
# Given to each person by themselves, so that one page says all that somebody may do.
RIGHTS = ("is_staff", "is_superuser", "user_permissions")


@admin.register(Member)
class MemberAdmin(ReadOnly):
    """Who is here. Accounts are made by signing up; deleting one erases everything in it.

    Nobody changes an address or a password here: whoever could, could sign in as anybody.
    """

    staff_may = ("change", "delete")
    list_display = ("name", "email", "handle", "joined_at", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "is_demonstration", "language", "joined_at")
    search_fields = ("name", "email", "handle")
    ordering = ("-joined_at",)
    fieldsets = (
        (None, {"fields": OWN}),
        (_("Rights"), {"fields": ("is_active", *RIGHTS)}),
    )
    filter_horizontal = ("user_permissions",)

    def has_change_permission(self, request: HttpRequest, obj: Member | None = None) -> bool:
        """An administrator's account is closed by administrators only."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or request.user.is_superuser or not obj.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Member | None = None) -> bool:
        """An administrator leaves by themselves, under Settings."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser)

    def get_readonly_fields(self, request: HttpRequest, obj: Member | None = None) -> list[str]:
        """Staff may close an account; only administrators give rights."""
        return [*OWN, *([] if request.user.is_superuser else RIGHTS)]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Rights over what the back office shows; all others would mean nothing."""
        shown = ContentType.objects.get_for_models(*self.admin_site._registry).values()
        rights = Permission.objects.filter(content_type__in=shown).select_related("content_type")
        return super().formfield_for_manytomany(db_field, request, queryset=rights, **kwargs)

    def save_model(self, request: HttpRequest, obj: Member, form: Any, change: bool) -> None:
        """Who becomes staff signs in anew: their sessions are shorter."""
        super().save_model(request, obj, form, change)
        if "is_staff" in form.changed_data:
            sessions.end_all(member=obj)

    def delete_model(self, request: HttpRequest, obj: Member) -> None:
        privacy.erase_account(member=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Member]) -> None:
        for member in queryset.filter(is_superuser=False):
            privacy.erase_account(member=member)


@admin.register(Outbox)
class OutboxAdmin(ReadOnly):
    """News on their way, without whom and what they are about; the dead ones can be tried again or
    discarded.
    """

    staff_may = ("change",)
    list_display = ("kind", "state", "attempts", "happened_at", "due_at", "last_error")
    list_filter = ("state", "kind")
    date_hierarchy = "happened_at"
    ordering = ("-happened_at", "-id")
    fields = readonly_fields = list_display
    actions = ("try_again", "discard")

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
