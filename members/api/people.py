"""People: those of the house, for each other, and whom one has blocked."""

from django.contrib.postgres.search import SearchQuery
from django.db.models import Prefetch, Q, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from members import values
from members.api.fields import AddressField, CodeField
from members.api.filters import LineFilter, SearchFilterSet
from members.api.rooms import MembersRoom, Readable
from members.models import Language, Member, Scope, ValueStatement
from members.models.base import READINGS
from members.services import blocks


class MemberRefSerializer(serializers.ModelSerializer[Member]):
    """Who it was, and where to find them."""

    id = CodeField(source="pk", read_only=True)
    url = AddressField()

    class Meta:
        model = Member
        fields = ("id", "handle", "name", "url")
        read_only_fields = fields


class ValueSerializer(serializers.ModelSerializer[ValueStatement]):
    """One of ten basic values, in somebody's own words."""

    id = CodeField(source="pk", read_only=True)
    # The choices are read at run time, in the language of the reader.
    value = serializers.ChoiceField(choices=list(values.all_values()), read_only=True)

    class Meta:
        model = ValueStatement
        fields = ("id", "value", "words", "example", "language", "created_at")
        read_only_fields = fields


class MemberSerializer(MemberRefSerializer):
    """A member's page."""

    values = ValueSerializer(source="shown_values", many=True, read_only=True)

    class Meta:
        model = Member
        fields = (
            "id",
            "handle",
            "name",
            "role",
            "story",
            "story_language",
            "curious_about",
            "languages",
            "values",
            "url",
        )
        read_only_fields = fields


class MemberFilter(SearchFilterSet):
    q = LineFilter(method="having_words", max_length=120, help_text="Words in a page.")
    handle = filters.CharFilter(help_text="Exactly this handle.")
    value = filters.ChoiceFilter(
        method="standing_for",
        choices=[(slug, slug) for slug in values.all_values()],
        help_text="Stands for this value, and shows it.",
    )
    language = filters.ChoiceFilter(
        method="talking_in", choices=Language.choices, help_text="Likes to talk in this language."
    )

    def having_words(self, people: QuerySet[Member], name: str, words: str) -> QuerySet[Member]:
        wanted = Q(name__icontains=words)
        for stemmer in READINGS:
            wanted |= Q(search=SearchQuery(words, config=stemmer, search_type="websearch"))
        return people.filter(wanted)

    def standing_for(self, people: QuerySet[Member], name: str, value: str) -> QuerySet[Member]:
        standing = ValueStatement.objects.visible_to(self.request.user).filter(value=value)
        return people.filter(pk__in=standing.values("member"))

    def talking_in(self, people: QuerySet[Member], name: str, language: str) -> QuerySet[Member]:
        return people.filter(languages__contains=[language])


@extend_schema(tags=["Members"])
class MembersViewSet(Readable, MembersRoom):
    """Whoever is here."""

    serializer_class = MemberSerializer
    filterset_class = MemberFilter
    newest_by = "-joined_at"
    says = {"list": "Members, the newest first.", "retrieve": "The page of a member."}

    def get_queryset(self) -> QuerySet[Member]:
        shown = ValueStatement.objects.visible_to(self.member)
        return Member.objects.visible_to(self.member).prefetch_related(
            Prefetch("value_statements", queryset=shown, to_attr="shown_values")
        )


@extend_schema(tags=["Me"])
class BlocksViewSet(ListModelMixin, MembersRoom):
    """Whom I have blocked; nobody else sees this list."""

    scope = Scope.PRIVACY
    serializer_class = MemberRefSerializer
    newest_by = "-joined_at"
    says = {"list": "Whom I have blocked; nobody else sees this list."}

    def get_queryset(self) -> QuerySet[Member]:
        return Member.objects.filter(blocks_received__blocker=self.member)

    @extend_schema(request=None, responses={204: None})
    def update(self, request: Request, id: int) -> Response:
        """Block somebody: from now on neither sees what the other writes.

        Open questions between the two come to rest. Blocking somebody twice is blocking them once.
        """
        if not self.get_queryset().filter(pk=id).exists():
            somebody = self.found(Member.objects.visible_to(self.member))
            blocks.block(member=self.actor, other=somebody)
        return self.done()

    def destroy(self, request: Request, id: int) -> Response:
        """Lift a block of mine; a block by the other stays."""
        blocks.unblock(member=self.actor, other=self.get_object())
        return self.done()
