"""Offers and requests: a skill given or sought."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communities.models import Activity, Community, readable_by
from debates.models import Mission, NeededSkill
from members.days import Today, today
from members.expressions import row_by_row
from members.models import Hideable, Language, LanguageField, Member, Record, search_column
from members.models.fields import LineField, TextField
from members.models.readership import (
    ONLY_AUTHORS,
    KeepsVersions,
    Readership,
    readership_of_any,
)
from sharing.models.skill import Skill, SkillGroup

STANDS_FOR = timedelta(days=90)
LONGEST_STAND = timedelta(days=366)
MOST_HOURS = 400


class Currency(models.TextChoices):
    CHF = "CHF", "CHF"
    EUR = "EUR", "EUR"


def default_until() -> date:
    """A listing stands for a quarter of a year, unless somebody says otherwise."""
    return today() + STANDS_FOR


class ListingQuerySet(models.QuerySet["Listing"]):
    def open(self) -> Self:
        """What still stands: neither closed, hidden, withdrawn nor expired, and no draft."""
        return self.filter(
            closed_at__isnull=True,
            hidden_at__isnull=True,
            withdrawn_at__isnull=True,
            is_draft=False,
            until__gte=Today(),
        )

    def drafts_of(self, member: Member) -> Self:
        """What somebody has begun and not published yet, the latest first."""
        own = self.filter(member=member, is_draft=True, withdrawn_at__isnull=True)
        return own.order_by("-created_at", "-id")

    def expired(self) -> Self:
        """What ran out and was neither closed nor renewed."""
        return self.filter(
            closed_at__isnull=True,
            hidden_at__isnull=True,
            withdrawn_at__isnull=True,
            is_draft=False,
            until__lt=Today(),
        )

    def visible_to(self, member: Member | None) -> Self:
        """Listings in a community one may read, and one's own; none of blocked people."""
        readable = self._in_readable(member)
        visible = self.filter(hidden_at__isnull=True, member__is_active=True)
        published = readable & Q(is_draft=False)
        if member is None:
            return visible.filter(published)
        return visible.filter(published | Q(member=member)).exclude(member__in=member.blocked_ids)

    def visible_in(self, community: Community | int, member: Member | None) -> Self:
        """The same in a community that was loaded as visible, but for what was withdrawn."""
        standing = self.filter(
            hidden_at__isnull=True,
            withdrawn_at__isnull=True,
            member__is_active=True,
            is_draft=False,
        )
        if member is not None:
            standing = standing.exclude(member__in=member.blocked_ids)
        return standing.shared_in(community)

    def _in_readable(self, member: Member | None) -> Q:
        """Not withdrawn, and in a community one may read."""
        listing: Any = self.model
        own = {str(self.model._meta.model_name): OuterRef("pk")}
        links = listing.communities.through.objects.filter(**own)
        return Q(row_by_row(links.filter(readable_by(member, "community__")), "withdrawn_at"))

    def naming(self, skills: Collection[int]) -> Self:
        """Those that name at least one of these skills."""
        return self._linked("skills", skill__in=skills)

    def of_group(self, code: str) -> Self:
        """Those with a skill of this branch of the tree, or of one below it."""
        below = SkillGroup.objects.below(code)
        named = Q(skill__groups__in=below) | Q(skill__tied_to__groups__in=below)
        return self._linked("skills", named)

    def shared_in(self, community: Community | int) -> Self:
        return self._linked("communities", community=community)

    def on_terms(self, way: str) -> Self:
        return self.filter(**{f"as_{way}": True})

    def at(self, place: str) -> Self:
        return self.filter(place__icontains=place)

    def _linked(self, relation: str, *either: Q, **wanted: Any) -> Self:
        """Those with a row in the table of a many-to-many relation that is as wanted."""
        link: Any = getattr(self.model, relation).through
        own = {str(self.model._meta.model_name): OuterRef("pk")}
        return self.filter(Exists(link.objects.filter(*either, **own, **wanted)))

    def in_slots(self, slots: Collection[int]) -> Self:
        """Those that name one of these parts of the week."""
        return self.filter(slots__overlap=list(slots))

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-id")


