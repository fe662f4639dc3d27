"""Missions and commitments over HTTP."""

from functools import cached_property
from typing import Any

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from debates.api.joint import PUBLISH_HELP
from debates.api.of_topic import OfTopic
from debates.api.positions import TopicRefSerializer
from debates.api.sides import SIDE_HELP, sides_known
from debates.models import Carrier, JointStatement, Mission, MissionState, Progress, Side
from debates.services import missions as services
from debates.services.deeds import MOST_STATEMENTS
from debates.services.missions import course
from members.api.fields import (
    CODE,
    AddressField,
    CodeField,
    ConsentField,
    LineField,
    ShortListField,
    TextField,
    ThingField,
)
from members.api.people import MemberRefSerializer
from members.api.rooms import Room
from members.ids import to_code
from members.models import Language

ENDS = [MissionState.DONE, MissionState.MISSED, MissionState.STOPPED]


class CarrierSerializer(serializers.ModelSerializer[Carrier]):
    member = MemberRefSerializer(read_only=True)
    side = serializers.ChoiceField(
        choices=Side.choices,
        source="shown_side",
        read_only=True,
        allow_null=True,
        help_text=SIDE_HELP,
    )

    class Meta:
        model = Carrier
        fields = ("member", "side", "since")
        read_only_fields = fields


class MissionSerializer(serializers.ModelSerializer[Mission]):
    """A deed that grows out of a topic, carried by members of both sides."""

    id = CodeField(source="pk", read_only=True)
    topic = TopicRefSerializer(read_only=True)
    joint = serializers.SerializerMethodField(help_text="The joint statement it stands on.")
    carriers = CarrierSerializer(many=True, read_only=True)
    skills_needed = serializers.SlugRelatedField(many=True, read_only=True, slug_field="words")
    url = AddressField()

    class Meta:
        model = Mission
        fields = (
            "id",
            "topic",
            "aim",
            "ground",
            "joint",
            "language",
            "state",
            "carriers",
            "skills_needed",
            "review_on",
            "created_at",
            "started_at",
            "ended_at",
            "result",
            "learnt",
            "url",
        )
        read_only_fields = fields

    @extend_schema_field(CODE | {"nullable": True})
    def get_joint(self, mission: Mission) -> str | None:
        return to_code(mission.joint_id) if mission.joint_id else None


class NewMissionSerializer(serializers.Serializer[Any]):
    aim = LineField(min_length=course.SHORTEST_AIM, max_length=course.LONGEST_AIM)
    ground = TextField(max_length=course.LONGEST_GROUND)
    joint = ThingField(JointStatement.objects.visible_to, required=False, allow_null=True)
    stands_on = ShortListField(child=CodeField(), max_length=MOST_STATEMENTS, required=False)
    skills = ShortListField(
        child=LineField(max_length=course.LONGEST_SKILL),
        max_length=course.MOST_SKILLS,
        required=False,
        help_text="Skills it needs, in words.",
    )
    review_on = serializers.DateField(
        required=False, help_text="When to look back; in thirty days unless said otherwise."
    )
    language = serializers.ChoiceField(choices=Language.choices)
    publish = ConsentField(default=False, help_text=PUBLISH_HELP)


class CarryingSerializer(serializers.Serializer[Any]):
    publish = ConsentField(default=False, help_text=PUBLISH_HELP)


class EndSerializer(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=[(end.value, end.label) for end in ENDS])
    result = TextField(max_length=course.LONGEST_END, allow_blank=True, default="")
    learnt = TextField(min_length=course.SHORTEST_LEARNT, max_length=course.LONGEST_END)


class ProgressSerializer(serializers.ModelSerializer[Progress]):
    """How it goes, told by somebody who carries it."""

    id = CodeField(source="pk", read_only=True)
    member = MemberRefSerializer(source="told_by", read_only=True, allow_null=True)

    class Meta:
        model = Progress
        fields = ("id", "member", "text", "language", "created_at")
        read_only_fields = fields


class TellingSerializer(serializers.Serializer[Any]):
    text = TextField(max_length=course.LONGEST_PROGRESS)
    language = serializers.ChoiceField(choices=Language.choices)


