"""Oneself: the own page, consents, and what one stands for."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from members import values
from members.api.fields import (
    AddressField,
    CodeField,
    ShortListField,
    WordsSerializer,
    known_time_zone,
)
from members.api.people import ValueSerializer
from members.api.rooms import MembersRoom, Readable
from members.models import Consent, Language, Member, Purpose, Scope, ValueStatement
from members.purposes import MEANINGS
from members.services import accounts, choices, profiles
from members.services import values as value_services

PLACE = ("language", "time_zone")
PROFILE = (
    "name",
    "role",
    "story",
    "story_language",
    "curious_about",
    "languages",
    "audience",
    *PLACE,
)


class ProfileSerializer(WordsSerializer):
    """My own page and settings."""

    id = CodeField(source="pk", read_only=True)
    languages = ShortListField(
        child=serializers.ChoiceField(choices=Language.choices),
        max_length=profiles.MOST_LANGUAGES,
        required=False,
    )
    url = AddressField()

    class Meta:
        model = Member
        fields = ("id", "handle", "email", *PROFILE, "url")
        read_only_fields = ("handle", "email")

    def validate_time_zone(self, name: str) -> str:
        return known_time_zone(name)


class ConsentSerializer(serializers.Serializer[Any]):
    """One purpose, what it means, and whether I agree to it now."""

    purpose = serializers.ChoiceField(choices=Purpose.choices, read_only=True)
    question = serializers.CharField(read_only=True)
    given = serializers.CharField(read_only=True, help_text="What follows from agreeing.")
    withdrawn = serializers.CharField(read_only=True, help_text="What follows from taking it back.")
    agrees = serializers.BooleanField(read_only=True)
    since = serializers.DateTimeField(read_only=True, allow_null=True)


class DecisionOnConsentSerializer(serializers.Serializer[Any]):
    agrees = serializers.BooleanField()


class ValueWordsSerializer(WordsSerializer):
    value = serializers.ChoiceField(choices=list(values.all_values()))

    class Meta:
        model = ValueStatement
        fields = ("value", "words", "example", "language")
        extra_kwargs = {"language": {"required": True}}


@extend_schema(tags=["Me"])
class MeViewSet(MembersRoom):
    """Oneself."""

    serializer_class = ProfileSerializer
    pagination_class = None
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Member]:
        return Member.objects.filter(pk=self.actor.pk)

    def retrieve(self, request: Request) -> Response:
        """My own page and settings."""
        return self.stands(self.actor)

    def partial_update(self, request: Request) -> Response:
        """Change my page or my settings; whoever could read an earlier story still can."""
        given = self.given(ProfileSerializer, partial=True)
        place = {name: given.pop(name, getattr(self.actor, name)) for name in PLACE}
        profiles.edit_profile(member=self.actor, profile=self.actor, fields=given)
        accounts.choose_place(member=self.actor, **place)
        return self.stands(self.actor)


PURPOSE = OpenApiParameter("purpose", OpenApiTypes.STR, OpenApiParameter.PATH, enum=Purpose.values)


@extend_schema(tags=["Me"])
class ConsentsViewSet(MembersRoom):
    """What I agree to: each purpose by itself, off by default."""

    scope = Scope.CONSENTS
    serializer_class = ConsentSerializer
    pagination_class = None
    filter_backends = ()

    @extend_schema(responses=ConsentSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Every purpose, with what it means and whether I agree."""
        since = self._since()
        return Response([self._row(meaning, since) for meaning in MEANINGS])

    @extend_schema(parameters=[PURPOSE], request=DecisionOnConsentSerializer)
    def update(self, request: Request, purpose: str) -> Response:
        """Agree to one purpose, or take it back; it counts at once."""
        meaning = next((one for one in MEANINGS if one.purpose == purpose), None)
        if meaning is None:
            raise Http404
        given = self.given(DecisionOnConsentSerializer)
        choices.decide(member=self.actor, purpose=purpose, agrees=given["agrees"])
        return Response(self._row(meaning, self._since()))

    def _since(self) -> dict[str, Any]:
        current = Consent.objects.filter(member=self.actor, withdrawn_at__isnull=True)
        return dict(current.values_list("purpose", "given_at"))

    def _row(self, meaning: Any, since: dict[str, Any]) -> Any:
        given = since.get(meaning.purpose)
        row = vars(meaning) | {"agrees": given is not None, "since": given}
        return ConsentSerializer(row).data


VALUE_EXAMPLE = OpenApiExample(
    "A value statement",
    value={
        "value": "benevolence",
        "words": "I stand for people who stay when it gets difficult.",
        "example": "I kept the apprentice through two bad winters.",
        "language": "en",
    },
    request_only=True,
)


@extend_schema(tags=["Me"])
class ValuesViewSet(Readable, MembersRoom):
    """What I stand for; ten statements may stand."""

    serializer_class = ValueSerializer
    pagination_class = None
    filter_backends = ()
    says = {"list": "My value statements.", "retrieve": "One value statement of mine."}

    def get_queryset(self) -> QuerySet[ValueStatement]:
        return value_services.statements_of(self.actor)

    @extend_schema(
        request=ValueWordsSerializer, responses={201: ValueSerializer}, examples=[VALUE_EXAMPLE]
    )
    def create(self, request: Request) -> Response:
        """State one of the ten basic values in my own words."""
        given = self.given(ValueWordsSerializer)
        return self.made(value_services.declare_value(member=self.actor, **given))

    @extend_schema(request=ValueWordsSerializer)
    def partial_update(self, request: Request, id: int) -> Response:
        """Put it differently; what stood before is kept."""
        statement = self.get_object()
        columns = ("value", "words", "example", "language")
        words = {name: getattr(statement, name) for name in columns}
        words |= self.given(ValueWordsSerializer, partial=True)
        value_services.reword_value(member=self.actor, statement=statement, **words)
        return self.stands(statement)

    def destroy(self, request: Request, id: int) -> Response:
        """Withdraw a statement; positions that rest on it keep their own words."""
        value_services.withdraw_value(member=self.actor, statement=self.get_object())
        return self.done()

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="take-up")
    def take_up(self, request: Request, id: int) -> Response:
        """Undo a withdrawal."""
        own = ValueStatement.objects.filter(member=self.actor)
        statement = self.found(own)
        value_services.take_up_value(member=self.actor, statement=statement)
        return self.stands(statement)
