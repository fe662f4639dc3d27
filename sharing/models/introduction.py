"""A member brings two others together."""

from datetime import datetime, timedelta
from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Encounter, LanguageField, Member, Notification, Record
from members.models.fields import LineField
from sharing.models.listing import Offer, Request

STANDS_FOR = timedelta(days=21)


def three_weeks_from_now() -> datetime:
    return timezone.now() + STANDS_FOR


class IntroductionState(models.TextChoices):
    OPEN = "open", _("waits for an answer")
    MADE = "made", _("the two talk")
    # Its time is out. Whoever declines leaves it open until then, so that nobody can tell a no
    # from silence.
    RESTS = "rests", _("did not come about")


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def visible_to(self, member: Member | None) -> Self:
        """The three it concerns; nothing of people who block each other, or have left."""
        if member is None:
            return self.none()
        concerned = Q(introducer=member) | Q(one=member) | Q(other=member)
        blocked = member.blocked_ids
        standing = self.filter(
            concerned,
            hidden_at__isnull=True,
            introducer__is_active=True,
            one__is_active=True,
            other__is_active=True,
        )
        return standing.exclude(
            Q(introducer__in=blocked) | Q(one__in=blocked) | Q(other__in=blocked)
        )

    def waiting_for(self, member: Member) -> Self:
        """Those one was asked about and has said nothing to yet."""
        mine = Q(one=member, one_says_yes=None) | Q(other=member, other_says_yes=None)
        open_ones = self.visible_to(member).filter(mine, state=IntroductionState.OPEN)
        return open_ones.filter(answer_by__gt=timezone.now())


class Introduction(Record):
    """With one sentence why. A conversation opens when both accept."""

    introducer = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="introductions_made"
    )
    one = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="introductions_first")
    other = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="introductions_second")
    # Somebody's offer to somebody's request, where it is about these.
    offer = models.ForeignKey(
        Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="introductions"
    )
    request = models.ForeignKey(
        Request, null=True, blank=True, on_delete=models.SET_NULL, related_name="introductions"
    )
    sentence = LineField(_("why these two"), max_length=400)
    language = LanguageField(blank=True)
    state = models.CharField(
        max_length=5, choices=IntroductionState, default=IntroductionState.OPEN
    )
    one_says_yes = models.BooleanField(null=True, editable=False)
    other_says_yes = models.BooleanField(null=True, editable=False)
    answer_by = models.DateTimeField(default=three_weeks_from_now)
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    notifications = GenericRelation(Notification, "target_id", "target_type")
    encounters = GenericRelation(Encounter, "target_id", "target_type")

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(one=F("other")) & ~Q(introducer=F("one")) & ~Q(introducer=F("other")),
                name="an_introduction_is_of_three",
            ),
            models.CheckConstraint(condition=~Q(sentence=""), name="an_introduction_says_why"),
            models.UniqueConstraint(
                fields=["introducer", "one", "other"],
                condition=Q(state="open"),
                name="the_same_two_are_introduced_once_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["answer_by"], name="introductions_open", condition=Q(state="open"))
        ]

    def __str__(self) -> str:
        return f"{_('introduction')} {self.code}"

    def get_absolute_url(self) -> str:
        return f"/introductions/{self.code}/"

    @property
    def waits(self) -> bool:
        return self.state == IntroductionState.OPEN and self.answer_by > timezone.now()

    def answer_of(self, member: Member) -> bool | None:
        """What somebody said of it themselves; None where they said nothing, or were not asked."""
        if member.pk == self.one_id:
            return self.one_says_yes
        return self.other_says_yes if member.pk == self.other_id else None
