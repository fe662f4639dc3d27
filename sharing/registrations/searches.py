"""News and personal data of saved searches."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.models import Member
from members.services.privacy import plain
from members.shelves import NotificationKind, PersonalData, notification_kinds, personal_data
from sharing.models import SavedSearch


def _own(member: Member) -> QuerySet[Any]:
    return SavedSearch.objects.visible_to(member)


def _owner(search: SavedSearch, actor: Member | None) -> Iterable[Member]:
    return [search.member]


def _sentence(row: Any) -> str:
    return gettext("Something new fits your search “%(name)s”.") % {"name": row.target.name}


def _export(member: Member) -> Iterable[dict[str, Any]]:
    # What it found already is a note for the next look, not words of anybody.
    return plain(SavedSearch.objects.filter(member=member), member, without=["known"])


def _erase(member: Member) -> None:
    SavedSearch.objects.filter(member=member).delete()


notification_kinds.register(
    NotificationKind(
        name="sharing.search_found",
        label=_("Something new fits a saved search"),
        load=_own,
        recipients=_owner,
        sentence=_sentence,
        url=lambda row: row.target.get_absolute_url(),
        subject=_("Something new fits a saved search"),
    )
)
personal_data.register(
    PersonalData(
        name="sharing.searches",
        model=SavedSearch,
        label=_("Your saved searches"),
        export=_export,
        erase=_erase,
    )
)
