"""What somebody confirmed when they signed up: the terms of use, and their age."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.base import Record
from members.models.member import Member

# Raise a version when its words change their meaning: terms.html, or the age that is asked. From
# the second version of the terms on, Today asks everybody who has not accepted it.
TERMS_VERSION = 1
AGE_VERSION = 1


class Accepted(models.TextChoices):
    TERMS = "terms", _("Terms of use")
    AGE = "age", _("At least 16 years old")


VERSIONS = {Accepted.TERMS: TERMS_VERSION, Accepted.AGE: AGE_VERSION}


class Acceptance(Record):
    """One thing somebody confirmed, in which version, and when; it has to be provable."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="acceptances")
    what = models.CharField(max_length=10, choices=Accepted)
    version = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "what", "version"], name="one_acceptance_per_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.what} {self.version}"
