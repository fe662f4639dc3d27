"""One member's current stance on a topic, with reasons, and the values it rests on."""

from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from communities.models import Activity, Membership
from debates.models.topic import Topic
from members.expressions import row_by_row
from members.models import (
    ONLY_AUTHORS,
    Consent,
    EarlierVersion,
    Encounter,
    Hideable,
    KeepsVersions,
    Language,
    LanguageField,
    Member,
    Notification,
    Purpose,
    Question,
    Reach,
    Readership,
    Record,
    ValueStatement,
    was_open_to,
)
from members.models.fields import LineField, TextField


class Stance(models.IntegerChoices):
    CLEARLY_AGAINST = -2, _("firmly against")
    RATHER_AGAINST = -1, _("rather against")
    UNDECIDED = 0, _("undecided")
    RATHER_FOR = 1, _("rather for")
    CLEARLY_FOR = 2, _("firmly for")


class Confidence(models.IntegerChoices):
    SEARCHING = 1, _("still searching")
    UNSURE = 2, _("rather unsure")
    FAIRLY = 3, _("fairly sure")
    SURE = 4, _("sure")
    VERY = 5, _("very sure")


class Importance(models.IntegerChoices):
    HARDLY = 1, _("it hardly concerns me")
    LITTLE = 2, _("it concerns me a little")
    SOME = 3, _("it concerns me")
    MUCH = 4, _("it matters much to me")
    GREATLY = 5, _("it matters greatly to me")


class Readers(models.TextChoices):
    """Who reads a position, within what the community lets anybody read."""

    EVERYONE = "everyone", _("everyone who can read the topic")
    MEMBERS = "members", _("members of Resonanz who can read the topic")
    COMMUNITY = "community", _("members of this community")


class PositionQuerySet(models.QuerySet["Position"]):
    def standing(self) -> Self:
        return self.filter(hidden_at__isnull=True, withdrawn_at__isnull=True)

    def visible_to(self, member: Member | None) -> Self:
        """Standing, in a visible topic, by somebody who consents to publish; one's own always."""
        return self.published_to(member).filter(topic__in=Topic.objects.visible_to(member))

    def published_to(self, member: Member | None, *, belongs: bool | None = None) -> Self:
        """The same for positions of a topic that was loaded as visible; `belongs` says whether the
        member belongs to its community, where that is known.
        """
        theirs = Consent.objects.given(Purpose.PUBLISH_POSITIONS).filter(
            member=OuterRef("member_id")
        )
        published = Q(row_by_row(theirs, "withdrawn_at"))
        standing = self.standing().filter(member__is_active=True)
        if member is None:
            return standing.filter(published, visibility=Readers.EVERYONE)
        published_or_own = (published & self._meant_for(member, belongs)) | Q(member=member)
        return standing.filter(published_or_own).exclude(member__in=member.blocked_ids)

    def _meant_for(self, member: Member, belongs: bool | None) -> Q:
        """What its author lets members read, or members of the community only."""
        if belongs:
            return Q()
        open_to_all = ~Q(visibility=Readers.COMMUNITY)
        if belongs is not None:
            return open_to_all
        neighbours = Membership.objects.active().filter(
            member=member, community=OuterRef("topic__community_id")
        )
        return open_to_all | Q(Exists(neighbours))

    def in_words(self) -> Self:
        """With everything a list says of a position, and nothing it does not say."""
        return self.select_related("member", "current").only(
            "topic_id",
            "stance",
            "taken_at",
            "member__handle",
            "member__name",
            "member__role",
            "current__number",
            "current__core",
            "current__reasons",
            "current__language",
        )

    def newest_first(self) -> Self:
        return self.order_by("-taken_at", "-id")


