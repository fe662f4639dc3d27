"""Topics: browse, open, reword, close; follow and mute them."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from communities.api.communities import CommunityRefSerializer
from communities.models import Community
from communities.services.search import matching
from debates.models import Topic, TopicChoice, TopicSource, TopicState
from debates.services import choices, topics
from members.api.fields import (
    AddressField,
    CodeField,
    LineField,
    TextField,
    ThingField,
    WordsSerializer,
)
from members.api.filters import CodeFilter, LineFilter, SearchFilterSet, YesNoFilter
from members.api.people import MemberRefSerializer
from members.api.rooms import Readable, Room
from members.models import Language
from members.services.revisions import earlier_versions

BURNING, OVER = "burning", "over"
NEITHER = "neither"
WISHES = {"follow": choices.follow, "mute": choices.mute, NEITHER: choices.unfollow}
WORDS = ("question", "why", "known", "sources", "language", "closes_on")


class SourceSerializer(serializers.ModelSerializer[TopicSource]):
    """Where an imported topic comes from; show its attribution wherever you show its data."""

    class Meta:
        model = TopicSource
        fields = ("name", "licence", "licence_url", "attribution", "url")
        read_only_fields = fields


class TopicSerializer(serializers.ModelSerializer[Topic]):
    """A question worth arguing about, asked in a community."""

    id = CodeField(source="pk", read_only=True)
    community = CommunityRefSerializer(read_only=True)
    author = MemberRefSerializer(
        source="asked_by",
        read_only=True,
        allow_null=True,
        help_text="Null for an imported topic, and where whoever asked is no longer here.",
    )
    state = serializers.ChoiceField(
        choices=TopicState.choices,
        read_only=True,
        help_text="Open, bridging (looking for common ground), on a mission, or closed.",
    )
    is_open = serializers.BooleanField(
        read_only=True, help_text="Whether it takes positions: not closed, and not past its day."
    )
    language = serializers.CharField(
        read_only=True, help_text="A language tag; that of an imported topic may be any."
    )
    source = serializers.SerializerMethodField(help_text="Of an imported topic, else null.")
    closes_at = serializers.DateTimeField(
        read_only=True,
        allow_null=True,
        help_text="The moment in which the last day is over in its community.",
    )
    url = AddressField()

    class Meta:
        model = Topic
        fields = (
            "id",
            "community",
            "author",
            "question",
            "why",
            "known",
            "sources",
            "language",
            "state",
            "is_open",
            "closes_on",
            "closes_at",
            "closed_at",
            "created_at",
            "source",
            "url",
        )
        read_only_fields = fields

    @extend_schema_field(SourceSerializer(allow_null=True))
    def get_source(self, topic: Topic) -> dict[str, Any] | None:
        source = getattr(topic, "source", None)
        return SourceSerializer(source).data if source else None


class TopicWordsSerializer(WordsSerializer):
    """What whoever asks can change later."""

    class Meta:
        model = Topic
        fields = WORDS
        extra_kwargs = {"language": {"required": True}}


class NewTopicSerializer(TopicWordsSerializer):
    community = ThingField(Community.objects.listed_for)

    class Meta(TopicWordsSerializer.Meta):
        fields = ("community", *WORDS)


class WishSerializer(serializers.Serializer[Any]):
    wish = serializers.ChoiceField(choices=list(WISHES))


class EarlierTopicSerializer(serializers.Serializer[Any]):
    """What a question said before it was reworded; only what changed then."""

    question = LineField(required=False)
    why = TextField(required=False)
    known = TextField(required=False)
    sources = TextField(required=False)
    until = serializers.DateTimeField(source="created_at")


class TopicFilter(SearchFilterSet):
    q = LineFilter(method="having_words", max_length=120, help_text="Words in a topic.")
    community = CodeFilter(field_name="community", help_text="Asked in this community.")
    state = filters.ChoiceFilter(
        method="in_state",
        choices=[(BURNING, BURNING), (OVER, OVER)],
        help_text="Burning: takes positions. Over: closed, or past its day.",
    )
    language = filters.ChoiceFilter(choices=Language.choices)
    following = YesNoFilter(
        method="followed", help_text="Only those I follow; a visitor follows none."
    )

    def having_words(self, found: QuerySet[Topic], name: str, words: str) -> QuerySet[Topic]:
        return found.filter(pk__in=matching(Topic.objects.all(), words).values("pk"))

    def in_state(self, found: Any, name: str, state: str) -> QuerySet[Topic]:
        return found.burning() if state == BURNING else found.over()

    def followed(self, found: QuerySet[Topic], name: str, wanted: bool) -> QuerySet[Topic]:
        member = self.request.user
        if not wanted:
            return found
        if not member.is_authenticated:
            return found.none()
        chosen = TopicChoice.objects.filter(member=member, wish=TopicChoice.Wish.FOLLOW)
        return found.filter(pk__in=chosen.values("topic"))


OPENING = OpenApiExample(
    "A burning question",
    value={
        "community": "4h7kq2mzx9",
        "question": "Should wages in our firm be open to all?",
        "why": "A list was found beside the copier, and nobody talks about anything else.",
        "language": "en",
        "closes_on": None,
    },
    request_only=True,
)


@extend_schema(tags=["Topics"])
class TopicsViewSet(Readable, Room):
    """Topics of all communities one may read."""

    serializer_class = TopicSerializer
    filterset_class = TopicFilter
    says = {"list": "Topics, the newest first.", "retrieve": "One topic."}

    def get_queryset(self) -> QuerySet[Topic]:
        visible = Topic.objects.visible_to(self.member)
        return visible.select_related("community", "author", "source").defer(
            "community__search", "community__about", "author__search", "author__story"
        )

    @extend_schema(request=NewTopicSerializer, responses={201: TopicSerializer}, examples=[OPENING])
    def create(self, request: Request) -> Response:
        """Ask a community a burning question; the same one twice in a row is one topic."""
        return self.made(topics.open_topic(member=self.actor, **self.given(NewTopicSerializer)))

    @extend_schema(request=TopicWordsSerializer)
    def partial_update(self, request: Request, id: int) -> Response:
        """Reword a question of mine; whoever could read it as it stood before still can."""
        topic, given = self.get_object(), self.given(TopicWordsSerializer, partial=True)
        return self.stands(topics.edit_topic(member=self.actor, topic=topic, **given))

    def destroy(self, request: Request, id: int) -> Response:
        """Withdraw a question of mine, as long as nobody else stands for something under it."""
        topics.withdraw_topic(member=self.actor, topic=self.get_object())
        return self.done()

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, id: int) -> Response:
        """Bring back a question I withdrew."""
        own = Topic.objects.filter(author=self.actor)
        return self.stands(topics.restore_topic(member=self.actor, topic=self.found(own)))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, id: int) -> Response:
        """End the taking of positions; everything stays readable."""
        return self.stands(topics.close_topic(member=self.actor, topic=self.get_object()))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, id: int) -> Response:
        """Let a closed topic burn again."""
        return self.stands(topics.reopen_topic(member=self.actor, topic=self.get_object()))

    @extend_schema(request=WishSerializer, responses={204: None})
    @action(detail=True, methods=["put"])
    def choice(self, request: Request, id: int) -> Response:
        """Follow a topic, mute it, or neither. Private, and counted nowhere."""
        topic, given = self.get_object(), self.given(WishSerializer)
        WISHES[given["wish"]](member=self.actor, topic=topic)
        return self.done()

    @extend_schema(responses=EarlierTopicSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"])
    def versions(self, request: Request, id: int) -> Response:
        """How a question stood before it was reworded, the latest first: what I could have read
        then.
        """
        rows = super().paginate_queryset(earlier_versions(self.get_object(), self.member))
        told = [row.fields | {"created_at": row.created_at} for row in rows]
        return self.get_paginated_response(EarlierTopicSerializer(told, many=True).data)
