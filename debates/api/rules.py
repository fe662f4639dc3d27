"""What a community decided about its debates, over HTTP."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from communities.models import Community
from debates.services import rules
from members.api.rooms import Room


class RulesSerializer(serializers.Serializer[Any]):
    """What a community decided about its debates."""

    restating_comes_first = serializers.BooleanField(
        help_text="Whether an objection waits until its author was heard, or three days are over."
    )


@extend_schema(tags=["Communities"])
class DebateRulesViewSet(Room):
    """What a community decided about its debates."""

    serializer_class = RulesSerializer
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Community]:
        return Community.objects.listed_for(self.member)

    def retrieve(self, request: Request, id: int) -> Response:
        """Whether restating comes before objecting."""
        return Response(RulesSerializer(rules.rules_of(self.get_object())).data)

    @extend_schema(request=RulesSerializer)
    def update(self, request: Request, id: int) -> Response:
        """As an owner, switch it on or off; it holds from now on."""
        given = self.given(RulesSerializer)
        chosen = rules.set_rules(member=self.actor, community=self.get_object(), **given)
        return Response(RulesSerializer(chosen).data)