class Position(KeepsVersions, Hideable, Record):
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="positions")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="positions")
    # The current version, repeated here because every list reads it.
    current = models.OneToOneField(
        "PositionVersion", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    stance = models.SmallIntegerField(_("stance"), choices=Stance)
    visibility = models.CharField(
        _("who reads it"), max_length=9, choices=Readers, default=Readers.MEMBERS
    )
    # How far people of different sides found themselves heard here; see debates.services.bridging.
    bridging = models.FloatField(default=0.0, editable=False)
    # Whether anybody's restatement of it was ever heard: until then it is unheard.
    is_heard = models.BooleanField(default=False, editable=False)
    # When the current version was written.
    taken_at = models.DateTimeField(editable=False)
    # A real deletion takes the traces along; a generic key does not cascade by itself.
    activities = GenericRelation(Activity, "target_id", "target_type")
    questions = GenericRelation(Question, "target_id", "target_type")
    encounters = GenericRelation(Encounter, "target_id", "target_type")
    notifications = GenericRelation(Notification, "target_id", "target_type")

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "member"], name="one_position_per_member_and_topic"
            ),
            models.CheckConstraint(
                condition=Q(stance__gte=-2, stance__lte=2), name="stance_within_its_range"
            ),
            models.CheckConstraint(
                condition=Q(bridging__gte=0.0, bridging__lte=1.0), name="bridging_within_its_range"
            ),
        ]
        indexes = [
            models.Index(fields=["topic", "-bridging", "-id"], name="positions_by_bridging"),
            models.Index(
                fields=["topic", "-taken_at", "-id"],
                name="positions_unheard",
                condition=Q(is_heard=False),
            ),
            models.Index(fields=["topic", "-taken_at", "-id"], name="positions_newest"),
            # Ids are drawn at random: read along this index, positions stand in no order.
            models.Index(fields=["topic", "id"], name="positions_at_random"),
            models.Index(fields=["member", "-taken_at"], name="positions_of_a_member"),
        ]

    def __str__(self) -> str:
        return f"{_('position')} {self.code}"

    def get_absolute_url(self) -> str:
        # Written by hand, since lists ask for it twenty times; a test holds it to the URL's name.
        return f"/positions/{self.code}/"

    def readership(self) -> Readership:
        """As its author chose, within what the community lets anybody read."""
        here = self.topic.readership() if self.stands else ONLY_AUTHORS
        if here.reach != Reach.EVERYONE or self.visibility == Readers.EVERYONE:
            return here
        if self.visibility == Readers.MEMBERS:
            return Readership(Reach.MEMBERS)
        return Readership(Reach.COMMUNITIES, (self.topic.community_id,))

    def belongs_to(self, member: Member) -> bool:
        return self.member_id == member.pk

    @property
    def side(self) -> int:
        """Against −1, undecided 0, for +1: a public fact, unlike a camp."""
        return (self.stance > 0) - (self.stance < 0)


class PositionVersionQuerySet(models.QuerySet["PositionVersion"]):
    def visible_to(self, member: Member | None) -> Self:
        """Of positions one may read: the current version, and earlier ones that were open to one
        when they were current; one's own always.
        """
        return self.open_to(member).filter(position__in=Position.objects.visible_to(member))

    def open_to(self, member: Member | None) -> Self:
        """The same for versions of a position that was loaded as visible."""
        is_open = Q(position__current=F("pk")) | was_open_to(member)
        if member is not None:
            is_open |= Q(position__member=member)
        return self.filter(is_open)


class PositionVersion(EarlierVersion, Record):
    """How a position stood at one time. Versions are added, and their words never change; who could
    read one is noted when the next takes its place, and until then as the position says.
    """

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(editable=False)
    stance = models.SmallIntegerField(_("stance"), choices=Stance)
    # The core of it in one sentence, then the reasons.
    core = LineField(_("in one sentence"), max_length=200)
    reasons = TextField(_("reasons"), validators=[MaxLengthValidator(6000)])
    # How the member came to this: can be asked about, cannot be objected to.
    story = TextField(_("how I came to this"), blank=True, validators=[MaxLengthValidator(4000)])
    # Not said in versions from before these were asked.
    confidence = models.SmallIntegerField(_("how sure"), choices=Confidence, null=True)
    importance = models.SmallIntegerField(_("how important"), choices=Importance, null=True)
    # What moved the member from the version before to this one.
    because = TextField(_("what moved me"), blank=True, validators=[MaxLengthValidator(1000)])
    language = LanguageField(_("language"), default=Language.GERMAN)

    objects = PositionVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["position", "number"], name="versions_are_numbered"),
            models.CheckConstraint(
                condition=~Q(reasons="") & ~Q(core=""), name="position_gives_reasons"
            ),
            models.CheckConstraint(
                condition=Q(stance__gte=-2, stance__lte=2), name="version_stance_within_its_range"
            ),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__gte=1, confidence__lte=5),
                name="confidence_within_its_range",
            ),
            models.CheckConstraint(
                condition=Q(importance__isnull=True) | Q(importance__gte=1, importance__lte=5),
                name="importance_within_its_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position_id}, {self.number}"


class Ground(models.Model):
    """A position rests on one of its author's value statements, with a because."""

    version = models.ForeignKey(PositionVersion, on_delete=models.CASCADE, related_name="grounds")
    statement = models.ForeignKey(ValueStatement, on_delete=models.CASCADE, related_name="grounds")
    because = LineField(_("because"), max_length=280, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "statement"], name="one_ground_per_value_statement"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id} · {self.statement_id}"
