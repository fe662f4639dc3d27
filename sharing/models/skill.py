"""Skills: from the European classification (ESCO), or in a member's own words."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from members.models import Member, Record


class SkillGroup(models.Model):
    """A branch of the tree of skills; its code is text, since some begin with a zero."""

    code = models.CharField(max_length=20, primary_key=True)
    uri = models.URLField(unique=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="children")
    level = models.PositiveSmallIntegerField()
    label_en = models.CharField(max_length=300)
    label_de = models.CharField(max_length=300)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.label_de if (get_language() or "de").startswith("de") else self.label_en


class SkillQuerySet(models.QuerySet["Skill"]):
    def from_esco(self) -> Self:
        return self.exclude(uri="")

    def in_own_words(self) -> Self:
        return self.filter(uri="")


class Skill(Record):
    """What somebody can do. Labels of ESCO in three languages, or own words in one."""

    uri = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=10, blank=True)
    reuse_level = models.CharField(max_length=20, blank=True)
    label_en = models.CharField(max_length=300, blank=True)
    label_de = models.CharField(max_length=300, blank=True)
    label_fr = models.CharField(max_length=300, blank=True)
    # Other names, all languages, and every label in lower case: what the typeahead searches.
    names = models.TextField(blank=True)
    groups = models.ManyToManyField(SkillGroup, related_name="skills", blank=True)
    # Own words are one label in one language, kept as typed.
    words = models.CharField(_("in your own words"), max_length=120, blank=True)
    language = models.CharField(max_length=2, blank=True)

    objects = SkillQuerySet.as_manager()

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        constraints = [
            models.UniqueConstraint(
                fields=["uri"], condition=~Q(uri=""), name="one_skill_per_esco_uri"
            ),
            models.UniqueConstraint(
                models.functions.Lower("words"), condition=Q(uri=""), name="own_words_stand_once"
            ),
            models.CheckConstraint(condition=~Q(uri="") | ~Q(words=""), name="skill_has_a_label"),
        ]
        indexes = [GinIndex(fields=["names"], name="skills_by_name", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """In the reader's language where there is one, else in another."""
        if self.words:
            return self.words
        code = (get_language() or "de")[:2]
        return getattr(self, f"label_{code}", "") or self.label_de or self.label_en


class Occupation(models.Model):
    """People type what they are; ESCO's skills say what one does. A helper for the search only."""

    uri = models.CharField(max_length=120, unique=True)
    isco = models.CharField(max_length=10)
    label_en = models.CharField(max_length=300, blank=True)
    label_de = models.CharField(max_length=300, blank=True)
    label_fr = models.CharField(max_length=300, blank=True)
    names = models.TextField(blank=True)
    # Skills its words point to, nearest first: a list to pick from, never taken for granted.
    skill_ids = ArrayField(models.BigIntegerField(), default=list, editable=False)

    class Meta:
        indexes = [
            GinIndex(fields=["names"], name="occupations_by_name", opclasses=["gin_trgm_ops"])
        ]

    def __str__(self) -> str:
        return self.label_de or self.label_en


class MemberSkill(Record):
    """A member can do something, or wants to learn it."""

    class Direction(models.TextChoices):
        CAN = "can", _("can")
        WANTS = "wants", _("wants to learn")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="of_members")
    direction = models.CharField(max_length=5, choices=Direction)
    # How it was gained or why one wants it, in a sentence.
    note = models.CharField(_("in a sentence"), max_length=280, blank=True)

    class Meta:
        verbose_name = _("skill of a member")
        verbose_name_plural = _("skills of members")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "skill", "direction"], name="one_skill_per_member_and_direction"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.direction} {self.skill_id}"
