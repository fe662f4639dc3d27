"""What a program has sent with an Idempotency-Key."""

from django.db import models

from members.models.base import Record
from members.models.member import Member


class SentOnce(Record):
    """Something a program made, and what it was answered: sent again, it is answered the same.

    Kept for a day.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="sent_once")
    path = models.CharField(max_length=300)
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    answer = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "path", "key"], name="one_answer_per_idempotency_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.key}"
