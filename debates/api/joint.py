"""Joint statements over HTTP: read them, draft, share, answer, set aside."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from debates.api.of_topic import OfTopic
from debates.api.positions import TopicRefSerializer
from debates.api.sides import SIDE_HELP, sides_known
from debates.api.statements import StatementSerializer
from debates.models import JointStatement, Position, Ratification, Side, Statement
from debates.reading.joint import author_named
from debates.services import joint as services
from debates.services.deeds import MOST_STATEMENTS
from members.api.fields import (
    AddressField,
    CodeField,
    ConsentField,
    LineField,
    ShortListField,
    TextField,
)
from members.api.people import MemberRefSerializer
from members.api.rooms import Room
from members.models import Language, Member

UNNAMED_HELP = "Null where the position is not open to whoever asks, or nobody is here any more."
PUBLISH_HELP = "Agree now that my positions stand under my name, where I have not yet agreed."


class JointSerializer(serializers.ModelSerializer[JointStatement]):
    """What both sides of a topic can say, written by one member of each."""

    id = CodeField(source="pk", read_only=True)
    topic = TopicRefSerializer(read_only=True)
    author = MemberRefSerializer(
        source="shown_author",
        read_only=True,
        allow_null=True,
        help_text=f"Who wrote the words as they stand. {UNNAMED_HELP}",
    )
    coauthor = MemberRefSerializer(
        source="shown_coauthor",
        read_only=True,
        allow_null=True,
        help_text="Who made them theirs, or who is asked to, where other words came back. "
        f"{UNNAMED_HELP}",
    )
    stands_on = StatementSerializer(many=True, read_only=True)
    url = AddressField()

    class Meta:
        model = JointStatement
        fields = (
            "id",
            "topic",
            "author",
            "coauthor",
            "text",
            "language",
            "stands_on",
            "state",
            "aside_because",
            "created_at",
            "opened_at",
            "ratified_at",
            "url",
        )
        read_only_fields = fields


class DraftSerializer(serializers.Serializer[Any]):
    text = TextField(min_length=services.SHORTEST_TEXT, max_length=services.LONGEST_TEXT)
    stands_on = ShortListField(
        child=CodeField(),
        max_length=MOST_STATEMENTS,
        required=False,
        help_text="Statements of this topic, twelve at most.",
    )
    language = serializers.ChoiceField(choices=Language.choices)
    publish = ConsentField(default=False, help_text=PUBLISH_HELP)


class CosignSerializer(serializers.Serializer[Any]):
    text = TextField(
        min_length=services.SHORTEST_TEXT,
        max_length=services.LONGEST_TEXT,
        required=False,
        help_text="Other words; they go back to whoever drafted it, who is asked in turn.",
    )
    publish = ConsentField(default=False, help_text=PUBLISH_HELP)


class AnsweringSerializer(serializers.Serializer[Any]):
    agrees = serializers.BooleanField()
    dissent = TextField(
        max_length=services.LONGEST_DISSENT,
        allow_blank=True,
        default="",
        help_text="What I see otherwise; needed where I do not agree, and printed beneath.",
    )
    language = serializers.ChoiceField(choices=Language.choices)
    publish = ConsentField(default=False, help_text=PUBLISH_HELP)


class BecauseSerializer(serializers.Serializer[Any]):
    because = LineField(min_length=10, max_length=services.LONGEST_REASON)


class AnswerSerializer(serializers.ModelSerializer[Ratification]):
    """Who stands behind it, and what somebody sees otherwise."""

    id = CodeField(source="pk", read_only=True)
    member = MemberRefSerializer(
        source="shown_member",
        read_only=True,
        allow_null=True,
        help_text="Null where the position is not open to whoever asks.",
    )
    side = serializers.ChoiceField(
        choices=Side.choices,
        source="shown_side",
        read_only=True,
        allow_null=True,
        help_text=SIDE_HELP,
    )

    class Meta:
        model = Ratification
        fields = ("id", "member", "side", "agrees", "dissent", "language", "created_at")
        read_only_fields = fields


DRAFTING = OpenApiExample(
    "A joint statement",
    value={
        "text": "Whoever asks why they earn less gets an answer in whole sentences.",
        "stands_on": [],
        "language": "en",
    },
    request_only=True,
)


def readable_joint(reader: Member | None) -> QuerySet[JointStatement]:
    """With all that is said of them, and whether the reader may read where their authors stand; two
    queries for any number.
    """
    readable = Position.objects.filter(topic=OuterRef("topic")).published_to(reader)
    rows = JointStatement.objects.select_related("topic", "author", "coauthor").annotate(
        author_is_known=Exists(readable.filter(member=OuterRef("author"))),
        coauthor_is_known=Exists(readable.filter(member=OuterRef("coauthor"))),
    )
    rows = rows.defer("topic__search", "topic__why", "topic__known")
    return rows.prefetch_related(Prefetch("stands_on", queryset=Statement.objects.readable()))


class Authored(Room):
    """Names the authors of joint statements where the reader may read their positions."""

    serializer_class = JointSerializer

    def complete(self, rows: list[Any]) -> list[Any]:
        for row in rows:
            known = {row.author_id: row.author_is_known, row.coauthor_id: row.coauthor_is_known}
            seen = {pk for pk, is_known in known.items() if is_known}
            row.shown_author = author_named(row.author, row, seen, self.member)
            row.shown_coauthor = author_named(row.coauthor, row, seen, self.member)
        return rows


@extend_schema(tags=["Joint statements"])
class JointOfTopicViewSet(ListModelMixin, OfTopic, Authored):
    """The joint statements of one topic."""

    # For the schema, which knows no topic.
    queryset = JointStatement.objects.none()
    filter_backends = ()
    says = {"list": "The joint statements of a topic, the newest first."}

    def get_queryset(self) -> QuerySet[JointStatement]:
        return readable_joint(self.member).filter(topic=self.topic, hidden_at__isnull=True)

    @extend_schema(request=DraftSerializer, examples=[DRAFTING])
    def create(self, request: Request, id: int) -> Response:
        """Write down what both sides could say; one at a time in a topic."""
        topic, given = self.topic, self.given(DraftSerializer)
        return self.made(services.draft_joint(member=self.actor, topic=topic, **given))


@extend_schema(tags=["Joint statements"])
class JointViewSet(Authored):
    """One joint statement."""

    filter_backends = ()
    says = {"retrieve": "One joint statement."}

    def get_queryset(self) -> QuerySet[JointStatement]:
        visible = JointStatement.objects.visible_to(self.member)
        return readable_joint(self.member).filter(pk__in=visible.values("pk"))

    def retrieve(self, request: Request, id: int) -> Response:
        return self.shown(self.get_object())

    @extend_schema(request=CosignSerializer)
    @action(detail=True, methods=["post"])
    def cosign(self, request: Request, id: int) -> Response:
        """Make the words of the other side mine too, or send them back with others."""
        joint, given = self.get_object(), self.given(CosignSerializer)
        return self.stands(services.cosign(member=self.actor, joint=joint, **given))

    @extend_schema(request=AnsweringSerializer)
    @action(detail=True, methods=["put"])
    def answer(self, request: Request, id: int) -> Response:
        """Stand behind it, or say what I see otherwise; can be changed while it is open."""
        joint, given = self.get_object(), self.given(AnsweringSerializer)
        services.ratify(member=self.actor, joint=joint, **given)
        return self.stands(joint)

    @extend_schema(request=BecauseSerializer)
    @action(detail=True, methods=["post"], url_path="set-aside")
    def set_aside(self, request: Request, id: int) -> Response:
        """Let it go, and say why; its authors and moderators can."""
        joint, given = self.get_object(), self.given(BecauseSerializer)
        return self.stands(services.set_aside(member=self.actor, joint=joint, **given))


@extend_schema(tags=["Joint statements"])
class AnswersViewSet(ListModelMixin, Room):
    """The answers to one joint statement."""

    serializer_class = AnswerSerializer
    queryset = Ratification.objects.none()
    filter_backends = ()
    says = {"list": "Who stands behind a joint statement, and who sees something otherwise."}

    def get_queryset(self) -> QuerySet[Ratification]:
        joint = self.found(JointStatement.objects.visible_to(self.member))
        answers = Ratification.objects.visible_to(self.member).filter(joint=joint)
        return answers.select_related("member", "joint")

    def complete(self, rows: list[Any]) -> list[Any]:
        """A name only where the reader may read the position; one query for all."""
        known = sides_known(self.member, ((one.joint.topic_id, one.member_id) for one in rows))
        for one in rows:
            seen = (one.joint.topic_id, one.member_id) in known
            one.shown_member = one.member if seen else None
            one.shown_side = one.side if seen else None
        return rows
