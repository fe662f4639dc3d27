"""How news reaches a member: outbox, notification, mail, digest."""

from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.base import AboutAnything, Record
from members.models.member import Member


class OutboxState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    DONE = "done", _("done")
    DEAD = "dead", _("given up")


class Outbox(AboutAnything):
    """One event that people shall hear of, written in the transaction of the act itself."""

    kind = models.CharField(max_length=60)
    actor = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    target = GenericForeignKey("target_type", "target_id")
    dedupe_key = models.CharField(max_length=160, unique=True)
    # News of long ago (an import, the demonstration) reaches the inbox, never the mail.
    happened_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=OutboxState, default=OutboxState.WAITING)
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("outbox")
        verbose_name_plural = _("outbox")
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="outbox_waiting", condition=Q(state="waiting")
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, member: Member | None) -> Self:
        """One's own, from people who are still here and whom no block parts from oneself. Whether
        its target may still be seen, only its kind knows (`members.services.notifications`).
        """
        if member is None:
            return self.none()
        here = Q(actor__isnull=True) | Q(actor__is_active=True)
        return self.filter(here, recipient=member).exclude(actor__in=member.blocked_ids)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


class MailState(models.TextChoices):
    NONE = "none", _("no mail")
    WAITING = "waiting", _("waiting")
    CLAIMED = "claimed", _("being sent")
    SENT = "sent", _("sent")
    DEAD = "dead", _("given up")


class Notification(AboutAnything, Record):
    """One piece of news for one member."""

    recipient = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="notifications")
    actor = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    target = GenericForeignKey("target_type", "target_id")
    outbox = models.ForeignKey(
        Outbox, null=True, on_delete=models.SET_NULL, related_name="notifications"
    )
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    mail_state = models.CharField(
        max_length=8, choices=MailState, default=MailState.NONE, editable=False
    )
    mail_due_at = models.DateTimeField(null=True, editable=False)
    mail_attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            # Draining an outbox row twice tells nobody twice.
            models.UniqueConstraint(
                fields=["outbox", "recipient"], name="one_notification_per_event_and_member"
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="inbox_newest"),
            models.Index(
                fields=["recipient"], name="inbox_unread", condition=Q(read_at__isnull=True)
            ),
            models.Index(
                fields=["mail_due_at"], name="mails_waiting", condition=Q(mail_state="waiting")
            ),
            models.Index(fields=["target_type", "target_id"], name="notifications_about_a_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class NotificationChoice(models.Model):
    """What a member wants to hear of, where it differs from the default of the kind."""

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="notification_choices"
    )
    kind = models.CharField(max_length=60)
    inbox = models.BooleanField(default=True)
    mail = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind"], name="one_choice_per_member_and_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.kind}"
