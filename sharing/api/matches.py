"""Who fits me, and why."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from members.api.fields import CodeField
from members.api.people import MemberRefSerializer
from members.api.rooms import MembersRoom
from sharing.matching import Kind
from sharing.services.matches import Found, matches_for
from sharing.wording import Line, lines_of


class LineSerializer(serializers.Serializer[Line]):
    """One thing that speaks for a match, or may not fit."""

    title = serializers.CharField(read_only=True)
    text = serializers.CharField(read_only=True)
    is_against = serializers.BooleanField(read_only=True)


class MatchSerializer(serializers.Serializer[Found]):
    """An offer, a request or a member that fits, with the reasons in words."""

    kind = serializers.ChoiceField(
        choices=[kind.value for kind in Kind], source="kind.value", read_only=True
    )
    id = CodeField(source="theirs.pk", read_only=True)
    title = serializers.CharField(source="theirs.__str__", read_only=True)
    url = serializers.CharField(source="theirs.get_absolute_url", read_only=True)
    member = MemberRefSerializer(read_only=True)
    reasons = serializers.SerializerMethodField()

    @extend_schema_field(LineSerializer(many=True))
    def get_reasons(self, found: Found) -> list[dict[str, Any]]:
        return list(LineSerializer(lines_of(found), many=True).data)


@extend_schema(tags=["Matches"])
class MatchesViewSet(MembersRoom):
    """What fits my open offers and requests and my skills."""

    serializer_class = MatchSerializer
    pagination_class = None
    filter_backends = ()

    @extend_schema(responses=MatchSerializer(many=True))
    def list(self, request: Request) -> Response:
        """What fits me, best first and finite: more shared skills first, then the newest."""
        return Response(MatchSerializer(matches_for(self.actor), many=True).data)
