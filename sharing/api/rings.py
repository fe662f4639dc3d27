"""Rings: those I sit in, and my answer. What others answered is told nowhere."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from members.api.fields import AddressField, CodeField
from members.api.people import MemberRefSerializer
from members.api.rooms import MembersRoom, Readable
from sharing.models import Ring, RingSeat
from sharing.reading.rings import round_of, with_seats
from sharing.services.rings import answer_ring


class SeatSerializer(serializers.ModelSerializer[RingSeat]):
    """One of the people, and the skill they give to the next."""

    member = MemberRefSerializer(read_only=True)
    gives = serializers.CharField(source="skill.label", read_only=True)

    class Meta:
        model = RingSeat
        fields = ("place", "member", "gives")


class RingSerializer(serializers.ModelSerializer[Ring]):
    """A ring in its order: each gives to the next, the last to the first."""

    id = CodeField(source="pk", read_only=True)
    seats = SeatSerializer(many=True, read_only=True)
    my_answer = serializers.SerializerMethodField()
    url = AddressField()

    class Meta:
        model = Ring
        fields = ("id", "state", "answer_by", "created_at", "seats", "my_answer", "url")

    @extend_schema_field(serializers.BooleanField(allow_null=True))
    def get_my_answer(self, ring: Ring) -> bool | None:
        """My own yes or no; null until I have answered."""
        return round_of(ring, self.context["view"].actor).own.says_yes


class RingAnswerSerializer(serializers.Serializer[Any]):
    yes = serializers.BooleanField()


@extend_schema(tags=["Hours and rings"])
class RingsViewSet(Readable, MembersRoom):
    """Rings in which I have a seat."""

    serializer_class = RingSerializer
    says = {"list": "Rings in which I have a seat, the newest first.", "retrieve": "One ring."}

    def get_queryset(self) -> QuerySet[Ring]:
        return with_seats(Ring.objects.visible_to(self.member))

    @extend_schema(request=RingAnswerSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, id: int) -> Response:
        """Say yes or no. The last yes begins the ring; one no ends it, and nobody learns whose."""
        ring, given = self.get_object(), self.given(RingAnswerSerializer)
        answer_ring(member=self.actor, ring=ring, **given)
        return self.stands(ring)
