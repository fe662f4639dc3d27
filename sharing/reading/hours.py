"""A member's own hours: given and received in each community, and what was entered when."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from communities.models import Community
from communities.services.names import as_known_to, known_community, name_where
from members.alphabet import alphabetical
from members.models import Member, Revision
from members.services.revisions import earlier_versions
from sharing.models import (
    LimitChange,
    TimeAccount,
    TimeEntry,
    TimeRules,
    TransferKind,
)

# From here on we say that asking is welcome too.
HINT_FROM = 600


@dataclass(frozen=True)
class Hours:
    """Minutes in one community: given, received, and what the community gave to begin with."""

    account: TimeAccount
    given: int = 0
    received: int = 0
    opened: int = 0

    @property
    def community(self) -> Community | None:
        """Where that is; nothing where the member may not know of it any more."""
        return known_community(self.account)

    @property
    def place(self) -> str:
        return name_where(self.account)

    @property
    def may_receive(self) -> int:
        """How many minutes there is room for."""
        return self.account.balance - (self.account.floor or 0)

    @property
    def may_give(self) -> int:
        return (self.account.ceiling or 0) - self.account.balance

    @property
    def could_ask(self) -> bool:
        return self.account.balance >= HINT_FROM

    @property
    def is_full(self) -> bool:
        """At the ceiling; what is given from here on is a gift."""
        return self.may_give <= 0


def hours_of(member: Member) -> list[Hours]:
    """One's own accounts by community, in three queries; corrections count where they belong."""
    sums = {row["account"]: row for row in _sums(TimeEntry.objects.filter(account__member=member))}
    own = TimeAccount.objects.visible_to(member).prefetch_related(as_known_to(member))
    return [
        Hours(
            account,
            given=_of(sums, account, "given"),
            received=-_of(sums, account, "received"),
            opened=_of(sums, account, "opened"),
        )
        for account in own.order_by(alphabetical("community__name"), "pk")
    ]


def _of(sums: dict[int, dict[str, int]], account: TimeAccount, name: str) -> int:
    return sums.get(account.pk, {}).get(name) or 0


def with_root(entries: QuerySet[TimeEntry]) -> QuerySet[TimeEntry]:
    """Each entry with the kind it belongs to and its first minutes, which a correction mends."""
    first = TimeEntry.objects.filter(
        transfer=OuterRef("transfer__corrects"), account=OuterRef("account")
    )
    return entries.annotate(
        root_kind=Coalesce(F("transfer__corrects__kind"), F("transfer__kind")),
        root_minutes=Coalesce(Subquery(first.values("minutes")[:1]), F("minutes")),
    )


def _sums(entries: QuerySet[TimeEntry]) -> QuerySet[TimeEntry, Any]:
    settled = Q(root_kind=TransferKind.SETTLEMENT)
    return (
        with_root(entries)
        .values("account")
        .annotate(
            given=_sum_where(settled & Q(root_minutes__gt=0)),
            received=_sum_where(settled & Q(root_minutes__lt=0)),
            opened=_sum_where(Q(root_kind=TransferKind.OPENING)),
        )
    )


def _sum_where(condition: Q) -> Sum:
    return Sum(Case(When(condition, then=F("minutes")), default=0))


def history_of(member: Member) -> QuerySet[TimeEntry]:
    """Everything that was entered for a member, with what a line of it needs."""
    own = TimeEntry.objects.filter(account__member=member).select_related(
        "account",
        "transfer__exchange__asker",
        "transfer__exchange__other",
        "transfer__corrects",
    )
    return with_root(own.prefetch_related(as_known_to(member, "transfer__community")))


def bounds_log(community: Community, *, most: int = 30) -> list[LimitChange]:
    """What people decided about single bounds, the latest first; what moved by itself would tell
    who gave.
    """
    decided = LimitChange.objects.filter(account__community=community, actor__isnull=False)
    return list(decided.select_related("actor", "account__member").order_by("-at", "-id")[:most])


def earlier_rules(rules: TimeRules, reader: Member | None, *, most: int = 10) -> list[Revision]:
    """How the rules stood before, as far as they were open to the reader then."""
    if not rules.changed_at:
        return []
    return list(earlier_versions(rules, reader).select_related("editor")[:most])


def hours_in_words(minutes: int) -> str:
    """2 h, 45 min, 1 h 30 min."""
    hours, rest = divmod(abs(minutes), 60)
    words = {"hours": hours, "minutes": rest}
    if not rest:
        return gettext("%(hours)s h") % words
    if not hours:
        return gettext("%(minutes)s min") % words
    return gettext("%(hours)s h %(minutes)s min") % words
