"""Saved searches over HTTP."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from members.api.fields import AddressField, CodeField, LineField
from members.api.rooms import MembersRoom, Readable
from sharing.models import SavedSearch
from sharing.services import searches


class SavedSearchSerializer(serializers.ModelSerializer[SavedSearch]):
    """A filter I keep."""

    id = CodeField(source="pk", read_only=True)
    url = AddressField()

    class Meta:
        model = SavedSearch
        fields = ("id", "kind", "name", "query", "notifies", "created_at", "url")
        read_only_fields = fields


class SavingSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=SavedSearch.Kind.choices)
    query = LineField(
        max_length=searches.LONGEST_QUERY,
        help_text="The wishes as they stand in the address of a list: `q=books&terms=gift`.",
    )
    name = LineField(
        max_length=searches.LONGEST_NAME, allow_blank=True, default="", help_text="Or from it."
    )
    notifies = serializers.BooleanField(default=True, help_text="Tell me of what is new.")


class ChangingSearchSerializer(serializers.Serializer[Any]):
    name = LineField(max_length=searches.LONGEST_NAME, required=False)
    notifies = serializers.BooleanField(required=False)


@extend_schema(tags=["Me"])
class SearchesViewSet(Readable, MembersRoom):
    """Searches I saved."""

    serializer_class = SavedSearchSerializer
    pagination_class = None
    filter_backends = ()
    says = {"list": "Searches I saved, by name.", "retrieve": "One of my saved searches."}

    def get_queryset(self) -> QuerySet[SavedSearch]:
        return SavedSearch.objects.visible_to(self.member).by_name()

    @extend_schema(request=SavingSerializer, responses={201: SavedSearchSerializer})
    def create(self, request: Request) -> Response:
        """Save a search; the same wishes again are the same search."""
        given = self.given(SavingSerializer)
        return self.made(searches.save_search(member=self.actor, **given))

    @extend_schema(request=ChangingSearchSerializer)
    def partial_update(self, request: Request, id: int) -> Response:
        """Give it another name, or say whether I want to hear of what is new."""
        search, given = self.get_object(), self.given(ChangingSearchSerializer)
        searches.change_search(member=self.actor, search=search, **given)
        return self.stands(search)

    def destroy(self, request: Request, id: int) -> Response:
        """Keep it no longer."""
        searches.delete_search(member=self.actor, search=self.get_object())
        return self.done()
