"""News for oneself."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from members.api.fields import CodeField
from members.api.filters import YesNoFilter
from members.api.people import MemberRefSerializer
from members.api.rooms import MembersRoom
from members.markup.prose import excerpt
from members.models import Notification, Scope
from members.services import notifications
from members.shelves import EXCERPT, NotificationKind, notification_kinds


class NotificationSerializer(serializers.ModelSerializer[Notification]):
    """One piece of news, as the inbox tells it."""

    id = CodeField(source="pk", read_only=True)
    actor = MemberRefSerializer(read_only=True, allow_null=True)
    sentence = serializers.SerializerMethodField()
    excerpt = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Notification
        fields = ("id", "kind", "sentence", "excerpt", "actor", "url", "created_at", "read_at")
        read_only_fields = fields

    def get_sentence(self, row: Notification) -> str:
        return str(_kind_of(row).sentence(row))

    def get_excerpt(self, row: Notification) -> str:
        return excerpt(_kind_of(row).excerpt(row), EXCERPT)

    def get_url(self, row: Notification) -> str:
        return str(_kind_of(row).url(row))


class NotificationFilter(filters.FilterSet):
    unread = YesNoFilter(
        field_name="read_at", lookup_expr="isnull", help_text="Only what I have not read yet."
    )


@extend_schema(tags=["Notifications"])
class NotificationsViewSet(ListModelMixin, MembersRoom):
    """What happened for me to know, newest first; what I cannot see any more is left out.

    News quote what is between two people, so a key needs a scope of its own.
    """

    scope = Scope.PRIVACY
    serializer_class = NotificationSerializer
    filterset_class = NotificationFilter
    says = {"list": "News for me, the newest first."}

    def get_queryset(self) -> QuerySet[Notification]:
        return notifications.news_of(self.member)

    def keep(self, rows: list[Notification]) -> list[Notification]:
        return notifications.readable(rows, self.actor)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def read(self, request: Request, id: int) -> Response:
        """Mark one piece of news as read."""
        notifications.mark_read(member=self.actor, notification=self.get_object())
        return self.done()

    @extend_schema(request=None, responses={204: None})
    @action(detail=False, methods=["post"], url_path="read")
    def read_all(self, request: Request) -> Response:
        """Mark all my news as read."""
        notifications.mark_read(member=self.actor)
        return self.done()


def _kind_of(row: Any) -> NotificationKind:
    return notification_kinds[row.kind]
