"""The map of opinions of a topic, as its page shows it."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from debates.api.statements import StatementSerializer
from debates.models import Topic
from debates.reading.landscape import CampShown, Share, Shown, shown_to
from members.api.rooms import Room
from members.api.scopes import has_scope
from members.models import Scope


class CountsSerializer(serializers.Serializer[Any]):
    """Exact counts, of an imported conversation whose votes are public; the rest passed."""

    agree = serializers.IntegerField()
    disagree = serializers.IntegerField()
    seen = serializers.IntegerField()


class ShareSerializer(serializers.Serializer[Any]):
    """What part agrees and disagrees; the rest passed."""

    agree = serializers.SerializerMethodField(
        help_text="From 0 to 1. Of members' votes in tenths, after some noise was added."
    )
    disagree = serializers.SerializerMethodField(help_text="From 0 to 1, likewise.")
    counts = serializers.SerializerMethodField(help_text="Null where the votes are secret.")

    def get_agree(self, share: Share) -> float:
        return round(share.agree / share.seen, 3)

    def get_disagree(self, share: Share) -> float:
        return round(share.disagree / share.seen, 3)

    @extend_schema_field(CountsSerializer(allow_null=True))
    def get_counts(self, share: Share) -> Any:
        return None if share.in_tenths else CountsSerializer(share).data


class CampShareSerializer(ShareSerializer):
    """The same of one camp; told from about twenty of its votes on."""

    camp = serializers.CharField(source="letter")


class ClaimSerializer(serializers.Serializer[Any]):
    """A statement with what the camps made of it."""

    statement = StatementSerializer()
    shares = CampShareSerializer(many=True)
    total = ShareSerializer(allow_null=True, help_text="Null where it would tell of too few.")
    bridging = serializers.FloatField(allow_null=True, help_text="From 0 to 1; a bridge from 0.6.")


class LeaningSerializer(ClaimSerializer):
    """A statement that characterises a camp, and which way the camp leans."""

    leans = serializers.ChoiceField(choices=["agree", "disagree"])


class AreaSerializer(serializers.Serializer[Any]):
    """An ellipse: middle, half axes, and how it is turned, in degrees; of members a circle."""

    x = serializers.FloatField()
    y = serializers.FloatField()
    long = serializers.FloatField()
    short = serializers.FloatField()
    turn = serializers.FloatField()


class CampSerializer(serializers.Serializer[Any]):
    """A camp is a place in this question, never a label on a person."""

    letter = serializers.CharField()
    size = serializers.IntegerField(help_text="Of members in steps of five.")
    nearest = serializers.CharField(help_text="The letter of the nearest camp.")
    area = AreaSerializer()
    characteristic = serializers.SerializerMethodField()

    @extend_schema_field(LeaningSerializer(many=True))
    def get_characteristic(self, camp: CampShown) -> Any:
        rows = [
            {
                "statement": claim.statement,
                "shares": claim.shares,
                "total": claim.total,
                "bridging": claim.bridging,
                "leans": claim.leaning_of(camp.camp),
            }
            for claim in camp.claims
        ]
        return LeaningSerializer(rows, many=True).data


class OwnPlaceSerializer(serializers.Serializer[Any]):
    """Where I stand; nobody else reads it."""

    x = serializers.FloatField()
    y = serializers.FloatField()
    camp = serializers.CharField(help_text="The letter of my camp; empty where I am in none.")
    nearest = serializers.CharField()


class LandscapeSerializer(serializers.Serializer[Any]):
    """The map last published, with the minimums applied. No vote, and no place of anybody else."""

    computed_at = serializers.DateTimeField(source="run.created_at")
    people = serializers.IntegerField(source="voters", help_text="Of members in steps of five.")
    statements = serializers.IntegerField(help_text="How many it was computed from.")
    silhouette = serializers.FloatField(help_text="How clearly the camps part, from -1 to 1.")
    common_ground = ClaimSerializer(many=True)
    camps = CampSerializer(many=True)
    divides = ClaimSerializer(many=True)
    own_place = OwnPlaceSerializer(
        source="own",
        allow_null=True,
        help_text="Comes from my votes, so a key needs the scope `votes`; null without it.",
    )


@extend_schema(tags=["Statements"])
class LandscapeOfTopicViewSet(Room):
    """The map of opinions of one topic."""

    serializer_class = LandscapeSerializer
    filter_backends = ()
    says = {
        "retrieve": "The map of opinions of a topic, with my own place; 204 before there is one."
    }

    def get_queryset(self) -> Any:
        return Topic.objects.visible_to(self.member)

    @extend_schema(responses={200: LandscapeSerializer, 204: None})
    def retrieve(self, request: Request, id: int) -> Response:
        reader = self.member if has_scope(request, Scope.VOTES) else None
        shown: Shown | None = shown_to(reader, self.get_object())
        return self.done() if shown is None else Response(LandscapeSerializer(shown).data)
