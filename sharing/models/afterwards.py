"""What stays of an exchange: what each side takes along, or how each tells that it failed."""

from typing import Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from members.models import LanguageField, Member
from members.models.fields import TextField
from sharing.models.exchange import Exchange


class TellingKind(models.TextChoices):
    AGREED = "agreed", _("We agreed to let it be")
    PLANS = "plans", _("My plans changed")
    NO_WORD = "no_word", _("I heard nothing more")
    NOBODY_THERE = "nobody_there", _("I was there, and nobody came")


class Telling(models.Model):
    """How one side tells that it did not happen; both stand side by side and are not judged."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="tellings")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="tellings")
    kind = models.CharField(_("what happened"), max_length=12, choices=TellingKind)
    words = TextField(_("in your words"), blank=True, validators=[MaxLengthValidator(1000)])
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["told_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["exchange", "member"], name="each_side_tells_it_once")
        ]

    def __str__(self) -> str:
        return f"{self.exchange_id} · {self.kind}"


class ReflectionQuerySet(models.QuerySet["Reflection"]):
    def public(self) -> Self:
        """Those of exchanges about which both have written and wish that others read it."""
        wished = (
            Reflection.objects.filter(exchange=OuterRef("exchange"), may_be_public=True)
            .values("exchange")
            .annotate(sides=Count("pk"))
            .values("sides")
        )
        ended = self.filter(exchange__state="reflected", exchange__hidden_at__isnull=True)
        return ended.alias(sides=Subquery(wished)).filter(sides=2)


class Reflection(models.Model):
    """What one side takes along; both open at once, and are public only if both wish."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="reflections")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="reflections")
    learnt = TextField(_("what I learnt"), validators=[MaxLengthValidator(2000)])
    otherwise = TextField(
        _("what I would do otherwise"), blank=True, validators=[MaxLengthValidator(2000)]
    )
    language = LanguageField(blank=True)
    may_be_public = models.BooleanField(_("others may read it"), default=False)
    # Read by moderators only.
    private_word = TextField(
        _("a word to the moderators"), blank=True, validators=[MaxLengthValidator(2000)]
    )
    written_at = models.DateTimeField(auto_now_add=True)

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["exchange", "member"], name="each_side_reflects_once"),
            models.CheckConstraint(condition=~Q(learnt=""), name="a_reflection_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.exchange_id} · {self.member_id}"
