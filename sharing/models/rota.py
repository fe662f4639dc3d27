"""The listening rota: members who volunteer so that no request stays alone."""

from datetime import timedelta
from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Membership
from members.models import Member, Notification, Record
from sharing.models.listing import Request

# After a week without a word a turn goes to the next.
TURN_LASTS = timedelta(days=7)


class RotaSeatQuerySet(models.QuerySet["RotaSeat"]):
    def filled(self) -> Self:
        """Seats of people who are still here and belong to the community."""
        belongs = Membership.objects.active().filter(
            member=OuterRef("member"), community=OuterRef("community")
        )
        return self.filter(Exists(belongs), member__is_active=True)


class RotaSeat(models.Model):
    """Somebody on the rota of a community; leaving it is one click."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="rota")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="rota_seats")
    since = models.DateTimeField(auto_now_add=True)

    objects = RotaSeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "member"], name="one_rota_seat_per_member_and_community"
            )
        ]

    def __str__(self) -> str:
        return f"{self.community_id} · {self.member_id}"


class RotaState(models.TextChoices):
    OPEN = "open", _("waits for you")
    ASKED = "asked", _("asked a question back")
    PASSED_ON = "passed_on", _("passed on by name")
    LEFT = "left", _("left to others")


class RotaTurnQuerySet(models.QuerySet["RotaTurn"]):
    def visible_to(self, member: Member | None) -> Self:
        """One's own turns at requests one may still read."""
        if member is None:
            return self.none()
        return self.filter(member=member, request__in=Request.objects.visible_to(member))

    def open(self) -> Self:
        """Not done, not left to others, and not grown old."""
        return self.filter(state=RotaState.OPEN, created_at__gt=timezone.now() - TURN_LASTS)


class RotaTurn(Record):
    """A request that stayed without an answer is brought to somebody on the rota."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="rota_turns")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="rota_turns")
    state = models.CharField(max_length=9, choices=RotaState, default=RotaState.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)
    notifications = GenericRelation(Notification, "target_id", "target_type")

    objects = RotaTurnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "member"], name="a_request_comes_to_somebody_once"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(ended_at__isnull=False),
                name="an_ended_turn_says_when",
            ),
        ]
        indexes = [models.Index(fields=["member", "-created_at"], name="rota_turns_of_a_member")]

    def __str__(self) -> str:
        return f"{self.request_id} · {self.member_id}"
