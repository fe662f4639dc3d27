"""One's own hours: given and received in each community; nobody else's can be read."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from communities.api.communities import CommunityRefSerializer
from members.api.rooms import MembersRoom
from sharing.reading.hours import Hours, hours_of


class HoursSerializer(serializers.Serializer[Hours]):
    """Minutes in one community, corrections counted."""

    community = CommunityRefSerializer(
        read_only=True,
        allow_null=True,
        help_text="Null where it is not open to me any more.",
    )
    given = serializers.IntegerField(read_only=True, help_text="Minutes given.")
    received = serializers.IntegerField(read_only=True, help_text="Minutes received.")
    opened = serializers.IntegerField(
        read_only=True, help_text="Minutes the community gave to begin with."
    )
    may_receive = serializers.IntegerField(
        read_only=True, help_text="How many minutes there is room to receive."
    )
    may_give = serializers.IntegerField(
        read_only=True, help_text="How many minutes more are entered; beyond that it is a gift."
    )


@extend_schema(tags=["Hours and rings"])
class HoursViewSet(MembersRoom):
    """What I gave and received, by community."""

    serializer_class = HoursSerializer
    pagination_class = None
    filter_backends = ()

    @extend_schema(responses=HoursSerializer(many=True))
    def list(self, request: Request) -> Response:
        """My own hours in each community that keeps them."""
        return Response(HoursSerializer(hours_of(self.actor), many=True).data)
