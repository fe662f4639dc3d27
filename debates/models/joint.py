"""A joint statement: written by one member of each side, ratified side by side of stance."""

from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from communities.models import Activity
from debates.models.statement import Statement
from debates.models.topic import Topic
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
)
from members.models.fields import LineField, TextField


class Side(models.IntegerChoices):
    """The open stance of a position: a public fact, unlike a camp."""

    AGAINST = -1, _("against")
    UNDECIDED = 0, _("undecided")
    FOR = 1, _("for")


class JointState(models.TextChoices):
    DRAFTED = "drafted", _("waiting for the other side")
    OPEN = "open", _("open for ratification")
    RATIFIED = "ratified", _("ratified")
    SET_ASIDE = "set_aside", _("set aside")


AT_WORK = (JointState.DRAFTED, JointState.OPEN)
JOINT_STEPS = {
    JointState.DRAFTED: {JointState.OPEN, JointState.SET_ASIDE},
    JointState.OPEN: {JointState.RATIFIED, JointState.SET_ASIDE},
    JointState.RATIFIED: set[JointState](),
    JointState.SET_ASIDE: set[JointState](),
}


class JointStatementQuerySet(models.QuerySet["JointStatement"]):
    def visible_to(self, member: Member | None) -> Self:
        """With its topic; hidden ones to nobody."""
        return self.filter(hidden_at__isnull=True, topic__in=Topic.objects.visible_to(member))

    def at_work(self) -> Self:
        """Drafted or open for ratification: one at a time in a topic."""
        return self.filter(state__in=AT_WORK)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-id")


class JointStatement(KeepsVersions, Hideable, Record):
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="joint_statements")
    # Whoever drafted it, and whoever of the other side made it theirs too.
    author = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="joint_statements_drafted"
    )
    author_side = models.SmallIntegerField(choices=Side)
    coauthor = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="joint_statements_shared",
    )
    text = TextField(_("joint statement"), validators=[MaxLengthValidator(2000)])
    language = LanguageField(_("language"), default=Language.GERMAN)
    # The common ground it was written from; may be empty in a small circle.
    stands_on = models.ManyToManyField(Statement, blank=True, related_name="joint_statements")
    state = models.CharField(
        _("state"), max_length=9, choices=JointState, default=JointState.DRAFTED
    )
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    ratified_at = models.DateTimeField(null=True, blank=True, editable=False)
    aside_at = models.DateTimeField(null=True, blank=True, editable=False)
    aside_because = LineField(_("why it is set aside"), max_length=280, blank=True, editable=False)
    activities = GenericRelation(Activity, "target_id", "target_type")
    notifications = GenericRelation(Notification, "target_id", "target_type")
    revisions = GenericRelation(Revision, "target_id", "target_type")

    objects = JointStatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("joint statement")
        verbose_name_plural = _("joint statements")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="joint_statement_has_words"),
            models.CheckConstraint(
                condition=~Q(author=F("coauthor")), name="joint_statement_has_two_authors"
            ),
            models.UniqueConstraint(
                fields=["topic"],
                condition=Q(state__in=["drafted", "open"]),
                name="one_joint_statement_at_work_per_topic",
            ),
            models.CheckConstraint(
                condition=~Q(state="ratified") | Q(ratified_at__isnull=False),
                name="ratified_says_when",
            ),
        ]
        indexes = [models.Index(fields=["topic", "-created_at"], name="joint_of_a_topic")]

    def __str__(self) -> str:
        return f"{_('joint statement')} {self.code}"

    def get_absolute_url(self) -> str:
        return f"/joint/{self.code}/"

    def readership(self) -> Readership:
        return self.topic.readership() if self.stands else ONLY_AUTHORS

    def belongs_to(self, member: Member) -> bool:
        return member.pk in {self.author_id, self.coauthor_id}

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK

    @property
    def coauthor_side(self) -> int:
        """The other side than the author's."""
        return -self.author_side


class RatificationQuerySet(models.QuerySet["Ratification"]):
    def visible_to(self, member: Member | None) -> Self:
        """With the joint statement; hidden ones to nobody. Those of blocked people stay, without
        a name: where an answer stands unnamed, its going would say whose it was.
        """
        standing = self.filter(hidden_at__isnull=True, member__is_active=True)
        return standing.filter(joint__in=JointStatement.objects.visible_to(member))


class Ratification(Hideable, Record):
    """A member of a side stands behind the joint statement, or says why not, under their name."""

    joint = models.ForeignKey(
        JointStatement, on_delete=models.CASCADE, related_name="ratifications"
    )
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="ratifications")
    # Where the member stood when they answered.
    side = models.SmallIntegerField(choices=Side)
    agrees = models.BooleanField()
    dissent = TextField(
        _("what you see otherwise"), blank=True, validators=[MaxLengthValidator(1000)]
    )
    language = LanguageField(_("language"), default=Language.GERMAN)

    objects = RatificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("ratification")
        verbose_name_plural = _("ratifications")
        constraints = [
            models.UniqueConstraint(fields=["joint", "member"], name="one_ratification_per_member"),
            models.CheckConstraint(
                condition=Q(agrees=True) | ~Q(dissent=""), name="dissent_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.joint_id} · {self.member_id}"
