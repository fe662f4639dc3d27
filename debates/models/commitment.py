"""What somebody promises in a mission: a deed, by a day, and what if something gets in the way."""

from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from communities.models import Activity
from debates.models.mission import UNDER_WAY, Carrier, Mission
from members.models import Hideable, Language, LanguageField, Member, Notification, Record, named
from members.models.fields import LineField

# Where the days of a commitment begin and end.
ZONE_OF_COMMITMENT = "mission__topic__community__time_zone"


class CommitmentState(models.TextChoices):
    PROMISED = "promised", _("promised")
    DONE = "done", _("done")
    RELEASED = "released", _("released")
    MISSED = "missed", _("missed")


COMMITMENT_STEPS = {
    CommitmentState.PROMISED: {
        CommitmentState.DONE,
        CommitmentState.RELEASED,
        CommitmentState.MISSED,
    },
    # Late is better than never, and a release can be taken back.
    CommitmentState.MISSED: {CommitmentState.DONE, CommitmentState.RELEASED},
    CommitmentState.RELEASED: {CommitmentState.PROMISED},
    CommitmentState.DONE: {CommitmentState.PROMISED},
}


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, member: Member | None) -> Self:
        """With its mission. One that was missed without a word is seen by its carriers only."""
        standing = self.filter(hidden_at__isnull=True, member__is_active=True)
        readable = standing.filter(mission__in=Mission.objects.visible_to(member))
        spoken = ~Q(state=CommitmentState.MISSED) | ~Q(words="")
        if member is None:
            return readable.filter(spoken)
        carried = Carrier.objects.filter(member=member).values("mission")
        close = Q(mission__in=carried) | Q(member=member)
        return readable.filter(spoken | close).exclude(member__in=member.blocked_ids)

    def promised(self) -> Self:
        """Still to be kept, in a mission that is under way."""
        return self.filter(
            state=CommitmentState.PROMISED, hidden_at__isnull=True, mission__state__in=UNDER_WAY
        )

    def in_order_of_days(self) -> Self:
        return self.order_by("due", "id")


class Commitment(Hideable, Record):
    """Who does what by when, and what they do if something gets in the way."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="commitments")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="commitments")
    deed = LineField(_("what you do"), max_length=200)
    due = models.DateField(_("by when"))
    # "If this gets in the way, then …"
    obstacle = LineField(_("if this gets in the way"), max_length=200)
    then = LineField(_("then"), max_length=200)
    witness = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="commitments_witnessed",
    )
    # Until then the witness was only asked.
    witness_agreed_at = models.DateTimeField(null=True, blank=True, editable=False)
    language = LanguageField(_("language"), default=Language.GERMAN)
    state = models.CharField(
        _("state"), max_length=8, choices=CommitmentState, default=CommitmentState.PROMISED
    )
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What came of it, or why it was released.
    words = LineField(_("in a sentence"), max_length=280, blank=True)
    activities = GenericRelation(Activity, "target_id", "target_type")
    notifications = GenericRelation(Notification, "target_id", "target_type")

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.CheckConstraint(
                condition=~Q(deed="") & ~Q(obstacle="") & ~Q(then=""),
                name="commitment_has_deed_and_plan",
            ),
            models.CheckConstraint(
                condition=Q(witness__isnull=True) | ~Q(witness=F("member")),
                name="nobody_witnesses_themselves",
            ),
            models.CheckConstraint(
                condition=Q(state="promised") | Q(settled_at__isnull=False),
                name="settled_commitment_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["due"], name="commitments_due", condition=Q(state="promised"))
        ]

    def __str__(self) -> str:
        return f"{_('commitment')} {self.code}"

    def get_absolute_url(self) -> str:
        return f"{Mission(pk=self.mission_id).get_absolute_url()}#c-{self.code}"

    @property
    def witnessed_by(self) -> Member | None:
        return named(self.witness)
