"""Memberships: my own, those of people I share a community with, and requests I may answer."""

from typing import Any

from django.db.models import Q, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from communities.api.communities import CommunityRefSerializer
from communities.models import Community, Membership, MembershipState, Role
from communities.services import memberships
from communities.services.names import as_known_to
from members.api.fields import CodeField, TextField
from members.api.filters import CodeFilter
from members.api.people import MemberRefSerializer
from members.api.rooms import MembersRoom, Readable
from members.models import Member


class MembershipSerializer(serializers.ModelSerializer[Membership]):
    """Who belongs where. Answer and reply are read by the two sides of a request only."""

    id = CodeField(source="pk", read_only=True)
    community = CommunityRefSerializer(
        source="known_community",
        read_only=True,
        allow_null=True,
        help_text="Null where I may not know of it any more: I left or was removed, or it is gone.",
    )
    member = MemberRefSerializer(read_only=True)

    class Meta:
        model = Membership
        fields = ("id", "community", "member", "role", "state", "state_since", "answer", "reply")
        read_only_fields = fields


class RoleSerializer(serializers.Serializer[Any]):
    role = serializers.ChoiceField(choices=Role.choices)


class ReplySerializer(serializers.Serializer[Any]):
    reply = TextField(min_length=20, max_length=1200, help_text="They read exactly this text.")


class MembershipFilter(filters.FilterSet):
    community = CodeFilter(field_name="community", help_text="In this community.")
    member = CodeFilter(field_name="member", help_text="Of this member.")
    role = filters.ChoiceFilter(choices=Role.choices)
    state = filters.ChoiceFilter(choices=MembershipState.choices)


@extend_schema(tags=["Memberships"])
class MembershipsViewSet(Readable, MembersRoom):
    """My memberships, those of people beside me, and requests that wait for me as a moderator."""

    serializer_class = MembershipSerializer
    filterset_class = MembershipFilter
    newest_by = "-state_since"
    says = {"list": "Memberships I may know of, the newest first.", "retrieve": "One membership."}

    def get_queryset(self) -> QuerySet[Membership]:
        known = as_known_to(self.actor)
        return _known_to(self.actor).select_related("member").prefetch_related(known)

    @extend_schema(request=RoleSerializer)
    def partial_update(self, request: Request, id: int) -> Response:
        """Give somebody another role, as an owner; a community always keeps one."""
        membership = self.get_object()
        given = self.given(RoleSerializer)
        memberships.change_role(owner=self.actor, membership=membership, role=given["role"])
        return self.stands(membership)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="let-in")
    def let_in(self, request: Request, id: int) -> Response:
        """Let somebody in who asked, as a moderator."""
        membership = memberships.let_in(moderator=self.actor, membership=self.get_object())
        return self.stands(membership)

    @extend_schema(request=ReplySerializer, responses={204: None})
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, id: int) -> Response:
        """Decline a request with a word why, as a moderator."""
        membership, given = self.get_object(), self.given(ReplySerializer)
        memberships.decline_request(
            moderator=self.actor, membership=membership, reply=given["reply"]
        )
        return self.done()

    @extend_schema(request=ReplySerializer, responses={204: None})
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, id: int) -> Response:
        """Take a membership away and tell them why, as a moderator."""
        membership, given = self.get_object(), self.given(ReplySerializer)
        memberships.remove_member(
            moderator=self.actor, membership=membership, reason=given["reply"]
        )
        return self.done()


def _known_to(member: Member) -> QuerySet[Membership]:
    beside = Membership.objects.visible_to(member).values("pk")
    moderated = Community.objects.moderated_by(member).values("pk")
    waiting = Membership.objects.requested().filter(community__in=moderated).values("pk")
    known = Q(pk__in=beside) | Q(member=member) | Q(pk__in=waiting)
    return Membership.objects.filter(known)
