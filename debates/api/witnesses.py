"""Witnesses over HTTP: proposed or called, accepted or not, and what they say."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from debates.services import witnesses
from members.api.fields import LineField, ThingField
from members.api.rooms import MembersRoom
from members.models import Member


class CallSerializer(serializers.Serializer[Any]):
    witness = ThingField(
        Member.objects.visible_to,
        required=False,
        allow_null=True,
        help_text="Somebody who stands for something on the topic; without one the moderators.",
    )


class JudgementSerializer(serializers.Serializer[Any]):
    is_fair = serializers.BooleanField()
    words = LineField(
        min_length=witnesses.SHORTEST_WHY,
        max_length=witnesses.LONGEST_WHY,
        help_text="Why, in one sentence; both read it.",
    )


class Witnessing(MembersRoom):
    """What a witness of a restatement is asked, and may say."""

    @extend_schema(request=CallSerializer)
    @action(detail=True, methods=["post"])
    def witness(self, request: Request, id: int) -> Response:
        """After the second “not quite”: propose a witness, or call the moderators."""
        row, given = self.get_object(), self.given(CallSerializer)
        witness = given.get("witness")
        witnesses.call_witness(member=self.actor, restatement=row, witness=witness)
        return self.stands(row)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="witness/accept")
    def accept(self, request: Request, id: int) -> Response:
        """Accept the witness whom the listener proposed."""
        row = self.get_object()
        witnesses.accept_witness(member=self.actor, restatement=row)
        return self.stands(row)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="witness/decline")
    def decline(self, request: Request, id: int) -> Response:
        """Rather have somebody else."""
        row = self.get_object()
        witnesses.decline_witness(member=self.actor, restatement=row)
        return self.stands(row)

    @extend_schema(request=JudgementSerializer)
    @action(detail=True, methods=["post"])
    def judgement(self, request: Request, id: int) -> Response:
        """As a witness, say whether it is fair; fair ones count as heard."""
        row, given = self.get_object(), self.given(JudgementSerializer)
        return self.stands(witnesses.judge(member=self.actor, restatement=row, **given))
