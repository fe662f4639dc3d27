"""How a position is told over HTTP, and what is sent to take one."""

from typing import Any

from drf_spectacular.utils import OpenApiExample
from rest_framework import serializers

from debates.api.credits import CreditSerializer, GivingSerializer
from debates.models import (
    Confidence,
    Ground,
    Importance,
    Position,
    PositionVersion,
    Readers,
    Stance,
    Topic,
)
from debates.services import positions
from members import values
from members.api.fields import AddressField, CodeField, ConsentField, LineField, TextField
from members.api.people import MemberRefSerializer
from members.models import Language, Member

MOST_CREDITS = 20
STANCE_HELP = "From -2, firmly against, over 0, undecided, to 2, firmly for."
SURE_HELP = "How sure, from 1, still searching, to 5, very sure; null where it was not said."
MATTERS_HELP = "How important, from 1, hardly, to 5, greatly; null where it was not said."
READERS_HELP = (
    "Everyone who can read the topic, members of Resonanz who can, or only members of its "
    "community. In a community that is not public it is always the community."
)
MOVE_HELP = (
    "What moved me: at least 50 characters where I stand somewhere else than before. It stays "
    "readable with the new version."
)


def weighing(choices: Any, help_text: str, **more: Any) -> serializers.ChoiceField:
    """One of five steps, or none."""
    return serializers.ChoiceField(
        choices=choices.choices, allow_null=True, help_text=help_text, **more
    )


class TopicRefSerializer(serializers.ModelSerializer[Topic]):
    """Which topic."""

    id = CodeField(source="pk", read_only=True)
    url = AddressField()

    class Meta:
        model = Topic
        fields = ("id", "question", "url")
        read_only_fields = fields


class GroundSerializer(serializers.Serializer[Ground]):
    """A value a position rests on. Publishing a position shows the words of its grounds; words that
    were withdrawn since, or hidden, are empty.
    """

    value = serializers.ChoiceField(
        choices=list(values.all_values()), source="statement.value", read_only=True
    )
    words = serializers.SerializerMethodField()
    because = serializers.CharField(read_only=True)

    def get_words(self, ground: Ground) -> str:
        return ground.statement.words if ground.statement.stands else ""


class VersionSerializer(serializers.ModelSerializer[PositionVersion]):
    """How a position stood at one time, and what moved its author there."""

    id = CodeField(source="pk", read_only=True)
    grounds = GroundSerializer(many=True, read_only=True)
    stance = serializers.ChoiceField(choices=Stance.choices, read_only=True, help_text=STANCE_HELP)
    confidence = weighing(Confidence, SURE_HELP, read_only=True)
    importance = weighing(Importance, MATTERS_HELP, read_only=True)
    credits = CreditSerializer(
        source="credits_shown", many=True, read_only=True, help_text="Who or what moved them."
    )

    class Meta:
        model = PositionVersion
        fields = (
            "id",
            "number",
            "stance",
            "confidence",
            "importance",
            "core",
            "story",
            "reasons",
            "language",
            "grounds",
            "because",
            "credits",
            "created_at",
        )
        read_only_fields = fields


class PositionSerializer(serializers.ModelSerializer[Position]):
    """What a member stands for on a topic, with reasons, under their name."""

    id = CodeField(source="pk", read_only=True)
    topic = TopicRefSerializer(read_only=True)
    member = MemberRefSerializer(read_only=True)
    stance = serializers.ChoiceField(choices=Stance.choices, read_only=True, help_text=STANCE_HELP)
    version = serializers.IntegerField(source="current.number", read_only=True)
    confidence = weighing(Confidence, SURE_HELP, source="current.confidence", read_only=True)
    importance = weighing(Importance, MATTERS_HELP, source="current.importance", read_only=True)
    core = serializers.CharField(source="current.core", read_only=True)
    story = serializers.CharField(
        source="current.story", read_only=True, help_text="How they came to this."
    )
    reasons = serializers.CharField(source="current.reasons", read_only=True)
    language = serializers.ChoiceField(
        choices=Language.choices, source="current.language", read_only=True
    )
    grounds = GroundSerializer(source="current.grounds", many=True, read_only=True)
    url = AddressField()

    class Meta:
        model = Position
        fields = (
            "id",
            "topic",
            "member",
            "stance",
            "visibility",
            "version",
            "confidence",
            "importance",
            "core",
            "story",
            "reasons",
            "language",
            "grounds",
            "taken_at",
            "url",
        )
        read_only_fields = fields


class RestSerializer(serializers.Serializer[Any]):
    """One of my own value statements, and why the position rests on it."""

    statement = CodeField()
    because = LineField(max_length=positions.LONGEST_BECAUSE, allow_blank=True, default="")


class FirstValueSerializer(serializers.Serializer[Any]):
    value = serializers.ChoiceField(choices=list(values.all_values()))
    words = LineField(max_length=positions.LONGEST_WORDS)
    because = LineField(max_length=positions.LONGEST_BECAUSE, allow_blank=True, default="")


class TakingSerializer(serializers.Serializer[Any]):
    stance = serializers.ChoiceField(choices=Stance.choices, help_text=STANCE_HELP)
    core = LineField(
        max_length=positions.LONGEST_CORE, help_text="The core of it, in one sentence."
    )
    reasons = TextField(max_length=positions.LONGEST_REASONS)
    language = serializers.ChoiceField(choices=Language.choices)
    confidence = weighing(Confidence, SURE_HELP, default=None)
    importance = weighing(Importance, MATTERS_HELP, default=None)
    story = TextField(
        max_length=positions.LONGEST_STORY,
        allow_blank=True,
        default="",
        help_text="How I came to this: others can ask about it, and nobody can object to it.",
    )
    visibility = serializers.ChoiceField(
        choices=Readers.choices,
        required=False,
        help_text=f"{READERS_HELP} As it was, if left out; at first members.",
    )
    because = TextField(
        max_length=positions.LONGEST_MOVE, allow_blank=True, default="", help_text=MOVE_HELP
    )
    credits = GivingSerializer(
        many=True,
        required=False,
        max_length=MOST_CREDITS,
        help_text="Who or what moved me, with a change of position.",
    )
    grounds = RestSerializer(
        many=True,
        required=False,
        max_length=positions.MOST_GROUNDS,
        help_text="At least one with a because of ten characters or more.",
    )
    declares = FirstValueSerializer(
        required=False, help_text="A value statement declared in the same breath; it is a ground."
    )
    publish = ConsentField(
        default=False,
        help_text="Agree now that positions stand under my name, where I have not yet agreed.",
    )

    def take(self, member: Member, topic: Topic) -> Position:
        given = dict(self.validated_data)
        rests = [
            positions.Rest(one["statement"], one["because"]) for one in given.pop("grounds", [])
        ]
        thanks = [positions.Thanks(**one) for one in given.pop("credits", [])]
        first = given.pop("declares", None)
        declares = positions.FirstValue(**first) if first else None
        return positions.take_position(
            member=member,
            topic=topic,
            grounds=rests,
            declares=declares,
            credits=thanks,
            **given,
        )


TAKING = OpenApiExample(
    "A position",
    value={
        "stance": 1,
        "core": "Grown-ups can bear the truth.",
        "reasons": "Whoever knows what others earn, can ask why.",
        "language": "en",
        "confidence": 3,
        "importance": 4,
        "story": "The list I found was the one on which I stood last.",
        "grounds": [{"statement": "4h7kq2mzx9", "because": "People stay if they trust."}],
        "visibility": "members",
        "publish": True,
    },
    request_only=True,
)
