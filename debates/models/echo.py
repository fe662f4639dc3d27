"""What became of a contribution, told to its author after 7, 30 and 90 days."""

from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _

from members.models import Member, Notification, Record


class EchoQuerySet(models.QuerySet["Echo"]):
    def visible_to(self, member: Member | None) -> Self:
        """One's own only."""
        return self.none() if member is None else self.filter(member=member)


class Echo(Record):
    """One bundle a day at most: what became of all one gave 7, 30 and 90 days ago.

    Only that it sounds is kept. What it says is read anew each time, so that nothing is told that
    the reader may not see any more.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="echoes")
    day = models.DateField()
    notifications = GenericRelation(Notification, "target_id", "target_type")

    objects = EchoQuerySet.as_manager()

    class Meta:
        verbose_name = _("echo")
        verbose_name_plural = _("echoes")
        constraints = [
            models.UniqueConstraint(fields=["member", "day"], name="one_echo_per_member_and_day")
        ]

    def __str__(self) -> str:
        return f"{_('echo')} {self.code}"

    def get_absolute_url(self) -> str:
        return f"/echo/{self.code}/"
