"""Credits: who or what moved somebody. A sentence, never a number."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from debates.models import Credit, CreditKind
from debates.reading.credits import moved_by
from debates.services import credits
from members.api.fields import CodeField, LineField
from members.api.people import MemberRefSerializer
from members.api.rooms import MembersRoom
from members.models import Member


class CreditSerializer(serializers.ModelSerializer[Credit]):
    """What a member says had a part in their move, and whose it was."""

    id = CodeField(source="pk", read_only=True)
    receiver = MemberRefSerializer(read_only=True)
    sentence = serializers.SerializerMethodField(help_text="In the language you asked for.")

    class Meta:
        model = Credit
        fields = ("id", "kind", "receiver", "sentence", "words", "created_at")
        read_only_fields = fields

    def get_sentence(self, credit: Credit) -> str:
        return moved_by(credit)


class GivingSerializer(serializers.Serializer[Any]):
    """What moved me: a contribution by its kind and id; a story by the id of its position's
    version, a person by theirs.
    """

    kind = serializers.ChoiceField(choices=CreditKind.choices)
    id = CodeField()
    words = LineField(
        max_length=credits.LONGEST_SENTENCE,
        allow_blank=True,
        default="",
        help_text="In a sentence.",
    )


def with_credits(reader: Member | None) -> "Prefetch[Any]":
    """The credits of versions, as far as somebody may read them; one query for all."""
    given = Credit.objects.standing_for(reader).select_related("receiver", "question")
    given = given.defer("receiver__search", "receiver__story").order_by("created_at", "id")
    return Prefetch("credits", queryset=given, to_attr="credits_shown")


@extend_schema(tags=["Positions"])
class CreditsViewSet(MembersRoom):
    """Credits I gave."""

    serializer_class = CreditSerializer
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Credit]:
        mine = Credit.objects.filter(giver=self.actor)
        return mine.select_related("receiver", "question").defer(
            "receiver__search", "receiver__story"
        )

    def destroy(self, request: Request, id: int) -> Response:
        """Withdraw a credit I gave; nobody reads it any more."""
        credits.withdraw_credit(member=self.actor, credit=self.get_object())
        return self.done()

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, id: int) -> Response:
        """Bring back a credit I withdrew."""
        return self.stands(credits.restore_credit(member=self.actor, credit=self.get_object()))
