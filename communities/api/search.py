"""One search for everything one may see."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from communities.services.search import MOST_LETTERS, Found, search
from communities.shelves import searchables
from members.api.fields import CodeField, KindField, LineField
from members.api.rooms import Room
from members.viewer import network


def kinds() -> list[str]:
    """The kinds of things the search finds."""
    return [entry.name for entry in searchables]


class FoundThingSerializer(serializers.Serializer[Any]):
    id = CodeField(source="pk", read_only=True)
    title = serializers.CharField(source="__str__", read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)


class FoundSerializer(serializers.Serializer[Found]):
    """What one kind of thing has to say to the words, best first."""

    kind = KindField(searchables, source="kind.name", read_only=True)
    label = serializers.CharField(source="kind.label", read_only=True)
    has_more = serializers.BooleanField(read_only=True)
    things = FoundThingSerializer(many=True, read_only=True)


class WordsSerializer(serializers.Serializer[Any]):
    """What the address asks for."""

    q = LineField(max_length=MOST_LETTERS)
    kind = KindField(searchables, required=False)


@extend_schema(tags=["Search"])
class SearchViewSet(Room):
    """One search for everything one may see."""

    serializer_class = FoundSerializer
    pagination_class = None
    filter_backends = ()

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "q",
                {"type": "string", "minLength": 1, "maxLength": MOST_LETTERS},
                required=True,
                description=(
                    "Words. In quotation marks they stay together, `-word` leaves out, "
                    "`or` gives a choice."
                ),
            ),
            OpenApiParameter(
                "kind",
                OpenApiTypes.STR,
                description="Only this kind, and more of it.",
            ),
        ],
        responses=FoundSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """What the words find among all that I may see, kind by kind, best first."""
        asked = WordsSerializer(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        found = search(
            member=self.member,
            words=given["q"],
            kind=given.get("kind", ""),
            network=network(request),
        )
        return Response(FoundSerializer(found, many=True).data)
