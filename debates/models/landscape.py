"""What the votes on statements show: camps, what they share, and what divides them."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from debates.models.statement import Participant, Statement
from debates.models.topic import Topic
from members.models import Member, Record


class RunState(models.TextChoices):
    PUBLISHED = "published", _("published")
    # Computed, but too few voters changed something since the last one was published.
    HELD_BACK = "held_back", _("held back")
    FAILED = "failed", _("failed")


class LandscapeRunQuerySet(models.QuerySet["LandscapeRun"]):
    def latest_published(self, topic_id: int) -> "LandscapeRun | None":
        """The one everybody sees; a run that failed or is held back leaves it standing."""
        published = self.filter(topic_id=topic_id, state=RunState.PUBLISHED)
        return published.order_by("-created_at", "-id").first()

    def latest(self, topic_id: int) -> "LandscapeRun | None":  # type: ignore[override]
        return self.filter(topic_id=topic_id).order_by("-created_at", "-id").first()


class LandscapeRun(Record):
    """One computation over the votes of a topic."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="landscape_runs")
    state = models.CharField(max_length=9, choices=RunState)
    # Votes cast up to here were counted.
    counted_until = models.DateTimeField()
    voters = models.PositiveIntegerField(default=0)
    camps = models.PositiveSmallIntegerField(default=0)
    # How many camps fitted best this time, and how often in a row: the number of camps changes
    # only after four equal results.
    best_camps = models.PositiveSmallIntegerField(default=0)
    times_in_a_row = models.PositiveSmallIntegerField(default=0)
    # Grows by one when figures about the camps of the map before no longer speak of these.
    era = models.PositiveIntegerField(default=0)
    # When something that only waits for its day may be published; nothing where nothing waits.
    again_at = models.DateTimeField(null=True)
    # What the page shows: areas, camps, shares, lists. No single vote, no point of a member; of
    # members' votes only what was computed from `PublishedCounts`.
    shown = models.JSONField(default=dict)
    seconds = models.FloatField(default=0.0)
    # The class of the error of a run that failed; never what anybody wrote.
    error = models.CharField(max_length=80, blank=True)

    objects = LandscapeRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("computation of a landscape")
        verbose_name_plural = _("computations of landscapes")
        indexes = [models.Index(fields=["topic", "-created_at", "-id"], name="runs_of_a_topic")]

    def __str__(self) -> str:
        return f"{self.topic_id}, {self.state}"


class PublishedCounts(models.Model):
    """The votes on a statement of members as last published: counts with noise, drawn once.

    Each row of counts is agree, disagree, pass. `camps` holds one for each camp of the map of that
    `era`, or none; `rest` holds all other votes. The true number of `voters` is shown to nobody.
    """

    statement = models.OneToOneField(
        Statement, primary_key=True, on_delete=models.CASCADE, related_name="published"
    )
    camps = models.JSONField(default=dict)
    rest = models.JSONField(default=list)
    era = models.PositiveIntegerField(default=0)
    voters = models.PositiveIntegerField()
    published_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.statement_id}"


class PlaceQuerySet(models.QuerySet["Place"]):
    def visible_to(self, member: Member | None) -> Self:
        """One's own only, and on published runs: one's place on a run that is held back would tell
        how the votes of a few others changed.
        """
        if member is None:
            return self.none()
        return self.filter(member=member, run__state=RunState.PUBLISHED)


class Place(models.Model):
    """Where a voter stands on the map of one run: private to the member, and never a label."""

    run = models.ForeignKey(LandscapeRun, on_delete=models.CASCADE, related_name="places")
    member = models.ForeignKey(
        Member, null=True, on_delete=models.CASCADE, related_name="landscape_places"
    )
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.CASCADE, related_name="places"
    )
    x = models.FloatField()
    y = models.FloatField()
    # The index of the camp in the run; nobody's where one voted too little, or between the camps.
    camp = models.SmallIntegerField(null=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "member"],
                condition=Q(member__isnull=False),
                name="one_place_per_member_and_run",
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=False, participant__isnull=True)
                | Q(member__isnull=True, participant__isnull=False),
                name="a_place_is_of_a_member_or_a_participant",
            ),
        ]

    def __str__(self) -> str:
        # Where somebody stands on the map is shown to nobody else, so it has no words.
        return f"place {self.pk}"
