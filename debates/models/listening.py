"""Restating: somebody's words in one's own, answered "heard" or "not quite"."""

from datetime import datetime, timedelta
from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Activity, Community, Membership
from debates.models.argument import Argument
from debates.models.position import Position, PositionVersion
from debates.models.topic import Topic
from members.expressions import row_by_row
from members.models import (
    Consent,
    Encounter,
    Hideable,
    Language,
    LanguageField,
    Member,
    Notification,
    Purpose,
    Record,
)
from members.models.fields import LineField, TextField

LAPSES_AFTER = timedelta(hours=72)
CARRIES_OVER_FOR = timedelta(days=14)
MOST_ROUNDS = 3


class DebateRules(models.Model):
    """What a community decided about its debates; without a row the defaults hold."""

    community = models.OneToOneField(
        Community, on_delete=models.CASCADE, related_name="debate_rules", primary_key=True
    )
    restating_comes_first = models.BooleanField(_("restating comes before objecting"), default=True)

    def __str__(self) -> str:
        return f"{self.community_id}"


class RestatementState(models.TextChoices):
    SENT = "sent", _("waiting for an answer")
    HEARD = "heard", _("heard")
    NOT_QUITE = "not_quite", _("not quite")
    LAPSED = "lapsed", _("unanswered for three days")


class RestatementQuerySet(models.QuerySet["Restatement"]):
    def visible_to(self, member: Member | None) -> Self:
        """Heard ones with what they restate; every other one to the two people and its witness."""
        heard = self._published() & Q(position__in=Position.objects.visible_to(member))
        heard &= Q(argument__isnull=True) | Q(argument__in=Argument.objects.visible_to(member))
        standing = self.filter(hidden_at__isnull=True)
        if member is None:
            return standing.filter(heard)
        theirs = self.model.objects.filter(heard | self._concerning(member)).values("pk")
        blocked = Q(listener__in=member.blocked_ids) | Q(author__in=member.blocked_ids)
        return standing.filter(pk__in=theirs).exclude(blocked)

    def heard_at(self, position: int | OuterRef, member: Member | None) -> Self:
        """Those heard of a position that was loaded as visible; of itself, not of its thread."""
        heard = self.filter(
            self._published(), position=position, argument__isnull=True, hidden_at__isnull=True
        )
        return heard if member is None else heard.exclude(listener__in=member.blocked_ids)

    def _published(self) -> Q:
        """Heard, and its listener consents to being read."""
        consent = Consent.objects.given(Purpose.PUBLISH_POSITIONS)
        theirs = consent.filter(member=OuterRef("listener_id"))
        return Q(
            row_by_row(theirs, "hidden_at"), state=RestatementState.HEARD, listener__is_active=True
        )

    def _concerning(self, member: Member) -> Q:
        """The two people, the witness both accepted, and moderators while they are called; each as
        long as they may read the question.
        """
        witness = Q(witnessing__witness=member) & (
            Q(witnessing__accepted_at__isnull=False) | Q(witnessing__judged_at__isnull=False)
        )
        judging = Q(position__topic__community__in=Community.objects.moderated_by(member))
        others = Membership.objects.moderating().filter(
            community=OuterRef("position__topic__community")
        )
        others = others.exclude(member=OuterRef("listener")).exclude(member=OuterRef("author"))
        # Where no moderator is left, the site team judges.
        judging |= Q(Exists(Member.objects.filter(pk=member.pk, is_staff=True)), ~Exists(others))
        called = Q(witnessing__calls_moderators=True, witnessing__judged_at__isnull=True) & judging
        concerned = Q(listener=member) | Q(author=member) | witness | called
        return concerned & Q(position__topic__in=Topic.objects.visible_to(member))

    def unlocking(self, now: datetime | None = None) -> Self:
        """Those after which one may object: heard (also by a witness), or left unanswered."""
        late = Q(
            state=RestatementState.SENT, created_at__lte=(now or timezone.now()) - LAPSES_AFTER
        )
        return self.filter(
            Q(state__in=[RestatementState.HEARD, RestatementState.LAPSED]) | late,
            hidden_at__isnull=True,
        )

    def waiting_for(self, member: Member) -> Self:
        """Those a member has to answer."""
        return self.filter(
            author=member,
            state=RestatementState.SENT,
            hidden_at__isnull=True,
            listener__is_active=True,
        ).exclude(listener__in=member.blocked_ids)


