"""The back office, and what every page of it has in common. It shows only what we chose.

Whatever stands in it derives from `ReadOnly`; `BackOffice` leaves out everything else, so that what
a package registers (addresses, second factors, sessions) is not there unless we choose it too.
"""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.languages import name_of
from members.models import LanguageField
from members.sign_in import has_second_factor, used_second_factor, way_to_second_factor
from members.views.forms import back_or

# What makes a thing its author's alone, by the names that such columns have on every floor.
SHARED = {"is_draft": False, "withdrawn_at__isnull": True, "published_at__isnull": False}


class LanguagesInUse(admin.AllValuesFieldListFilter):
    """A filter of the languages that something is written in, instead of all there are."""

    def choices(self, changelist: Any) -> Any:
        for choice in super().choices(changelist):
            yield choice | {"display": name_of(str(choice["display"]))}


admin.FieldListFilter.register(
    lambda field: isinstance(field, LanguageField), LanguagesInUse, take_priority=True
)


def shared(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Without drafts, without what was withdrawn, and without what belongs to such a thing: a
    statement goes with its topic, a topic with its community. What a decision hid stays.
    """
    return rows.filter(**_conditions(rows.model))


def _conditions(model: Any, path: str = "") -> dict[str, bool]:
    """`SHARED` for the columns a model has, and for those of whatever it cannot be without."""
    names = {field.name for field in model._meta.concrete_fields}
    found = {f"{path}{key}": value for key, value in SHARED.items() if key.split("__")[0] in names}
    for field in model._meta.concrete_fields:
        if field.is_relation and not field.null:
            found |= _conditions(field.related_model, f"{path}{field.name}__")
    return found


class Reading:
    """What pages, and tables within a page, have in common.

    `staff_may` names what staff may do besides reading, where their rights allow it: nothing,
    unless a page says "change" or "delete". Nothing is ever added here.
    """

    staff_may: tuple[str, ...] = ()

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return "change" in self.staff_may and super().has_change_permission(request, obj)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return "delete" in self.staff_may and super().has_delete_permission(request, obj)  # type: ignore[misc]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The one gate: lists, searches, pages, histories and choices all begin here."""
        return shared(super().get_queryset(request))  # type: ignore[misc]

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Where it stands in the house."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None


class ReadOnly(Reading, admin.ModelAdmin):
    """Looked up; words are changed by their author, and hidden by a decision with its reasons.

    Every page names its `fields`: a column that is added to a model later is not shown by itself.
    """

    list_per_page = 50
    show_full_result_count = False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only the filters beside the list: by any other column one could guess what it holds."""
        entries: list[Any] = list(self.list_filter)
        filters = [entry if isinstance(entry, str) else entry[0] for entry in entries]
        chosen = lookup.split("__")[0] in {*filters, self.date_hierarchy}
        return chosen and super().lookup_allowed(lookup, value, request)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """Names only: what hangs on a thing is not for staff to read."""
        return [str(thing) for thing in objs], {}, set(), []


class ReadOnlyTable(Reading, admin.TabularInline):
    """Rows of another model on a page."""

    extra = 0
    can_delete = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields


class BackOffice(admin.AdminSite):
    """Staff sign in, and change their password, where everybody does, and have a second factor."""

    site_header = site_title = gettext_lazy("Back office of Resonanz")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take what stands on our base class, and pass over in silence what packages bring along:
        they register themselves while Django starts.
        """
        if admin_class is not None and issubclass(admin_class, ReadOnly):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff who signed in with a second factor."""
        return super().has_permission(request) and used_second_factor(request)

    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Ask staff for their second factor, or show them how to set one up."""
        if self.has_permission(request):
            return super().login(request, extra_context)
        if has_second_factor(request.user):
            back = back_or(request, reverse("admin:index"))
            return redirect(f"{way_to_second_factor(request.user)}?{urlencode({'next': back})}")
        messages.info(
            request, _("The back office opens once you have a passkey or codes from an app.")
        )
        return redirect("mfa_index")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account_change_password")

    def get_urls(self) -> list[Any]:
        """Without Django's addresses that lead to any thing of any model, and that complete names
        for forms we do not have.
        """
        unused = {"view_on_site", "autocomplete"}
        return [url for url in super().get_urls() if getattr(url, "name", "") not in unused]
