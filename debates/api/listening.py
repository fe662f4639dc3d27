"""What became of what I gave, and my record of listening. One's own only; no totals."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from debates.models import Echo
from debates.reading.listening import QUESTIONS, RECORDS, SHOWN, Line
from debates.reading.traces import traces_of
from members.api.fields import CodeField
from members.api.rooms import MembersRoom
from members.models import Scope


class EchoSerializer(serializers.ModelSerializer[Echo]):
    """A day on which something became of what I gave."""

    id = CodeField(source="pk", read_only=True)

    class Meta:
        model = Echo
        fields = ("id", "day", "created_at")
        read_only_fields = fields


class TraceSerializer(serializers.Serializer[Any]):
    """One thing that became of it."""

    sentence = serializers.CharField()
    url = serializers.CharField(source="href")
    at = serializers.DateTimeField()


class GivenSerializer(serializers.Serializer[Any]):
    """Something I gave, and what became of it since."""

    kind = serializers.CharField()
    words = serializers.CharField()
    url = serializers.CharField(source="href")
    given_at = serializers.DateTimeField(source="at")
    days = serializers.IntegerField(help_text="How many days before the echo I gave it.")
    traces = TraceSerializer(many=True)


class EchoInFullSerializer(EchoSerializer):
    """The same with what became of what I gave, as far as I may read it today."""

    given = serializers.SerializerMethodField()

    class Meta(EchoSerializer.Meta):
        fields = (*EchoSerializer.Meta.fields, "given")
        read_only_fields = fields

    @extend_schema_field(GivenSerializer(many=True))
    def get_given(self, echo: Echo) -> Any:
        return GivenSerializer(traces_of(echo.member, echo.day), many=True).data


@extend_schema(tags=["Listening"])
class EchoesViewSet(ListModelMixin, MembersRoom):
    """My echoes."""

    scope = Scope.PRIVACY
    serializer_class = EchoSerializer
    filter_backends = ()
    says = {"list": "My echoes, the newest first."}

    def get_queryset(self) -> QuerySet[Echo]:
        return Echo.objects.visible_to(self.actor).select_related("member")

    @extend_schema(responses=EchoInFullSerializer)
    def retrieve(self, request: Request, id: int) -> Response:
        """One echo, with what became of what I gave."""
        return Response(EchoInFullSerializer(self.get_object()).data)


class RecordLineSerializer(serializers.Serializer[Line]):
    """One sentence of my record."""

    sentence = serializers.CharField()
    words = serializers.CharField(help_text="What was asked, restated or added; may be empty.")
    language = serializers.CharField(help_text="Of these words; empty where that is not known.")
    url = serializers.CharField(source="href")
    at = serializers.DateTimeField()


@extend_schema(tags=["Listening"])
class ListeningViewSet(ListModelMixin, MembersRoom):
    """My record of listening."""

    scope = Scope.PRIVACY
    serializer_class = RecordLineSerializer
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Any]:
        rows, _tell = RECORDS[self._show()]
        return rows(self.actor)

    def complete(self, rows: list[Any]) -> list[Any]:
        _rows, tell = RECORDS[self._show()]
        return [tell(row, self.actor) for row in rows]

    def _show(self) -> str:
        if getattr(self, "swagger_fake_view", False):
            return QUESTIONS
        show = self.request.query_params.get("show", QUESTIONS)
        if show not in SHOWN:
            raise serializers.ValidationError({"show": [_("Choose one of the parts there are.")]})
        return show

    @extend_schema(parameters=[OpenApiParameter("show", str, enum=list(SHOWN))])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What I asked, restated, heard and was moved by, the newest first; mine alone."""
        return super().list(request, *args, **kwargs)
