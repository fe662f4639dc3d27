"""Experiences: what somebody has learnt, given freely."""

from typing import Any, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from communities.models import Activity, Community
from members.models import (
    ONLY_AUTHORS,
    Hideable,
    KeepsVersions,
    Language,
    LanguageField,
    Member,
    Notification,
    Readership,
    Record,
    Revision,
    search_column,
)
from members.models.fields import LineField, TextField
from sharing.models.exchange import Exchange
from sharing.models.skill import Skill


class ExperienceQuerySet(models.QuerySet["Experience"]):
    def visible_to(self, member: Member | None) -> Self:
        """Published ones of communities one may read, none of blocked people; and one's own."""
        here = Q(community__in=Community.objects.visible_to(member))
        public = Q(published_at__isnull=False, withdrawn_at__isnull=True) & here
        standing = self.filter(hidden_at__isnull=True)
        if member is None:
            return standing.filter(public)
        writers = ExperienceWriter.objects.filter(experience=OuterRef("pk"))
        blocked = Exists(writers.filter(member__in=member.blocked_ids))
        mine = Q(Exists(writers.filter(member=member)))
        return standing.filter((public & ~Q(blocked)) | mine)

    def published(self) -> Self:
        return self.filter(
            published_at__isnull=False, hidden_at__isnull=True, withdrawn_at__isnull=True
        )

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-id")


class ExperienceManager(models.Manager.from_queryset(ExperienceQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> Any:
        return super().get_queryset().defer("search", "vector")


class Experience(KeepsVersions, Hideable, Record):
    """A note under CC BY-SA 4.0, by one member alone or by both sides of an exchange.

    Public once everybody who wrote it has agreed to these very words.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="experiences")
    exchange = models.OneToOneField(
        Exchange, null=True, blank=True, on_delete=models.SET_NULL, related_name="experience"
    )
    title = LineField(_("title"), max_length=140)
    situation = TextField(_("the situation"), validators=[MaxLengthValidator(3000)])
    tried = TextField(_("what we tried"), validators=[MaxLengthValidator(3000)])
    failed = TextField(_("what failed"), blank=True, validators=[MaxLengthValidator(3000)])
    again = TextField(
        _("what we would do again"), blank=True, validators=[MaxLengthValidator(3000)]
    )
    language = LanguageField(_("language"), default=Language.GERMAN)
    skills = models.ManyToManyField(Skill, blank=True, related_name="experiences")
    # Grows with every change of the words; an agreement is to one version.
    version = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    vector = models.BinaryField(null=True, editable=False)
    search = search_column(
        language="language", first=["title"], then=["situation", "tried", "failed", "again"]
    )
    activities = GenericRelation(Activity, "target_id", "target_type")
    notifications = GenericRelation(Notification, "target_id", "target_type")
    revisions = GenericRelation(Revision, "target_id", "target_type")

    objects = ExperienceManager()

    class Meta:
        verbose_name = _("experience")
        verbose_name_plural = _("experiences")
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(situation="") & ~Q(tried=""),
                name="an_experience_says_what_was_tried",
            )
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="experiences_newest"),
            GinIndex(fields=["search"], name="experiences_search"),
            GinIndex(fields=["title"], name="experiences_by_title", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/experiences/{self.code}/"

    def readership(self) -> Readership:
        is_public = self.published_at is not None and self.stands
        return self.community.readership() if is_public else ONLY_AUTHORS

    def belongs_to(self, member: Member) -> bool:
        """Whoever writes it, as its page has read them along."""
        return any(seat.member_id == member.pk for seat in self.writers.all())


class ExperienceWriter(models.Model):
    """Who writes it, and to which version of the words they have agreed."""

    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="writers")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="experiences")
    agreed_to = models.PositiveIntegerField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["experience", "member"], name="one_writes_an_experience_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.experience_id} · {self.member_id}"


class TrialQuerySet(models.QuerySet["Trial"]):
    def visible_to(self, member: Member | None) -> Self:
        """With the experience; nothing of people who block each other."""
        readable = self.filter(
            hidden_at__isnull=True,
            withdrawn_at__isnull=True,
            member__is_active=True,
            experience__in=Experience.objects.visible_to(member),
        )
        return readable if member is None else readable.exclude(member__in=member.blocked_ids)


class Trial(Hideable, Record):
    """ "I tried it": what came of it elsewhere, in words instead of stars."""

    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="trials")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="trials")
    text = TextField(_("what came of it"), validators=[MaxLengthValidator(2000)])
    language = LanguageField(_("language"), default=Language.GERMAN)
    notifications = GenericRelation(Notification, "target_id", "target_type")

    objects = TrialQuerySet.as_manager()

    class Meta:
        verbose_name = _("trial")
        verbose_name_plural = _("trials")
        ordering = ["created_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_trial_has_words")]

    def __str__(self) -> str:
        return f"{self.experience_id}, {self.created_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return f"{Experience(pk=self.experience_id).get_absolute_url()}#t-{self.code}"
