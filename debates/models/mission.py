"""A deed that grows out of a topic, carried by members of both sides."""

from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Activity
from debates.models.joint import JointStatement, Side
from debates.models.statement import Statement
from debates.models.topic import Topic
from members.models import (
    Encounter,
    Hideable,
    Language,
    LanguageField,
    Member,
    Notification,
    Record,
    Revision,
    named,
)
from members.models.fields import LineField, TextField

# Where the days of a mission begin and end.
ZONE_OF_MISSION = "topic__community__time_zone"


class MissionState(models.TextChoices):
    FORMING = "forming", _("looking for carriers of both sides")
    RUNNING = "running", _("under way")
    DONE = "done", _("done")
    MISSED = "missed", _("not reached")
    STOPPED = "stopped", _("stopped")


UNDER_WAY = (MissionState.FORMING, MissionState.RUNNING)
MISSION_STEPS = {
    MissionState.FORMING: {MissionState.RUNNING, MissionState.STOPPED},
    MissionState.RUNNING: {MissionState.DONE, MissionState.MISSED, MissionState.STOPPED},
    MissionState.DONE: set[MissionState](),
    MissionState.MISSED: set[MissionState](),
    MissionState.STOPPED: set[MissionState](),
}


class MissionQuerySet(models.QuerySet["Mission"]):
    def visible_to(self, member: Member | None) -> Self:
        """With its topic; also when it is over, so that others learn from it."""
        return self.filter(hidden_at__isnull=True, topic__in=Topic.objects.visible_to(member))

    def under_way(self) -> Self:
        return self.filter(state__in=UNDER_WAY)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-id")


class Mission(Hideable, Record):
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="missions")
    starter = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="missions_started"
    )
    aim = LineField(_("aim"), max_length=200)
    # The common ground it stands on, in words and, where there are any, by statement.
    ground = TextField(_("common ground"), validators=[MaxLengthValidator(2000)])
    stands_on = models.ManyToManyField(Statement, blank=True, related_name="missions")
    joint = models.ForeignKey(
        JointStatement, null=True, blank=True, on_delete=models.SET_NULL, related_name="missions"
    )
    language = LanguageField(_("language"), default=Language.GERMAN)
    review_on = models.DateField(_("we look back on"))
    state = models.CharField(
        _("state"), max_length=8, choices=MissionState, default=MissionState.FORMING
    )
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    result = TextField(_("result"), blank=True, validators=[MaxLengthValidator(4000)])
    learnt = TextField(_("what we learnt"), blank=True, validators=[MaxLengthValidator(4000)])
    activities = GenericRelation(Activity, "target_id", "target_type")
    encounters = GenericRelation(Encounter, "target_id", "target_type")
    notifications = GenericRelation(Notification, "target_id", "target_type")
    revisions = GenericRelation(Revision, "target_id", "target_type")

    objects = MissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mission")
        verbose_name_plural = _("missions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(aim="") & ~Q(ground=""), name="mission_has_aim_and_ground"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "missed", "stopped"])
                | (Q(ended_at__isnull=False) & ~Q(learnt="")),
                name="an_ended_mission_says_what_was_learnt",
            ),
        ]
        indexes = [
            models.Index(fields=["topic", "-created_at"], name="missions_of_a_topic"),
            models.Index(
                fields=["review_on"], name="missions_to_review", condition=Q(state="running")
            ),
        ]

    def __str__(self) -> str:
        return self.aim

    def get_absolute_url(self) -> str:
        return f"/missions/{self.code}/"

    @property
    def started_by(self) -> Member | None:
        return named(self.starter)

    @property
    def is_under_way(self) -> bool:
        """Forming or running; afterwards it is only read."""
        return self.state in UNDER_WAY


class Carrier(models.Model):
    """Who carries a mission, with the side they stood on when they took it up."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="carriers")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="missions_carried")
    side = models.SmallIntegerField(choices=Side)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "member"], name="a_member_carries_a_mission_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.mission_id} · {self.member_id}"


class NeededSkill(models.Model):
    """A skill a mission needs, in words; the floor above ties it to requests."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="skills_needed")
    words = LineField(_("skill needed"), max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "words"], name="a_mission_names_a_skill_once"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="needed_skill_has_words"),
        ]

    def __str__(self) -> str:
        return self.words


class ProgressQuerySet(models.QuerySet["Progress"]):
    def visible_to(self, member: Member | None) -> Self:
        """With its mission; nothing of people who block each other."""
        visible = Mission.objects.visible_to(member)
        readable = self.filter(hidden_at__isnull=True, mission__in=visible)
        if member is None:
            return readable
        return readable.exclude(member__isnull=False, member__in=member.blocked_ids)


class Progress(Hideable, Record):
    """A carrier tells how it goes."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="progress")
    member = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="mission_progress"
    )
    text = TextField(_("how it goes"), validators=[MaxLengthValidator(2000)])
    language = LanguageField(_("language"), default=Language.GERMAN)
    notifications = GenericRelation(Notification, "target_id", "target_type")

    objects = ProgressQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="progress_has_words")]

    def __str__(self) -> str:
        return f"{self.mission_id}, {self.created_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return f"{Mission(pk=self.mission_id).get_absolute_url()}#n-{self.code}"

    @property
    def told_by(self) -> Member | None:
        """Others act on what was told; it stays when whoever told it goes."""
        return named(self.member)
