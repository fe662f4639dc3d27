"""Rings: three to five members of whom each helps the next, where no two could help each other."""

from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from members.models import Member, Notification, Record
from sharing.models.listing import Offer, Request
from sharing.models.skill import Skill


class RingState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    RUNNING = "running", _("all said yes")
    FALLEN = "fallen", _("did not come about")


class RingQuerySet(models.QuerySet["Ring"]):
    def of(self, member: Member) -> Self:
        """Those in which somebody has a seat."""
        return self.filter(pk__in=RingSeat.objects.filter(member=member).values("ring"))

    def visible_to(self, member: Member | None) -> Self:
        """Those who have a seat in it; one that did not begin needs everybody to be here."""
        if member is None:
            return self.none()
        gone = RingSeat.objects.filter(member__is_active=False).values("ring")
        return self.of(member).filter(Q(state=RingState.RUNNING) | ~Q(pk__in=gone))


class Ring(Record):
    """Starts when all say yes; falls apart kindly when one says no, and nobody learns who."""

    state = models.CharField(max_length=8, choices=RingState, default=RingState.PROPOSED)
    answer_by = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    # The members in the order of their ids, so that the same people are not asked twice at once.
    people = models.CharField(max_length=120, editable=False)
    notifications = GenericRelation(Notification, "target_id", "target_type")

    objects = RingQuerySet.as_manager()

    class Meta:
        verbose_name = _("ring")
        verbose_name_plural = _("rings")
        constraints = [
            models.UniqueConstraint(
                fields=["people"],
                condition=Q(state="proposed"),
                name="the_same_people_are_asked_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{_('ring')} {self.code}"

    def get_absolute_url(self) -> str:
        return f"/rings/{self.code}/"


class RingSeat(models.Model):
    """One member of a ring, and what they give to the next seat."""

    ring = models.ForeignKey(Ring, on_delete=models.CASCADE, related_name="seats")
    place = models.PositiveSmallIntegerField()
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="ring_seats")
    # What is given to the next seat: a skill, and where there are listings, which of them meet.
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="+")
    offer = models.ForeignKey(
        Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    request = models.ForeignKey(
        Request, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # None until answered.
    says_yes = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["ring", "place"], name="one_seat_a_place"),
            models.UniqueConstraint(fields=["ring", "member"], name="one_seat_a_member"),
            models.CheckConstraint(condition=Q(place__lt=5), name="a_ring_has_at_most_five"),
            models.CheckConstraint(
                condition=Q(says_yes__isnull=True) | Q(answered_at__isnull=False),
                name="an_answer_has_a_time",
            ),
        ]
        indexes = [
            models.Index(F("member"), name="rings_to_answer", condition=Q(says_yes__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.ring_id} · {self.place}"
