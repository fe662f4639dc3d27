"""Time accounts: hours given and received in a community, in double entry and in minutes."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from members.models import KeepsVersions, Member, Readership, Record
from members.models.fields import LineField
from sharing.models.exchange import Exchange


class TimeRules(KeepsVersions):
    """Whether a community keeps time accounts, and within which bounds a new one starts."""

    community = models.OneToOneField(
        Community, on_delete=models.CASCADE, related_name="time_rules", primary_key=True
    )
    is_on = models.BooleanField(_("keeps time accounts"), default=False)
    # How far received may run ahead of given at the start, and at most after one has given.
    floor = models.IntegerField(default=-600)
    lowest_floor = models.IntegerField(default=-1500)
    ceiling = models.IntegerField(default=2400)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lowest_floor__lte=F("floor"), floor__lte=0, ceiling__gte=0),
                name="time_rules_have_their_order",
            )
        ]
        verbose_name = _("rules for time accounts")
        verbose_name_plural = _("rules for time accounts")

    def __str__(self) -> str:
        return f"{self.community_id}"

    def readership(self) -> Readership:
        return self.community.readership()

    def belongs_to(self, member: Member) -> bool:
        """They are nobody's own; owners read them as members."""
        return False


class AccountKind(models.TextChoices):
    MEMBER = "member", _("member")
    COMMUNITY = "community", _("the community")
    # Takes over what is open when somebody leaves.
    LEFT = "left", _("those who have left")


class TimeAccountQuerySet(models.QuerySet["TimeAccount"]):
    def visible_to(self, member: Member | None) -> Self:
        """Only to oneself."""
        return self.none() if member is None else self.filter(member=member)


class TimeAccount(Record):
    """One member's account in one community. `balance` is kept with every entry: given − received.

    Bounds block inside the lock of the account; only the accounts without a member have none.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="accounts")
    kind = models.CharField(max_length=9, choices=AccountKind, default=AccountKind.MEMBER)
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="time_accounts"
    )
    balance = models.IntegerField(default=0)
    floor = models.IntegerField(null=True, blank=True)
    ceiling = models.IntegerField(null=True, blank=True)

    objects = TimeAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("time account")
        verbose_name_plural = _("time accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "member"],
                condition=Q(member__isnull=False),
                name="one_account_per_member_and_community",
            ),
            models.UniqueConstraint(
                fields=["community", "kind"],
                condition=~Q(kind="member"),
                name="one_account_of_its_kind_per_community",
            ),
            models.CheckConstraint(
                condition=Q(floor__isnull=True) | Q(balance__gte=F("floor")),
                name="no_balance_under_its_floor",
            ),
            models.CheckConstraint(
                condition=Q(ceiling__isnull=True) | Q(balance__lte=F("ceiling")),
                name="no_balance_over_its_ceiling",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.community_id} · {self.kind}"


class TransferKind(models.TextChoices):
    SETTLEMENT = "settlement", _("an exchange")
    CORRECTION = "correction", _("a correction")
    OPENING = "opening", _("a gift of the community")
    LEAVING = "leaving", _("taken over from somebody who left")


class Cause(models.TextChoices):
    """What the house itself says about an entry or a bound; kept as a code, so that everybody reads
    it in their own language.
    """

    CLEARED_UP = "cleared_up", _("The two cleared it up.")
    DECIDED = "decided", _("A mediator decided.")
    GIVING = "giving", _("Whoever gives may receive more.")
    CORRECTION = "correction", _("So that a correction could be entered.")
    CORRECTED = "corrected", _("Hours that were corrected away widen nothing any more.")


def said_by_the_house(cause: str) -> str:
    return str(Cause(cause).label) if cause else ""


class TimeTransfer(Record):
    """Written once and never changed; a mistake is mended by a counter-transfer that names it."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="transfers")
    kind = models.CharField(max_length=10, choices=TransferKind)
    # The same settlement sent twice is the same transfer.
    key = models.CharField(max_length=80, unique=True)
    exchange = models.ForeignKey(
        Exchange, null=True, blank=True, on_delete=models.SET_NULL, related_name="transfers"
    )
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    # Stands still while its exchange is disputed.
    is_disputed = models.BooleanField(default=False)
    # What somebody wrote to it, or what the house says.
    note = LineField(max_length=280, blank=True)
    cause = models.CharField(max_length=10, choices=Cause, blank=True)

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="correction") | Q(corrects__isnull=False),
                name="a_correction_names_what_it_corrects",
            ),
            models.UniqueConstraint(
                fields=["exchange"],
                condition=Q(kind="settlement"),
                name="one_settlement_per_exchange",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"

    @property
    def said(self) -> str:
        """The word to it, in the reader's language where it is the house's."""
        return self.note or said_by_the_house(self.cause)


class TimeEntry(models.Model):
    """One side of a transfer: minutes given are above zero, minutes received below."""

    transfer = models.ForeignKey(TimeTransfer, on_delete=models.CASCADE, related_name="entries")
    account = models.ForeignKey(TimeAccount, on_delete=models.CASCADE, related_name="entries")
    minutes = models.IntegerField()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.UniqueConstraint(
                fields=["transfer", "account"], name="one_entry_per_transfer_and_account"
            ),
            models.CheckConstraint(condition=~Q(minutes=0), name="an_entry_moves_something"),
        ]

    def __str__(self) -> str:
        return f"{self.transfer_id}"


class LimitChange(models.Model):
    """Every change of an account's bounds, with who, why and when."""

    account = models.ForeignKey(TimeAccount, on_delete=models.CASCADE, related_name="limit_changes")
    # None: the rule that widens the floor with what one gave.
    actor = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    floor_before = models.IntegerField(null=True)
    floor_after = models.IntegerField(null=True)
    ceiling_before = models.IntegerField(null=True)
    ceiling_after = models.IntegerField(null=True)
    # What an owner wrote, or what the house says; and the entry that moved it, where one did.
    reason = LineField(max_length=280, blank=True)
    cause = models.CharField(max_length=10, choices=Cause, blank=True)
    transfer = models.ForeignKey(
        TimeTransfer, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.account_id}"

    @property
    def said(self) -> str:
        return self.reason or said_by_the_house(self.cause)
