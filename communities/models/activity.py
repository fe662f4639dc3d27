"""What happened in a community."""

from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.db.models import Q

from communities.models.community import Community
from members.models import AboutAnything, Member, Record


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, member: Member | None) -> Self:
        """In communities one may read, of people who are still here and not parted by a block."""
        here = Q(actor__isnull=True) | Q(actor__is_active=True)
        visible = self.filter(here, community__in=Community.objects.visible_to(member))
        return visible if member is None else visible.exclude(actor__in=member.blocked_ids)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-id")


class Activity(AboutAnything, Record):
    """Written once by the act itself; feed and digest read it."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="activities")
    actor = models.ForeignKey(
        Member, null=True, on_delete=models.CASCADE, related_name="activities"
    )
    kind = models.CharField(max_length=60)
    target = GenericForeignKey("target_type", "target_id")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["community", "-created_at", "-id"], name="activity_newest"),
            models.Index(fields=["target_type", "target_id"], name="activity_about_a_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
