"""A question worth arguing about, asked in a community."""

from datetime import datetime
from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from communities.models import Activity, Community, readable_by
from members.days import Today, end_of
from members.models import (
    ONLY_AUTHORS,
    Hideable,
    KeepsVersions,
    Language,
    LanguageField,
    Member,
    Notification,
    Question,
    Readership,
    Record,
    Revision,
    named,
    search_column,
)
from members.models.fields import LineField, TextField

# Where the days of a topic begin and end.
ZONE = "community__time_zone"


class TopicState(models.TextChoices):
    OPEN = "open", _("open")
    BRIDGING = "bridging", _("looking for common ground")
    MISSION = "mission", _("on a mission")
    CLOSED = "closed", _("closed")


# The only steps there are. A closed topic that is reopened begins again as an open one.
STEPS = {
    TopicState.OPEN: {TopicState.BRIDGING, TopicState.MISSION, TopicState.CLOSED},
    TopicState.BRIDGING: {TopicState.OPEN, TopicState.MISSION, TopicState.CLOSED},
    TopicState.MISSION: {TopicState.BRIDGING, TopicState.CLOSED},
    TopicState.CLOSED: {TopicState.OPEN},
}


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, member: Member | None) -> Self:
        """Standing topics of communities one may read; not those of blocked people."""
        visible = self.filter(
            readable_by(member, "community__"),
            hidden_at__isnull=True,
            withdrawn_at__isnull=True,
        )
        if member is None:
            return visible
        return visible.exclude(author__isnull=False, author__in=member.blocked_ids)

    def burning(self) -> Self:
        """Not closed, and the day until which they are open has not passed."""
        burning = self.exclude(state=TopicState.CLOSED)
        return burning.filter(Q(closes_on__isnull=True) | Q(closes_on__gte=Today(ZONE)))

    def over(self) -> Self:
        """Closed, or past their day."""
        return self.filter(Q(state="closed") | Q(closes_on__lt=Today(ZONE)))

    def in_words(self) -> Self:
        """With everything a list says of a topic, and nothing it does not say."""
        lines = self.annotate(licence=F("source__licence")).select_related("community", "author")
        return lines.only(
            "question",
            "why",
            "language",
            "state",
            "closes_on",
            "created_at",
            "hidden_at",
            "withdrawn_at",
            "community__slug",
            "community__name",
            "community__language",
            "community__time_zone",
            "author__handle",
            "author__name",
            "author__is_active",
        )

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-id")


class TopicManager(models.Manager.from_queryset(TopicQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> TopicQuerySet:
        return super().get_queryset().defer("search")


class Topic(KeepsVersions, Hideable, Record):
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="topics")
    # Nobody here asked an imported topic.
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="topics")
    question = LineField(_("question"), max_length=200)
    why = TextField(_("why it burns"), blank=True, validators=[MaxLengthValidator(6000)])
    known = TextField(
        _("what I know, and do not know"), blank=True, validators=[MaxLengthValidator(3000)]
    )
    sources = TextField(_("sources"), blank=True, validators=[MaxLengthValidator(2000)])
    language = LanguageField(_("language"), default=Language.GERMAN)
    state = models.CharField(_("state"), max_length=8, choices=TopicState, default=TopicState.OPEN)
    closes_on = models.DateField(_("open until"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    # A real deletion takes the traces along; a generic key does not cascade by itself.
    activities = GenericRelation(Activity, "target_id", "target_type")
    questions = GenericRelation(Question, "target_id", "target_type")
    notifications = GenericRelation(Notification, "target_id", "target_type")
    revisions = GenericRelation(Revision, "target_id", "target_type")
    search = search_column(language="language", first=["question"], then=["why", "known"])

    # Set by the page of a topic, which reads it along.
    source_shown: "TopicSource | None" = None
    # Of the data of an imported topic; set by lists.
    licence: str | None = None

    objects = TopicManager()

    class Meta:
        verbose_name = _("burning topic")
        verbose_name_plural = _("burning topics")
        constraints = [
            models.CheckConstraint(condition=~Q(question=""), name="topic_asks_a_question"),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False),
                name="closed_topic_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="topics_newest"),
            models.Index(fields=["community", "-created_at", "-id"], name="topics_of_a_community"),
            models.Index(
                fields=["closes_on"], name="topics_to_close", condition=~Q(state="closed")
            ),
            GinIndex(fields=["search"], name="topics_search"),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        # Written by hand, since lists ask for it twenty times; a test holds it to the URL's name.
        return f"/topics/{self.code}/"

    def readership(self) -> Readership:
        return self.community.readership() if self.stands else ONLY_AUTHORS

    def belongs_to(self, member: Member) -> bool:
        return self.author_id == member.pk

    @property
    def asked_by(self) -> Member | None:
        """Whose name stands beside the question; others' debate goes on without it."""
        return named(self.author)

    @property
    def is_over(self) -> bool:
        """Closed, or past the day until which it was open."""
        past = self.closes_on is not None and self.closes_on < self.community.today()
        return self.state == TopicState.CLOSED or past

    @property
    def closes_at(self) -> datetime | None:
        """The moment in which its last day is over, for everybody."""
        return end_of(self.closes_on, self.community.time_zone) if self.closes_on else None

    @property
    def is_open(self) -> bool:
        return self.stands and not self.is_over


class TopicChoice(models.Model):
    """A member follows or mutes a topic. Private, and counted nowhere."""

    class Wish(models.TextChoices):
        FOLLOW = "follow", _("follow")
        MUTE = "mute", _("mute")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="topic_choices")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="choices")
    wish = models.CharField(max_length=6, choices=Wish)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "topic"], name="one_choice_per_member_and_topic"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} · {self.topic_id}"


class TopicSource(models.Model):
    """Where an imported topic comes from; its attribution is shown wherever its data is."""

    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, related_name="source")
    name = LineField(max_length=80)
    description = TextField(blank=True)
    licence = models.CharField(max_length=40)
    licence_url = models.URLField()
    attribution = TextField()
    changes_made = TextField(blank=True)
    url = models.URLField(blank=True)
    # A hash over the files, so that the same import a second time changes nothing.
    fingerprint = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(attribution=""), name="a_source_is_attributed")
        ]

    def __str__(self) -> str:
        return self.name
