"""Communities: browse, found, shape, come in and go."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from communities.forms.communities import SHAPED, address_from
from communities.models import Community, Membership, MembershipState, Role, Visibility
from communities.models.community import SLUG
from communities.services.communities import edit_community, found_community
from communities.services.memberships import join, leave, request_to_join, withdraw_request
from communities.services.search import matching
from members import values
from members.api.fields import (
    AddressField,
    CodeField,
    ShortListField,
    TextField,
    WordsSerializer,
    known_time_zone,
)
from members.api.filters import LineFilter, SearchFilterSet, YesNoFilter
from members.api.rooms import Readable, Room
from members.models import Language

MOST_VALUES = 3


class CommunityRefSerializer(serializers.ModelSerializer[Community]):
    """Which community."""

    id = CodeField(source="pk", read_only=True)
    url = AddressField()

    class Meta:
        model = Community
        fields = ("id", "slug", "name", "url")
        read_only_fields = fields


class StandingSerializer(serializers.ModelSerializer[Membership]):
    """How I stand to a community."""

    state = serializers.ChoiceField(choices=MembershipState.choices, read_only=True)
    role = serializers.ChoiceField(choices=Role.choices, read_only=True)

    class Meta:
        model = Membership
        fields = ("state", "role")
        read_only_fields = fields


class CommunitySerializer(serializers.ModelSerializer[Community]):
    """A place with a purpose."""

    id = CodeField(source="pk", read_only=True)
    shared_values = serializers.ListField(
        child=serializers.ChoiceField(choices=list(values.all_values())), read_only=True
    )
    standing = serializers.SerializerMethodField(help_text="Null where I never asked or joined.")
    url = AddressField()

    class Meta:
        model = Community
        fields = ("id", "slug", *SHAPED, "is_indexable", "standing", "created_at", "url")
        read_only_fields = fields

    @extend_schema_field(StandingSerializer(allow_null=True))
    def get_standing(self, community: Community) -> dict[str, Any] | None:
        for membership in getattr(community, "own", ()):
            return StandingSerializer(membership).data
        return None


class CommunityWordsSerializer(WordsSerializer):
    """What its owners can change later."""

    shared_values = ShortListField(
        child=serializers.ChoiceField(choices=list(values.all_values())),
        max_length=MOST_VALUES,
        required=False,
        error_messages={
            "max_length": _("Three values are enough. Which of them matter most?"),
        },
    )

    class Meta:
        model = Community
        fields = (*SHAPED, "is_indexable")
        extra_kwargs = {"language": {"required": True}, "visibility": {"required": True}}

    def validate_time_zone(self, name: str) -> str:
        return known_time_zone(name)


class FoundingSerializer(CommunityWordsSerializer):
    class Meta(CommunityWordsSerializer.Meta):
        fields = ("slug", *SHAPED)
        extra_kwargs = CommunityWordsSerializer.Meta.extra_kwargs | {
            "slug": {
                "required": False,
                # Nobody learns whether it is taken; the service makes it a free one.
                "validators": [SLUG],
                "help_text": "Part of the address; it stays. Left out, it comes from the name. A"
                " few letters may be added, and always are where one comes in by invitation only.",
            }
        }


class KnockingSerializer(serializers.Serializer[Any]):
    answer = TextField(
        max_length=1200,
        allow_blank=True,
        default="",
        help_text="Your answer to the community's question; only its moderators read it.",
    )


class CommunityFilter(SearchFilterSet):
    q = LineFilter(method="having_words", max_length=120, help_text="Words in it.")
    slug = filters.CharFilter(help_text="Exactly this address.")
    language = filters.ChoiceFilter(choices=Language.choices)
    visibility = filters.ChoiceFilter(choices=Visibility.choices)
    mine = YesNoFilter(method="own", help_text="Only those I belong to.")

    def having_words(self, found: Any, name: str, words: str) -> QuerySet[Community]:
        fitting = matching(Community.objects.all(), words, like="name")
        return found.filter(pk__in=fitting.values("pk"))

    def own(self, found: Any, name: str, wanted: bool) -> QuerySet[Community]:
        member = self.request.user
        if not wanted:
            return found
        return found.of(member) if member.is_authenticated else found.none()


FOUNDING = OpenApiExample(
    "A community on request",
    value={
        "name": "Work that lasts",
        "purpose": "In five years we will have work we can do until we are seventy.",
        "language": "en",
        "shared_values": ["benevolence", "self-direction"],
        "visibility": "request",
        "join_question": "What would you like to learn here?",
    },
    request_only=True,
)


@extend_schema(tags=["Communities"])
class CommunitiesViewSet(Readable, Room):
    """Communities one may know of."""

    serializer_class = CommunitySerializer
    filterset_class = CommunityFilter
    says = {"list": "Communities I may know of, the newest first.", "retrieve": "One community."}

    def get_queryset(self) -> QuerySet[Community]:
        own = Membership.objects.filter(member=self.member)
        return Community.objects.listed_for(self.member).prefetch_related(
            Prefetch("memberships", queryset=own, to_attr="own")
        )

    @extend_schema(
        request=FoundingSerializer, responses={201: CommunitySerializer}, examples=[FOUNDING]
    )
    def create(self, request: Request) -> Response:
        """Found a community and become its owner."""
        given = self.given(FoundingSerializer)
        given["slug"] = given.get("slug") or address_from(given["name"])
        return self.made(found_community(founder=self.actor, **given))

    @extend_schema(request=CommunityWordsSerializer)
    def partial_update(self, request: Request, id: int) -> Response:
        """Give a community I own new words or rules; the earlier ones are kept."""
        community = self.get_object()
        given = self.given(CommunityWordsSerializer, partial=True)
        if given.get("visibility", community.visibility) != Visibility.PUBLIC:
            given["is_indexable"] = False
        edit_community(owner=self.actor, community=community, **given)
        return self.stands(community)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def join(self, request: Request, id: int) -> Response:
        """Come into a public community."""
        community = self.get_object()
        join(member=self.actor, community=community)
        return self.stands(community)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, id: int) -> Response:
        """Go, and hear no more of it. The only owner hands over first."""
        leave(member=self.actor, community=self.get_object())
        return self.done()

    @extend_schema(request=KnockingSerializer)
    @action(detail=True, methods=["post"], url_path="ask")
    def knock(self, request: Request, id: int) -> Response:
        """Ask to be let into a community on request; its moderators are told."""
        community = self.get_object()
        given = self.given(KnockingSerializer)
        request_to_join(member=self.actor, community=community, answer=given["answer"])
        return self.stands(community)

    @extend_schema(responses={204: None})
    @knock.mapping.delete
    def withdraw_knock(self, request: Request, id: int) -> Response:
        """Take my request back, as long as nobody answered it."""
        withdraw_request(member=self.actor, community=self.get_object())
        return self.done()
