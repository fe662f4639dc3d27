"""What was sent and made something: by a program with an Idempotency-Key, or by a form."""

from django.db import models
from django.db.models import Q

from members.models.base import Record
from members.models.member import Member

LONGEST_PATH = 300


class SentOnce(Record):
    """Something that was made, and what was answered: sent again, it is answered the same.

    Kept for a day. A visitor's has no member; its key is a hash that only their page could make.
    """

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, null=True, related_name="sent_once"
    )
    path = models.CharField(max_length=LONGEST_PATH)
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    answer = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "path", "key"], name="one_answer_per_idempotency_key"
            ),
            models.UniqueConstraint(
                fields=["path", "key"],
                condition=Q(member=None),
                name="one_answer_per_visitors_form",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.key}"