STARTING = OpenApiExample(
    "A mission",
    value={
        "aim": "Five firms try a talk about pay that can be practised.",
        "ground": "Whoever asks gets an answer.",
        "skills": ["writing down what was said"],
        "language": "en",
    },
    request_only=True,
)


def readable_missions() -> QuerySet[Mission]:
    """With all that is said of them; three queries for any number."""
    carriers = Carrier.objects.filter(member__is_active=True).select_related("member")
    rows = Mission.objects.select_related("topic")
    rows = rows.defer("topic__search", "topic__why", "topic__known")
    return rows.prefetch_related(
        Prefetch("carriers", queryset=carriers.order_by("since", "id")), "skills_needed"
    )


class Carried(Room):
    """Tells the sides of those who carry a mission, as far as the reader may know them."""

    serializer_class = MissionSerializer
    filter_backends = ()

    def complete(self, rows: list[Any]) -> list[Any]:
        pairs = [(row.topic_id, one.member_id) for row in rows for one in row.carriers.all()]
        known = sides_known(self.member, pairs)
        for row in rows:
            carriers = row.carriers.all()
            # One side tells of the other, so they are told together or not at all.
            together = all((row.topic_id, one.member_id) in known for one in carriers)
            for one in carriers:
                one.shown_side = one.side if together else None
        return rows


@extend_schema(tags=["Missions"])
class MissionsOfTopicViewSet(ListModelMixin, OfTopic, Carried):
    """The missions of one topic."""

    # For the schema, which knows no topic.
    queryset = Mission.objects.none()
    says = {"list": "The missions of a topic, the newest first; also those that are over."}

    def get_queryset(self) -> QuerySet[Mission]:
        return readable_missions().filter(topic=self.topic, hidden_at__isnull=True)

    @extend_schema(request=NewMissionSerializer, examples=[STARTING])
    def create(self, request: Request, id: int) -> Response:
        """Start a mission; it sets out once both sides carry it."""
        topic, given = self.topic, self.given(NewMissionSerializer)
        return self.made(services.start_mission(member=self.actor, topic=topic, **given))


@extend_schema(tags=["Missions"])
class MissionViewSet(Carried):
    """One mission."""

    says = {"retrieve": "One mission."}

    def get_queryset(self) -> QuerySet[Mission]:
        visible = Mission.objects.visible_to(self.member)
        return readable_missions().filter(pk__in=visible.values("pk"))

    def retrieve(self, request: Request, id: int) -> Response:
        return self.shown(self.get_object())

    @extend_schema(request=CarryingSerializer)
    @action(detail=True, methods=["post"])
    def carry(self, request: Request, id: int) -> Response:
        """Carry it with others, from the side I stand on."""
        mission, given = self.get_object(), self.given(CarryingSerializer)
        services.carry(member=self.actor, mission=mission, **given)
        return self.stands(mission)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, id: int) -> Response:
        """Carry it no longer; what I had promised is released."""
        mission = self.get_object()
        services.leave_mission(member=self.actor, mission=mission)
        return self.stands(mission)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="set-out")
    def set_out(self, request: Request, id: int) -> Response:
        """Begin, once somebody who is for and somebody who is against carry it."""
        return self.stands(services.set_out(member=self.actor, mission=self.get_object()))

    @extend_schema(request=EndSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, id: int) -> Response:
        """Done, not reached or stopped, with what was learnt."""
        mission, given = self.get_object(), self.given(EndSerializer)
        return self.stands(services.end_mission(member=self.actor, mission=mission, **given))


@extend_schema(tags=["Missions"])
class ProgressViewSet(ListModelMixin, Room):
    """How one mission goes."""

    serializer_class = ProgressSerializer
    queryset = Progress.objects.none()
    filter_backends = ()
    says = {"list": "How a mission goes, the latest first."}

    def get_queryset(self) -> QuerySet[Progress]:
        told = Progress.objects.visible_to(self.member).filter(mission=self.mission)
        return told.select_related("member")

    @extend_schema(request=TellingSerializer)
    def create(self, request: Request, id: int) -> Response:
        """Tell how it goes; the others who carry it hear of it."""
        mission, given = self.mission, self.given(TellingSerializer)
        return self.made(services.tell_progress(member=self.actor, mission=mission, **given))

    @cached_property
    def mission(self) -> Mission:
        return self.found(Mission.objects.visible_to(self.member))
