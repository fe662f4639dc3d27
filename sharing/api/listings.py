"""Offers and requests: browse, make, edit, close, withdraw."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request as HttpRequest
from rest_framework.response import Response

from communities.api.communities import CommunityRefSerializer
from communities.models import Community
from debates.models import Mission
from members.alphabet import alphabetical
from members.api.fields import (
    AddressField,
    CodeField,
    LineField,
    ShortListField,
    ThingField,
    WordsSerializer,
)
from members.api.people import MemberRefSerializer
from members.api.rooms import Readable, Room
from members.models import Member
from members.refusals import Invalid
from sharing.access import own_communities
from sharing.api.finding import ListingFilter
from sharing.api.skills import SkillSerializer, all_skills
from sharing.models import Currency, Listing, Offer, Request, Skill
from sharing.services import listings
from sharing.services.skills import LONGEST
from sharing.terms import MOST_SKILLS
from sharing.week import SLOTS

WORDS = (
    "title",
    "text",
    "language",
    "as_gift",
    "as_exchange",
    "as_paid",
    "amount",
    "currency",
    "is_online",
    "place",
    "slots",
    "hours",
    "until",
)
MOST_COMMUNITIES = 20


class ListingSerializer(serializers.ModelSerializer[Listing]):
    id = CodeField(source="pk", read_only=True)
    member = MemberRefSerializer(read_only=True)
    communities = CommunityRefSerializer(source="readable_communities", many=True, read_only=True)
    skills = SkillSerializer(many=True, read_only=True)
    currency = serializers.ChoiceField(choices=Currency.choices, allow_blank=True, read_only=True)
    is_open = serializers.BooleanField(read_only=True)
    url = AddressField()

    class Meta:
        fields = (
            "id",
            "member",
            *WORDS,
            "skills",
            "communities",
            "is_draft",
            "is_open",
            "is_met",
            "closed_at",
            "withdrawn_at",
            "created_at",
            "url",
        )
        read_only_fields = fields


class OfferSerializer(ListingSerializer):
    """A skill given."""

    class Meta(ListingSerializer.Meta):
        model = Offer


class RequestSerializer(ListingSerializer):
    """A skill sought."""

    mission = CodeField(
        source="mission_id",
        read_only=True,
        allow_null=True,
        help_text="The mission it serves, if it serves one.",
    )

    class Meta(ListingSerializer.Meta):
        model = Request
        fields = (*ListingSerializer.Meta.fields, "mission")
        read_only_fields = fields


class ListingWordsSerializer(WordsSerializer):
    """What somebody writes into an offer or a request."""

    communities = ShortListField(
        child=ThingField(Community.objects.listed_for),
        max_length=MOST_COMMUNITIES,
        default=list,
        help_text="Where it is shared; I belong to all of them.",
    )
    skills = ShortListField(child=ThingField(all_skills), max_length=MOST_SKILLS, default=list)
    own_skills = ShortListField(
        child=LineField(max_length=LONGEST),
        max_length=MOST_SKILLS,
        default=list,
        help_text="Skills in my own words; together at least one and at most ten.",
    )

    draft = serializers.BooleanField(
        default=False, help_text="Keep it for me alone; only the language has to be there."
    )
    slots = ShortListField(
        child=serializers.IntegerField(min_value=SLOTS.start, max_value=SLOTS.stop - 1),
        max_length=len(SLOTS),
        required=False,
        help_text="Parts of the week: 3 x weekday (0 is Monday) + 0 for the morning, 1, 2.",
    )

    class Meta:
        model = Offer
        fields = (*WORDS, "skills", "own_skills", "communities", "draft")
        extra_kwargs = {
            "language": {"required": True},
            "title": {"required": False, "allow_blank": True},
            "text": {"required": False, "allow_blank": True},
        }


class RequestWordsSerializer(ListingWordsSerializer):
    """The same, with the mission it serves."""

    mission = ThingField(
        Mission.objects.visible_to, required=False, help_text="A mission I carry; when it is made."
    )
    needed = LineField(
        max_length=120, required=False, help_text="Which of its needs, in the mission's words."
    )

    class Meta(ListingWordsSerializer.Meta):
        fields = (*ListingWordsSerializer.Meta.fields, "mission", "needed")


class ClosingSerializer(serializers.Serializer[Any]):
    met = serializers.BooleanField(
        default=False, help_text="Because the two of you found each other."
    )
    met_by = ThingField(
        Member.objects.visible_to,
        required=False,
        help_text="With whom; somebody I have had to do with. Only I can read it.",
    )


MAKING = OpenApiExample(
    "As a gift or in exchange for hours",
    value={
        "title": "I sharpen saws",
        "text": "By hand, with files, while you wait and tell me what they are for.",
        "language": "en",
        "as_gift": True,
        "as_exchange": True,
        "is_online": False,
        "place": "Stans",
        "own_skills": ["sharpening saws by hand"],
        "communities": ["4h7kq2mzx9"],
    },
    request_only=True,
)


class ListingsViewSet(Readable, Room):
    """What offers and requests have in common."""

    model: type[Offer] | type[Request]
    make: Callable[..., Offer | Request]
    words_class: type[ListingWordsSerializer] = ListingWordsSerializer
    filterset_class = ListingFilter

    def get_queryset(self) -> Any:
        readable = Community.objects.visible_to(self.member).order_by(alphabetical("name"), "pk")
        return (
            self.model.objects.visible_to(self.member)
            .select_related("member")
            .defer("member__search", "member__story")
            .prefetch_related(
                Prefetch("skills", queryset=Skill.objects.defer("names")),
                Prefetch("communities", queryset=readable, to_attr="readable_communities"),
            )
        )

    def create(self, request: HttpRequest) -> Response:
        """Share it in communities I belong to, or keep it as a draft."""
        given = _each_once(_served(self.given(self.words_class)))
        if given.pop("draft"):
            return self.made(listings.save_draft(member=self.actor, model=self.model, **given))
        return self.made(type(self).make(member=self.actor, **given))

    def partial_update(self, request: HttpRequest, id: int) -> Response:
        """Change what I wrote; whoever could read the earlier words still can.

        Send all skills or none: what you leave out of the two lists of skills goes.
        """
        listing = self.get_object()
        given = self.given(ListingWordsSerializer, partial=True)
        given.pop("draft", None)
        listings.edit_listing(
            member=self.actor, listing=listing, **_as_it_stands(listing, self.actor, given), **given
        )
        return self.stands(listing)

    def destroy(self, request: HttpRequest, id: int) -> Response:
        """Withdraw it; nobody else sees it any more, and I can bring it back."""
        listings.withdraw_listing(member=self.actor, listing=self.get_object())
        return self.done()

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def restore(self, request: HttpRequest, id: int) -> Response:
        """Bring back what I withdrew."""
        return self._act(listings.restore_listing)

    @extend_schema(request=ClosingSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: HttpRequest, id: int) -> Response:
        """Take it off the lists; `met` because the two of you found each other."""
        listing, given = self.get_object(), self.given(ClosingSerializer)
        listings.close_listing(member=self.actor, listing=listing, **given)
        return self.stands(listing)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def reopen(self, request: HttpRequest, id: int) -> Response:
        """Put it back on the lists."""
        return self._act(listings.reopen_listing)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def publish(self, request: HttpRequest, id: int) -> Response:
        """Bring my draft before the others; it counts as new from now on."""
        return self._act(listings.publish_listing)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def renew(self, request: HttpRequest, id: int) -> Response:
        """Let it stand for another three months, also when it had run out."""
        return self._act(listings.renew_listing)

    def _act(self, service: Callable[..., None]) -> Response:
        listing = self.get_object()
        service(member=self.actor, listing=listing)
        return self.stands(listing)


WRITING = {"request": ListingWordsSerializer}


@extend_schema(tags=["Offers"])
@extend_schema_view(
    create=extend_schema(**WRITING, responses={201: OfferSerializer}, examples=[MAKING]),
    partial_update=extend_schema(**WRITING),
)
class OffersViewSet(ListingsViewSet):
    """Skills given."""

    model, make = Offer, listings.make_offer
    serializer_class = OfferSerializer
    says = {"list": "Open offers, the newest first.", "retrieve": "One offer."}


@extend_schema(tags=["Requests"])
@extend_schema_view(
    create=extend_schema(
        request=RequestWordsSerializer, responses={201: RequestSerializer}, examples=[MAKING]
    ),
    partial_update=extend_schema(**WRITING),
)
class RequestsViewSet(ListingsViewSet):
    """Skills sought."""

    model, make = Request, listings.make_request
    words_class = RequestWordsSerializer
    serializer_class = RequestSerializer
    says = {"list": "Open requests, the newest first.", "retrieve": "One request."}


def _served(given: dict[str, Any]) -> dict[str, Any]:
    """The need of a mission by its words; without a mission there is none."""
    words = given.pop("needed", "")
    if words and (mission := given.get("mission")):
        given["needed"] = mission.skills_needed.filter(words=words).first()
        if given["needed"] is None:
            raise Invalid(_("This mission names no such need."), field="needed")
    return given


def _each_once(given: dict[str, Any]) -> dict[str, Any]:
    return given | {"communities": list(dict.fromkeys(given["communities"]))}


def _as_it_stands(listing: Any, member: Member, given: dict[str, Any]) -> dict[str, Any]:
    """What was not sent, as it stands; a community one has left is left out."""
    kept = {name: getattr(listing, name) for name in WORDS if name not in given}
    if "communities" not in given:
        kept["communities"] = list(
            own_communities(member).filter(**{f"{_name(listing)}s": listing})
        )
    if "skills" not in given and "own_skills" not in given:
        kept["skills"] = list(listing.skills.all())
    return kept


def _name(listing: Any) -> str:
    return str(listing._meta.model_name)
