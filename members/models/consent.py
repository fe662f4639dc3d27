"""What a member agreed to: each purpose asked by itself, off by default, withdrawn as easily."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.base import Record
from members.models.member import Member


class Purpose(models.TextChoices):
    SHOW_VALUES = "show_values", _("Show my values")
    PUBLISH_POSITIONS = "publish_positions", _("Publish my positions")
    VOTE = "vote", _("Vote on statements")
    MATCH_VALUES = "match_values", _("Match on my values")
    MATCH_POSITIONS = "match_positions", _("Match on my positions")
    DIGEST = "digest", _("Send me a digest")


class ConsentQuerySet(models.QuerySet["Consent"]):
    def given(self, purpose: str) -> Self:
        """Consents that hold now."""
        return self.filter(purpose=purpose, withdrawn_at__isnull=True)


class Consent(Record):
    """One consent, kept after it was withdrawn, since both have to be provable."""

    # Which wording the member read; raise it when a text of a purpose changes its meaning.
    WORDING = 3

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    wording = models.PositiveSmallIntegerField(default=WORDING)
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_current_consent_per_purpose",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.purpose}"
