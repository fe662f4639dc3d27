"""The agreed cooperation, from the first question to done and reflected."""

from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from members.models import Encounter, LanguageField, Member, Notification, Question, Record
from members.models.fields import LineField, TextField
from sharing.models.listing import Currency, Offer, Request
from sharing.models.ring import Ring
from sharing.models.stages import OPEN, ExchangeState, NotEntered, Outcome, Way


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    def of(self, member: Member) -> Self:
        """Those one takes part in."""
        return self.filter(Q(asker=member) | Q(other=member))

    def visible_to(self, member: Member | None) -> Self:
        """The two who take part, and those asked to mediate; nobody else."""
        if member is None:
            return self.none()
        mediated = Mediator.objects.filter(member=member).values("exchange")
        return self.filter(Q(asker=member) | Q(other=member) | Q(pk__in=mediated))

    def open(self) -> Self:
        """Those in which something may still happen."""
        return self.filter(state__in=OPEN)

    def latest_first(self) -> Self:
        return self.order_by("-stirred_at", "-id")


class Exchange(Record):
    """Two members do something together. `sharing/services/exchanges` alone changes its state."""

    # None: somebody who has left; the one who stays keeps what was.
    asker = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="exchanges_asked"
    )
    other = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="exchanges_received"
    )
    # What it is about: one of the two, or a seat in a ring. `title` stays when that goes.
    offer = models.ForeignKey(
        Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="exchanges"
    )
    request = models.ForeignKey(
        Request, null=True, blank=True, on_delete=models.SET_NULL, related_name="exchanges"
    )
    ring = models.ForeignKey(
        Ring, null=True, blank=True, on_delete=models.SET_NULL, related_name="exchanges"
    )
    title = LineField(max_length=140)
    title_language = LanguageField(blank=True)
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.SET_NULL, related_name="exchanges"
    )
    # Done once more: with whom and what is copied, all else is agreed anew.
    again_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="repeats"
    )
    state = models.CharField(max_length=14, choices=ExchangeState, default=ExchangeState.ASKED)
    # Grows with every event; a button pressed on an older page says so and does nothing.
    turn = models.PositiveIntegerField(default=0)
    stirred_at = models.DateTimeField(editable=False)
    # When the clock acts by itself; nothing where it has nothing to do.
    due_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The terms as they were agreed; they do not change after that, but for the date.
    agreed = models.ForeignKey(
        "Proposal", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Their way, so that the database itself can ask for the entry of hours.
    agreed_way = models.CharField(max_length=5, choices=Way, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    # A new date that waits for the other's yes; until then the old one stands.
    new_starts_at = models.DateTimeField(null=True, blank=True)
    new_ends_at = models.DateTimeField(null=True, blank=True)
    new_date_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Who said "done" first, and how long it took; and how often something was to be corrected.
    done_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    minutes_given = models.PositiveIntegerField(null=True, blank=True)
    corrections = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=14, choices=Outcome, blank=True)
    # Where its hours are entered, or why they are not; one of them, once hours were given.
    entry = models.OneToOneField(
        "TimeTransfer", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    not_entered = models.CharField(max_length=11, choices=NotEntered, blank=True)
    # A moderator decided: the words are out of sight, what was agreed goes on.
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    notifications = GenericRelation(Notification, "target_id", "target_type")
    encounters = GenericRelation(Encounter, "target_id", "target_type")

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("exchange")
        verbose_name_plural = _("exchanges")
        constraints = [
            models.CheckConstraint(
                condition=~Q(asker=F("other")), name="nobody_exchanges_with_themselves"
            ),
            models.CheckConstraint(
                condition=Q(offer__isnull=True) | Q(request__isnull=True),
                name="an_exchange_is_about_one_listing",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=["agreed", "done_by_one", "changes_asked", "done", "reflected"]
                )
                | Q(agreed__isnull=False),
                name="what_is_agreed_has_terms",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "reflected"]) | Q(minutes_given__isnull=False),
                name="what_is_done_says_how_long",
            ),
            models.CheckConstraint(
                condition=~Q(
                    agreed_way="hours",
                    state__in=["done", "reflected", "settled"],
                    minutes_given__gt=0,
                )
                | Q(entry__isnull=False)
                | ~Q(not_entered=""),
                name="given_hours_are_entered_or_say_why",
            ),
            models.CheckConstraint(
                condition=Q(entry__isnull=True) | Q(not_entered=""),
                name="entered_hours_give_no_excuse",
            ),
        ]
        indexes = [
            models.Index(fields=["asker", "-stirred_at"], name="exchanges_of_the_asker"),
            models.Index(fields=["other", "-stirred_at"], name="exchanges_of_the_other"),
            models.Index(
                fields=["due_at"], name="exchanges_due", condition=Q(due_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{_('exchange')} {self.code}"

    def get_absolute_url(self) -> str:
        return f"/exchanges/{self.code}/"

    def partner_of(self, member: Member) -> Member | None:
        """The other of the two; None where they have left."""
        return self.other if self.asker_id == member.pk else self.asker

    @property
    def listing(self) -> Offer | Request | None:
        return self.offer or self.request


class Proposal(Record):
    """One version of what, when and on which terms; a counter-proposal is the next one."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    author = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    # Who gives; the other of the two receives.
    giver = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    what = TextField(_("what you do together"), validators=[MaxLengthValidator(2000)])
    way = models.CharField(_("on which terms"), max_length=5, choices=Way)
    starts_at = models.DateTimeField(_("when"))
    minutes = models.PositiveIntegerField(_("how long"))
    # Money is written down, never moved.
    amount = models.DecimalField(
        _("amount per hour"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, blank=True)
    # Whose time accounts hold the hours.
    community = models.ForeignKey(
        Community, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_online = models.BooleanField(_("online"), default=False)
    place = LineField(_("place"), max_length=120, blank=True)
    note = LineField(_("a word to it"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "number"], name="one_proposal_per_exchange_and_number"
            ),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=6), name="six_proposals"),
            models.CheckConstraint(
                condition=~Q(what="") & Q(minutes__gt=0), name="a_proposal_says_what_and_how_long"
            ),
            models.CheckConstraint(
                condition=~Q(way="paid") | (Q(amount__gt=0) & ~Q(currency="")),
                name="a_paid_proposal_names_amount_and_currency",
            ),
            models.CheckConstraint(
                condition=~Q(way="hours") | Q(community__isnull=False),
                name="hours_are_kept_in_a_community",
            ),
            models.CheckConstraint(
                condition=Q(is_online=True) | ~Q(place=""),
                name="a_proposal_is_online_or_has_a_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exchange_id} · {self.number}"


class ExchangeEvent(models.Model):
    """What happened, appended and never changed; the page shows it as a line of steps."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="events")
    # None: the clock, or somebody who has left.
    actor = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    event = models.CharField(max_length=20)
    state_before = models.CharField(max_length=14, blank=True)
    state_after = models.CharField(max_length=14)
    data = models.JSONField(default=dict)
    at = models.DateTimeField()
    notifications = GenericRelation(Notification, "target_id", "target_type")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["exchange", "at"], name="events_of_an_exchange")]

    def __str__(self) -> str:
        return f"{self.exchange_id} {self.event}"


class Mediator(models.Model):
    """A moderator who helps two to clear up what they see differently."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="mediators")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="mediations")
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "member"], name="one_mediates_an_exchange_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.exchange_id} · {self.member_id}"
