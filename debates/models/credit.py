""" "You changed my mind": given by a member who moved, to whoever moved them."""

from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from communities.models import Activity
from debates.models.argument import Argument
from debates.models.listening import Restatement
from debates.models.position import PositionVersion
from debates.models.topic import Topic
from members.models import Encounter, Member, Notification, Question, Record
from members.models.fields import LineField


class CreditKind(models.TextChoices):
    RESTATEMENT = "restatement", _("a restatement")
    QUESTION = "question", _("a question")
    STORY = "story", _("a story")
    ARGUMENT = "argument", _("a contribution in the debate")
    MEMBER = "member", _("the person")


class CreditQuerySet(models.QuerySet["Credit"]):
    def visible_to(self, member: Member | None) -> Self:
        """With the version that moved; nothing of people who block each other."""
        versions = PositionVersion.objects.visible_to(member)
        return self.standing_for(member).filter(version__in=versions)

    def standing_for(self, member: Member | None) -> Self:
        """The same for credits of versions that were loaded as visible."""
        standing = self.filter(withdrawn_at__isnull=True, receiver__is_active=True)
        return standing if member is None else standing.exclude(receiver__in=member.blocked_ids)


class Credit(Record):
    """A sentence, never a number; not to oneself; once per contribution."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="credits")
    # What the giver stands for since.
    version = models.ForeignKey(PositionVersion, on_delete=models.CASCADE, related_name="credits")
    giver = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="credits_given")
    receiver = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="credits_received")
    kind = models.CharField(max_length=11, choices=CreditKind)
    restatement = models.ForeignKey(
        Restatement, null=True, blank=True, on_delete=models.CASCADE, related_name="credits"
    )
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.CASCADE, related_name="credits"
    )
    # The version whose story it was.
    story = models.ForeignKey(
        PositionVersion,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="story_credits",
    )
    argument = models.ForeignKey(
        Argument, null=True, blank=True, on_delete=models.CASCADE, related_name="credits"
    )
    words = LineField(_("in one sentence"), max_length=280, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    activities = GenericRelation(Activity, "target_id", "target_type")
    encounters = GenericRelation(Encounter, "target_id", "target_type")
    notifications = GenericRelation(Notification, "target_id", "target_type")

    objects = CreditQuerySet.as_manager()

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="no_credit_to_oneself"),
            *(
                models.UniqueConstraint(
                    fields=["giver", kind],
                    condition=Q(kind=kind),
                    name=f"one_credit_per_giver_and_{kind}",
                )
                for kind in ("restatement", "question", "story", "argument")
            ),
            models.UniqueConstraint(
                fields=["giver", "receiver", "topic"],
                condition=Q(kind="member"),
                name="one_credit_per_giver_and_member_in_a_topic",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(kind=kind, **{f"{kind}__isnull": False})
                    | (~Q(kind=kind) & Q(**{f"{kind}__isnull": True})),
                    name=f"credit_for_{kind}_names_it",
                )
                for kind in ("restatement", "question", "story", "argument")
            ),
        ]
        indexes = [
            models.Index(fields=["receiver", "-created_at"], name="credits_received"),
        ]

    def __str__(self) -> str:
        return f"{_('credit')} {self.code}"
