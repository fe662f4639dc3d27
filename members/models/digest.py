"""The letters a member got: one row each, and a row for each link in them."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.ids import to_code
from members.models.member import Member


class DigestState(models.TextChoices):
    """What became of a letter. From `posted` on it is never sent again."""

    WAITING = "waiting", _("waiting")
    POSTED = "posted", _("handed to the mail server")
    SENT = "sent", _("sent")
    SILENT = "silent", _("nothing to say")
    DEAD = "dead", _("given up")


class DigestRunQuerySet(models.QuerySet["DigestRun"]):
    def visible_to(self, member: Member | None) -> Self:
        """A letter is its reader's alone, and only once it has left the house."""
        if member is None:
            return self.none()
        return self.filter(member=member, state__in=[DigestState.POSTED, DigestState.SENT])

    def waiting(self, at: datetime) -> Self:
        """Letters to be written now: new ones, and those the mail server put off until now."""
        return self.filter(Q(attempts=0) | Q(look_again_at__lte=at), state=DigestState.WAITING)

    def forgotten(self, at: datetime) -> Self:
        """Letters no worker looked after in time."""
        return self.filter(look_again_at__lte=at, state=DigestState.WAITING)

    def delivered(self) -> Self:
        """Letters that certainly arrived, with something in them, the newest first."""
        return self.filter(state=DigestState.SENT, items__gt=0).order_by("-made_at")


class DigestRun(models.Model):
    """One digest of one member for one period; this row keeps a worker from sending it twice."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="digest_runs")
    period_start = models.DateTimeField()
    state = models.CharField(max_length=8, choices=DigestState, default=DigestState.WAITING)
    # Asked for by the member: such a letter needs no standing consent and moves no date.
    is_asked_for = models.BooleanField(default=False)
    look_again_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    # What it looked back to, and when it was put together: where the next one begins.
    since = models.DateTimeField(null=True)
    made_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    items = models.PositiveSmallIntegerField(null=True)

    objects = DigestRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "period_start"], name="one_digest_per_member_and_period"
            )
        ]
        indexes = [
            models.Index(
                fields=["look_again_at"], name="digests_waiting", condition=Q(state="waiting")
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.period_start:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("members:letter", args=[self.pk])

    @property
    def code(self) -> str:
        return to_code(self.pk)


class DigestLine(models.Model):
    """One link of a letter: which thing, and whether it was followed. No words are kept."""

    run = models.ForeignKey(DigestRun, on_delete=models.CASCADE, related_name="lines")
    # 0 is the letter itself, read in the browser.
    place = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    key = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    followed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "place"], name="one_line_per_place_in_a_letter")
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.place}"