class ListingManager(models.Manager.from_queryset(ListingQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> ListingQuerySet:
        return super().get_queryset().defer("search", "vector")


class Listing(KeepsVersions, Hideable, Record):
    """What an offer and a request have in common. Gift first, and never sorted by price."""

    title = LineField(_("title"), max_length=140)
    text = TextField(_("text"), validators=[MaxLengthValidator(4000)])
    language = LanguageField(_("language"), default=Language.GERMAN)
    as_gift = models.BooleanField(_("as a gift"), default=False)
    as_exchange = models.BooleanField(_("in exchange for hours"), default=False)
    as_paid = models.BooleanField(_("paid"), default=False)
    amount = models.DecimalField(
        _("amount per hour"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, blank=True)
    is_online = models.BooleanField(_("online"), default=False)
    place = LineField(_("place"), max_length=120, blank=True)
    # Parts of the week: 3 x weekday (0 is Monday) + 0 morning, 1 afternoon, 2 evening.
    slots = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("when")
    )
    # How much in all; nothing means that it is to be agreed.
    hours = models.PositiveSmallIntegerField(
        _("how many hours"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)],
    )
    until = models.DateField(_("until when"), default=default_until)
    is_draft = models.BooleanField(default=False, editable=False)
    # Told its author that it runs out soon; once for each date.
    notice_for = models.DateField(null=True, blank=True, editable=False)
    # What the text means: a unit vector of 512 half-precision floats, written by a worker; the
    # cell is its nearest place on a coarse map of meaning, by which candidates are found.
    vector = models.BinaryField(null=True, editable=False)
    cell = models.PositiveSmallIntegerField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Closed because the two found each other, not because it was given up.
    is_met = models.BooleanField(default=False, editable=False)
    # By whom, where its author says so; nobody else reads it.
    met_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    # The first of its skills by id and label, where a list has asked for them.
    named: list[tuple[int, str]]

    objects = ListingManager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def readership(self) -> Readership:
        """Where it is shared now: moved on, its earlier words stay where they were."""
        if self.is_draft or not self.stands:
            return ONLY_AUTHORS
        listing: Any = self
        return readership_of_any(one.readership() for one in listing.communities.all())

    def belongs_to(self, member: Member) -> bool:
        listing: Any = self
        return bool(listing.member_id == member.pk)

    @property
    def is_offer(self) -> bool:
        return isinstance(self, Offer)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.stands and not (self.is_draft or self.is_expired)

    @property
    def is_expired(self) -> bool:
        return self.until < today()


def listing_constraints(name: str) -> list[models.BaseConstraint]:
    """What holds for both alike; a constraint needs a name of its own in each table."""
    return [
        models.CheckConstraint(
            condition=Q(is_draft=True) | (~Q(title="") & ~Q(text="")),
            name=f"{name}_has_title_and_text",
        ),
        models.CheckConstraint(
            condition=Q(is_draft=True) | Q(as_gift=True) | Q(as_exchange=True) | Q(as_paid=True),
            name=f"{name}_names_its_terms",
        ),
        models.CheckConstraint(
            condition=Q(is_draft=True) | Q(as_paid=False) | (Q(amount__gt=0) & ~Q(currency="")),
            name=f"a_paid_{name}_names_amount_and_currency",
        ),
        models.CheckConstraint(
            condition=Q(is_draft=True) | Q(is_online=True) | ~Q(place=""),
            name=f"{name}_is_online_or_has_a_place",
        ),
        models.CheckConstraint(
            condition=Q(is_met=False) | Q(closed_at__isnull=False), name=f"a_met_{name}_is_closed"
        ),
    ]


STANDING = Q(closed_at=None, hidden_at=None, withdrawn_at=None, is_draft=False)


class Offer(Listing):
    """A skill given."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="offers")
    communities = models.ManyToManyField(Community, related_name="offers")
    skills = models.ManyToManyField(Skill, related_name="offers")
    activities = GenericRelation(Activity, "target_id", "target_type")
    search = search_column(language="language", first=["title"], then=["text"])

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = listing_constraints("offer")
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="offers_newest"),
            models.Index(fields=["member", "-created_at"], name="offers_of_a_member"),
            GinIndex(fields=["search"], name="offers_search"),
            GinIndex(fields=["title"], name="offers_by_title", opclasses=["gin_trgm_ops"]),
            models.Index(
                fields=["cell", "-created_at", "-id"],
                condition=Q(closed_at=None),
                name="offers_by_meaning",
            ),
            models.Index(fields=["until"], name="offers_running_out", condition=Q(closed_at=None)),
            # The open ones of several members at once, as matches ask for them.
            models.Index(fields=["member", "until"], name="offers_standing", condition=STANDING),
        ]

    def get_absolute_url(self) -> str:
        return reverse("sharing:offer", args=[self.pk])


class Request(Listing):
    """A skill sought."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="requests")
    communities = models.ManyToManyField(Community, related_name="requests")
    skills = models.ManyToManyField(Skill, related_name="requests")
    # The deed it serves, and which of its needs.
    mission = models.ForeignKey(
        Mission, null=True, blank=True, on_delete=models.SET_NULL, related_name="requests"
    )
    needed = models.ForeignKey(
        NeededSkill, null=True, blank=True, on_delete=models.SET_NULL, related_name="requests"
    )
    # When its author was asked to renew, change or close it, for want of an answer.
    asked_on_at = models.DateTimeField(null=True, blank=True, editable=False)
    activities = GenericRelation(Activity, "target_id", "target_type")
    search = search_column(language="language", first=["title"], then=["text"])

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        constraints = listing_constraints("request")
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="requests_newest"),
            models.Index(fields=["member", "-created_at"], name="requests_of_a_member"),
            GinIndex(fields=["search"], name="requests_search"),
            GinIndex(fields=["title"], name="requests_by_title", opclasses=["gin_trgm_ops"]),
            models.Index(
                fields=["cell", "-created_at", "-id"],
                condition=Q(closed_at=None),
                name="requests_by_meaning",
            ),
            models.Index(
                fields=["until"], name="requests_running_out", condition=Q(closed_at=None)
            ),
            models.Index(fields=["member", "until"], name="requests_standing", condition=STANDING),
        ]

    def get_absolute_url(self) -> str:
        return reverse("sharing:request", args=[self.pk])
