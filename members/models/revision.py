"""Earlier versions of what somebody wrote."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.utils.translation import gettext_lazy as _

from members.models.base import AboutAnything, Record
from members.models.member import Member
from members.models.readership import EarlierVersion


class Revision(AboutAnything, EarlierVersion, Record):
    """How a text stood before it was edited. Positions keep versions of their own."""

    target = GenericForeignKey("target_type", "target_id")
    editor = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    fields = models.JSONField(_("earlier version"))

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["target_type", "target_id", "-created_at"], name="revisions_of_a_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{_('earlier version')} {self.code}"
