"""Who fits me, and why."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from members.api.fields import CodeField, LineField, ThingField
from members.api.people import MemberRefSerializer
from members.api.rooms import MembersRoom
from members.models import Member
from sharing.matching import Kind
from sharing.models import NotForMe, NotForMeReason, Offer
from sharing.models import Request as RequestForHelp
from sharing.services.matches import Found, matches_for, not_for_me, take_back
from sharing.services.matches.declined import LONGEST
from sharing.wording import Line, sides_of

MOST_LISTED = 100


class LineSerializer(serializers.Serializer[Line]):
    """One thing that speaks for a match, or may not fit."""

    title = serializers.CharField(read_only=True)
    text = serializers.CharField(read_only=True)
    is_against = serializers.BooleanField(read_only=True)


class MatchSerializer(serializers.Serializer[Found]):
    """A member who fits, with the reasons of both sides in words, and what to begin with."""

    kind = serializers.ChoiceField(
        choices=[kind.value for kind in Kind], source="kind.value", read_only=True
    )
    id = CodeField(source="theirs.pk", read_only=True)
    title = serializers.CharField(source="theirs.__str__", read_only=True)
    url = serializers.CharField(source="theirs.get_absolute_url", read_only=True)
    member = MemberRefSerializer(read_only=True)
    you_gain = serializers.SerializerMethodField()
    they_gain = serializers.SerializerMethodField()
    reasons = serializers.SerializerMethodField()

    @extend_schema_field(LineSerializer(many=True))
    def get_you_gain(self, found: Found) -> list[dict[str, Any]]:
        """What you may learn."""
        return _lines(sides_of(found).you)

    @extend_schema_field(LineSerializer(many=True))
    def get_they_gain(self, found: Found) -> list[dict[str, Any]]:
        """What the other may learn."""
        return _lines(sides_of(found).they)

    @extend_schema_field(LineSerializer(many=True))
    def get_reasons(self, found: Found) -> list[dict[str, Any]]:
        """All that speaks for it, and what may not fit."""
        return _lines(sides_of(found).all)


def _lines(lines: list[Line]) -> list[dict[str, Any]]:
    return list(LineSerializer(lines, many=True).data)


class NotForMeSerializer(serializers.Serializer[NotForMe]):
    """A match that was not for me."""

    id = CodeField(source="pk", read_only=True)
    member = MemberRefSerializer(source="shown", read_only=True)
    reason = serializers.ChoiceField(choices=NotForMeReason.choices, read_only=True)
    words = serializers.CharField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)


class TurnDownSerializer(serializers.Serializer[NotForMe]):
    """What is not for me, and why; the other never learns of it."""

    member = ThingField(Member.objects.visible_to, source="shown")
    offer = ThingField(Offer.objects.visible_to, required=False)
    request = ThingField(RequestForHelp.objects.visible_to, required=False)
    reason = serializers.ChoiceField(choices=NotForMeReason.choices)
    words = LineField(max_length=LONGEST, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """At most one listing, and one of this member."""
        listings = [attrs.pop(name) for name in ("offer", "request") if name in attrs]
        if len(listings) > 1 or any(one.member_id != attrs["shown"].pk for one in listings):
            raise serializers.ValidationError(
                {"offer": [_("Name one offer or request of this member, or none.")]}
            )
        return attrs | {"listing": listings[0] if listings else None}


@extend_schema(tags=["Matches"])
class MatchesViewSet(MembersRoom):
    """What fits my open offers and requests and my skills."""

    serializer_class = MatchSerializer
    pagination_class = None
    filter_backends = ()

    @extend_schema(responses=MatchSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Who fits me, best first and finite: what both gain, and everybody gets their turn."""
        return Response(MatchSerializer(matches_for(self.actor), many=True).data)


@extend_schema(tags=["Matches"])
class NotForMeViewSet(MembersRoom):
    """Matches that I turned down."""

    serializer_class = NotForMeSerializer
    pagination_class = None
    filter_backends = ()

    def get_queryset(self) -> QuerySet[NotForMe]:
        own = NotForMe.objects.filter(member=self.actor, shown__is_active=True)
        return own.select_related("shown").order_by("-created_at", "-pk")

    @extend_schema(responses=NotForMeSerializer(many=True))
    def list(self, request: Request) -> Response:
        """What I turned down, the latest first."""
        return Response(NotForMeSerializer(self.get_queryset()[:MOST_LISTED], many=True).data)

    @extend_schema(request=TurnDownSerializer, responses={201: NotForMeSerializer})
    def create(self, request: Request) -> Response:
        """Turn a match down: it is out of the next ones, and the reason counts."""
        row = not_for_me(member=self.actor, **self.given(TurnDownSerializer))
        return self.made(row)

    def destroy(self, request: Request, id: int) -> Response:
        """It may be suggested again."""
        take_back(member=self.actor, turned_down=self.get_object())
        return self.done()
