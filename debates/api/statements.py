"""Statements: read them, write one, vote on them. Nobody reads a vote but whoever cast it."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from debates.api.of_topic import OfTopic
from debates.api.positions import TopicRefSerializer
from debates.forms.statements import CHOICES
from debates.models import Statement, Vote
from debates.services import statements as services
from members.api.fields import AddressField, CodeField, ConsentField, LineField
from members.api.filters import CodeFilter
from members.api.rooms import MembersRoom, Room
from members.models import Language, Scope

NAMES = {value: name for name, value in CHOICES.items()}


class StatementSerializer(serializers.ModelSerializer[Statement]):
    """A short claim under a topic, without the name of whoever wrote it."""

    id = CodeField(source="pk", read_only=True)
    url = AddressField()

    language = serializers.CharField(
        read_only=True, help_text="A language tag; that of an imported statement may be any."
    )

    class Meta:
        model = Statement
        fields = ("id", "text", "language", "created_at", "url")
        read_only_fields = fields


class NewStatementSerializer(serializers.Serializer[Any]):
    text = LineField(min_length=services.SHORTEST, max_length=services.LONGEST)
    language = serializers.ChoiceField(choices=Language.choices)


class SayingSerializer(serializers.Serializer[Any]):
    """What I say to a statement."""

    says = serializers.ChoiceField(choices=list(CHOICES))
    consent = ConsentField(
        default=False, help_text="Agree now to have my votes counted, where I have not before."
    )


class OwnVoteSerializer(serializers.ModelSerializer[Vote]):
    """What I said to a statement; nobody else reads it."""

    statement = StatementSerializer(read_only=True)
    topic = TopicRefSerializer(source="statement.topic", read_only=True)
    says = serializers.SerializerMethodField()

    class Meta:
        model = Vote
        fields = ("statement", "topic", "says", "cast_at")
        read_only_fields = fields

    def get_says(self, vote: Vote) -> str:
        return NAMES[Vote.Choice(vote.choice)]


WRITING = OpenApiExample(
    "A statement",
    value={
        "text": "There may be exceptions, but somebody has to give the reason.",
        "language": "en",
    },
    request_only=True,
)


@extend_schema(tags=["Statements"])
class StatementsOfTopicViewSet(ListModelMixin, OfTopic):
    """The statements of one topic."""

    serializer_class = StatementSerializer
    # For the schema, which knows no topic.
    queryset = Statement.objects.none()
    filter_backends = ()
    scopes = {"following": Scope.VOTES}
    says = {"list": "The short claims under a topic, the newest first; never a vote."}

    def get_queryset(self) -> QuerySet[Statement]:
        return Statement.objects.filter(topic=self.topic).readable()

    @extend_schema(request=NewStatementSerializer, examples=[WRITING])
    def create(self, request: Request, id: int) -> Response:
        """Put a short claim up for votes; it stands there without my name."""
        topic, given = self.topic, self.given(NewStatementSerializer)
        return self.made(services.write_statement(member=self.actor, topic=topic, **given))

    @extend_schema(responses={200: StatementSerializer, 204: None})
    def following(self, request: Request, id: int) -> Response:
        """The next statement for me, drawn by weight; 204 where I have voted on all of them."""
        drawn = services.next_statement(self.actor, self.topic)
        return self.done() if drawn is None else self.shown(drawn)

    def get_permissions(self) -> list[Any]:
        """Only members are asked something."""
        if self.action == "following":
            return [IsAuthenticated()]
        return super().get_permissions()


@extend_schema(tags=["Statements"])
class StatementViewSet(Room):
    """One statement, and my vote on it."""

    serializer_class = StatementSerializer
    filter_backends = ()
    says = {"retrieve": "One statement."}

    def get_queryset(self) -> QuerySet[Statement]:
        return Statement.objects.visible_to(self.member)

    def retrieve(self, request: Request, id: int) -> Response:
        return self.shown(self.get_object())


@extend_schema(tags=["Statements"])
class OwnVoteViewSet(MembersRoom):
    """My vote on a statement."""

    scope = Scope.VOTES
    serializer_class = OwnVoteSerializer
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Vote]:
        return own_votes(self.actor)

    @extend_schema(request=SayingSerializer)
    def update(self, request: Request, id: int) -> Response:
        """Agree, disagree or pass; a second time changes what I said before.

        It needs my consent to vote: given before, or with `consent`.
        """
        statement, given = self._statement(), self.given(SayingSerializer)
        vote = services.cast_vote(
            member=self.actor,
            statement=statement,
            choice=CHOICES[given["says"]],
            consent=given["consent"],
        )
        return self.stands(vote)

    def destroy(self, request: Request, id: int) -> Response:
        """Take my vote back."""
        services.withdraw_vote(member=self.actor, statement=self._statement())
        return self.done()

    def _statement(self) -> Statement:
        return self.found(Statement.objects.visible_to(self.member))


class OwnVotesFilter(filters.FilterSet):
    topic = CodeFilter(field_name="statement__topic", help_text="On statements of this topic.")


@extend_schema(tags=["Me"])
class OwnVotesViewSet(ListModelMixin, MembersRoom):
    """My votes."""

    scope = Scope.VOTES
    serializer_class = OwnVoteSerializer
    filterset_class = OwnVotesFilter
    newest_by = "-cast_at"
    says = {"list": "What I said to statements, the latest first. Nobody else reads this."}

    def get_queryset(self) -> QuerySet[Vote]:
        return own_votes(self.actor)


def own_votes(member: Any) -> QuerySet[Vote]:
    """One's own votes on statements one may still read, with what is said of them."""
    mine = Vote.objects.visible_to(member)
    return mine.filter(statement__in=Statement.objects.visible_to(member)).select_related(
        "statement", "statement__topic"
    )
