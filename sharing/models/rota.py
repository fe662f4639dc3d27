"""The listening rota: members who volunteer so that no request stays alone."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from members.models import Member, Notification, Record
from sharing.models.listing import Request


class RotaSeat(models.Model):
    """Somebody on the rota of a community; leaving it is one click."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="rota")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="rota_seats")
    since = models.DateTimeField(auto_now_add=True)

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


class RotaTurn(Record):
    """A request that stayed without an answer is brought to somebody on the rota."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="rota_turns")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="rota_turns")
    state = models.CharField(max_length=9, choices=RotaState, default=RotaState.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)
    notifications = GenericRelation(Notification, "target_id", "target_type")

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