class Restatement(Hideable, Record):
    """What a position, or an argument under it, says and why it matters, in a listener's words."""

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="restatements")
    # Which version of the position stood when it was restated.
    version = models.ForeignKey(
        PositionVersion, on_delete=models.CASCADE, related_name="restatements"
    )
    # Set where an argument under the position is restated, not the position itself.
    argument = models.ForeignKey(
        Argument, null=True, blank=True, on_delete=models.CASCADE, related_name="restatements"
    )
    listener = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="restatements_given"
    )
    # Whoever wrote what is restated, and answers.
    author = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="restatements_received"
    )
    text = TextField(_("in your own words"), validators=[MaxLengthValidator(600)])
    also_agree = LineField(_("where you agree"), max_length=280, blank=True)
    learned = LineField(_("what you learnt"), max_length=280, blank=True)
    language = LanguageField(_("language"), default=Language.GERMAN)
    round = models.PositiveSmallIntegerField(default=1, editable=False)
    state = models.CharField(
        _("state"), max_length=9, choices=RestatementState, default=RestatementState.SENT
    )
    correction = TextField(_("what is missing"), blank=True, validators=[MaxLengthValidator(600)])
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    # A real deletion takes the traces along; a generic key does not cascade by itself.
    activities = GenericRelation(Activity, "target_id", "target_type")
    encounters = GenericRelation(Encounter, "target_id", "target_type")
    notifications = GenericRelation(Notification, "target_id", "target_type")

    objects = RestatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("restatement")
        verbose_name_plural = _("restatements")
        constraints = [
            models.UniqueConstraint(
                fields=["listener", "version"],
                condition=Q(state="sent", argument__isnull=True),
                name="one_open_restatement_per_version",
            ),
            models.UniqueConstraint(
                fields=["listener", "argument"],
                condition=Q(state="sent", argument__isnull=False),
                name="one_open_restatement_per_argument",
            ),
            models.CheckConstraint(
                condition=~Q(listener=F("author")), name="nobody_restates_themselves"
            ),
            models.CheckConstraint(
                condition=Q(round__gte=1, round__lte=MOST_ROUNDS), name="three_rounds_at_most"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "lapsed"]) | Q(answered_at__isnull=False),
                name="an_answer_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["position", "state"], name="restatements_of_a_position"),
            models.Index(fields=["listener", "position"], name="restatements_by_a_listener"),
            models.Index(
                fields=["created_at"], name="restatements_to_lapse", condition=Q(state="sent")
            ),
        ]

    def __str__(self) -> str:
        return f"{_('restatement')} {self.code}"

    def get_absolute_url(self) -> str:
        return f"/restatements/{self.code}/"

    @property
    def has_lapsed(self) -> bool:
        """Unanswered for 72 hours, also before the worker has written it down."""
        late = self.created_at <= timezone.now() - LAPSES_AFTER
        return self.state == RestatementState.LAPSED or (
            self.state == RestatementState.SENT and late
        )


class Witnessing(Record):
    """After two "not quite" somebody else says whether the restatement is fair.

    A member with a position on the topic whom listener and author accept; else, without a name
    proposed or after the author declined, a moderator who is neither of the two.
    """

    restatement = models.OneToOneField(
        Restatement, on_delete=models.CASCADE, related_name="witnessing"
    )
    # Nobody yet where the moderators were called.
    witness = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="witnessings"
    )
    calls_moderators = models.BooleanField(default=False)
    # When this witness was proposed, or the moderators called.
    called_at = models.DateTimeField(default=timezone.now, editable=False)
    declined_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_fair = models.BooleanField(null=True, editable=False)
    words = LineField(_("why"), max_length=280, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True, editable=False)
    notifications = GenericRelation(Notification, "target_id", "target_type")

    class Meta:
        verbose_name = _("witness")
        verbose_name_plural = _("witnesses")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_fair__isnull=True) | Q(judged_at__isnull=False),
                name="a_judgement_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.restatement_id}"
