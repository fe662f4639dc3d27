"""What offers and requests are looked for by."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from rest_framework.exceptions import NotAuthenticated, ValidationError

from communities.models import Community
from communities.services.search import matching
from members.api.filters import CodeFilter, LineFilter, SearchFilterSet, YesNoFilter
from members.models import Language
from members.viewer import viewer
from sharing.models import Skill
from sharing.reading.filtering import sound_slots
from sharing.terms import LONGEST_PLACE

WAYS = ("gift", "exchange", "paid")


class ListingFilter(SearchFilterSet):
    q = LineFilter(method="having_words", max_length=120, help_text="Words in it.")
    community = CodeFilter(method="in_community", help_text="Shared in this community.")
    member = CodeFilter(method="of_member", help_text="Of this member; needs an account.")
    mine = YesNoFilter(method="own", help_text="My own, also those that are closed or withdrawn.")
    skill = CodeFilter(method="naming", help_text="Names this skill.")
    group = filters.CharFilter(
        method="of_group", max_length=20, help_text="Names a skill of this branch of ESCO."
    )
    terms = filters.ChoiceFilter(method="on_terms", choices=[(way, way) for way in WAYS])
    language = filters.ChoiceFilter(choices=Language.choices)
    online = YesNoFilter(field_name="is_online")
    slots = filters.CharFilter(
        method="in_slots",
        max_length=80,
        help_text="Parts of the week, separated by commas: 3 x weekday (0 is Monday) + 0 to 2.",
    )
    place = LineFilter(method="at", max_length=LONGEST_PLACE)

    def having_words(self, found: Any, name: str, words: str) -> QuerySet[Any]:
        fitting = matching(found.model.objects.all(), words, like="title")
        return found.filter(pk__in=fitting.values("pk"))

    def in_community(self, found: Any, name: str, pk: int) -> QuerySet[Any]:
        readable = Community.objects.visible_to(viewer(self.request)).filter(pk=pk).first()
        return found.shared_in(readable) if readable else found.none()

    def of_member(self, found: Any, name: str, pk: int) -> QuerySet[Any]:
        """What somebody gives and seeks, taken together, is for members to read."""
        if viewer(self.request) is None:
            raise NotAuthenticated
        return found.filter(member=pk)

    def own(self, found: Any, name: str, wanted: bool) -> QuerySet[Any]:
        member = viewer(self.request)
        if not wanted:
            return found
        return found.filter(member=member) if member else found.none()

    def naming(self, found: Any, name: str, pk: int) -> QuerySet[Any]:
        return found.naming(Skill.objects.meaning([pk]))

    def of_group(self, found: Any, name: str, code: str) -> QuerySet[Any]:
        return found.of_group(code)

    def on_terms(self, found: Any, name: str, way: str) -> QuerySet[Any]:
        return found.on_terms(way)

    def in_slots(self, found: Any, name: str, said: str) -> QuerySet[Any]:
        parts = said.split(",")
        if len(slots := sound_slots(parts)) < len(set(parts)):
            raise ValidationError({"slots": [_("Parts of the week are numbers from 0 to 20.")]})
        return found.in_slots(slots)

    def at(self, found: Any, name: str, place: str) -> QuerySet[Any]:
        return found.at(place)

    @property
    def qs(self) -> Any:
        """Lists show what is open; one's own are also found when they are not."""
        found: Any = super().qs
        return found if self.form.cleaned_data.get("mine") else found.open()
