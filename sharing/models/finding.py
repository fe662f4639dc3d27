"""How members find each other: what was shown, what was not for them, what they search for."""

from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from members.alphabet import alphabetical
from members.models import Member, Notification, Record
from members.models.fields import LineField
from sharing.models.listing import Offer, Request


class Availability(models.Model):
    """When somebody has time for others, and whether they want to be found just now."""

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, related_name="availability", primary_key=True
    )
    # Parts of the week, numbered as on a listing.
    slots = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("when")
    )
    place = LineField(_("place"), max_length=120, blank=True)
    is_paused = models.BooleanField(_("show me to nobody for now"), default=False)
    away_until = models.DateField(_("away until"), null=True, blank=True)

    class Meta:
        verbose_name = _("availability")
        verbose_name_plural = _("availabilities")

    def __str__(self) -> str:
        return f"{self.member_id}"


class Showing(models.Model):
    """Somebody was suggested to somebody, in a letter; kept so that everybody gets their turn.

    `weight` is the probability with which this order showed them, so that orders can be compared
    later. No page says who was shown to whom; the exports of the two do.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="showings")
    shown = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    offer = models.ForeignKey(
        Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    request = models.ForeignKey(
        Request, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    score = models.FloatField()
    weight = models.FloatField(default=1.0)
    at = models.DateTimeField(default=timezone.now)
    # A signed link in the letter was followed.
    followed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["member", "-at"], name="showings_to_a_member"),
            models.Index(fields=["shown", "-at"], name="showings_of_a_member"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(member=F("shown")), name="nobody_is_shown_to_themselves"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} · {self.at:%Y-%m-%d}"


class Suggestion(models.Model):
    """Whom a round through a whole community gave somebody, so that nobody is left out.

    The next letter takes it up; the next round of the community writes it anew.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="suggestions")
    shown = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "shown", "community"], name="a_round_suggests_somebody_once"
            ),
            models.CheckConstraint(
                condition=~Q(member=F("shown")), name="nobody_is_suggested_to_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} · {self.at:%Y-%m-%d}"


class NotForMeReason(models.TextChoices):
    SKILL = "skill", _("it is not what I am after")
    LEVEL = "level", _("the level does not fit")
    TIME = "time", _("we have no time in common")
    PLACE = "place", _("it is too far away")
    TERMS = "terms", _("the terms do not fit")
    LANGUAGE = "language", _("the language does not fit")
    WRONG = "wrong", _("the reason given is not true")
    OTHER = "other", _("something else")


class NotForMe(Record):
    """A match that is not for me, because …; the person or the listing is not suggested again, and
    the reason weighs more in the next batch. The other never learns of it.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="not_for_me")
    shown = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    offer = models.ForeignKey(
        Offer, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    request = models.ForeignKey(
        Request, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    reason = models.CharField(_("because"), max_length=8, choices=NotForMeReason)
    words = LineField(_("in a sentence"), max_length=280, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "shown", "offer", "request"],
                name="a_match_is_turned_down_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} · {self.reason}"


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def visible_to(self, member: Member | None) -> Self:
        return self.none() if member is None else self.filter(member=member)

    def by_name(self) -> Self:
        return self.order_by(alphabetical("name"), "pk")


class SavedSearch(Record):
    """A filter somebody keeps; they are told when something new fits."""

    class Kind(models.TextChoices):
        OFFERS = "offer", _("offers")
        REQUESTS = "request", _("requests")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="saved_searches")
    kind = models.CharField(max_length=7, choices=Kind)
    name = LineField(_("name"), max_length=80)
    # As it stands in the address.
    query = models.CharField(max_length=500, blank=True)
    notifies = models.BooleanField(_("tell me of what is new"), default=True)
    seen_until = models.DateTimeField(default=timezone.now, editable=False)
    # How many new ones the latest news told of.
    found = models.PositiveSmallIntegerField(default=0, editable=False)
    # What fitted when it was saved, and what was told since: each is news once at most. None: saved
    # before this was noted.
    known = ArrayField(models.BigIntegerField(), null=True, editable=False)
    notifications = GenericRelation(Notification, "target_id", "target_type")

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "query"], name="a_search_is_saved_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["seen_until"], name="searches_to_look_up", condition=Q(notifies=True)
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/{self.kind}s/?{self.query}"
