"""What must hold of every account, entry and exchange of hours, asked of all rows."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from sharing.models import (
    Exchange,
    ExchangeState,
    LimitChange,
    NotEntered,
    TimeAccount,
    TimeEntry,
    TimeTransfer,
    TransferKind,
    Way,
)

State = ExchangeState
COUNTS_AS_DONE = [State.DONE, State.REFLECTED, State.SETTLED]


class Rule(NamedTuple):
    """Something that holds of all these rows, but for those that break it."""

    broken: str
    rows: QuerySet[Any]
    wrong: QuerySet[Any]


def rules() -> Iterator[Rule]:
    """Every rule; each costs one question to the database for its rows, and one for the wrong."""
    yield from _of_entries()
    yield from _of_accounts()
    yield from _of_exchanges()


def missing_hours() -> QuerySet[Exchange]:
    """Done for hours, with neither an entry nor a reason that the two can read."""
    return _given().filter(entry=None, not_entered__in=["", NotEntered.UNTOLD])


def _of_entries() -> Iterator[Rule]:
    all_of_them = TimeTransfer.objects.all()
    shape = all_of_them.alias(sides=Count("entries"), sum=Sum("entries__minutes"))
    yield Rule(
        "transfers that are not two entries which sum to zero",
        all_of_them,
        shape.exclude(sides=2, sum=0),
    )
    elsewhere = TimeEntry.objects.filter(transfer=OuterRef("pk")).exclude(
        account__community=OuterRef("community")
    )
    yield Rule(
        "transfers with an account of another community",
        all_of_them,
        all_of_them.filter(Exists(elsewhere)),
    )
    yield Rule(
        "entries that stand still although nobody clarifies them",
        all_of_them,
        all_of_them.filter(is_disputed=True).exclude(exchange__state=State.DISPUTED),
    )
    settled = all_of_them.filter(kind=TransferKind.SETTLEMENT, exchange__isnull=False)
    yield Rule(
        "settlements of which their exchange does not know",
        settled,
        settled.exclude(exchange__entry=F("pk")),
    )


def _of_accounts() -> Iterator[Rule]:
    accounts = TimeAccount.objects.all()
    summed = accounts.alias(sum=Sum("entries__minutes", default=0))
    yield Rule(
        "balances that are not the sum of their entries", accounts, summed.exclude(balance=F("sum"))
    )
    beyond = Q(balance__lt=F("floor")) | Q(balance__gt=F("ceiling"))
    yield Rule("balances beyond their bounds", accounts, accounts.filter(beyond))
    last = LimitChange.objects.filter(account=OuterRef("pk")).order_by("-at", "-id")
    logged = accounts.alias(
        floor_said=Subquery(last.values("floor_after")[:1]),
        ceiling_said=Subquery(last.values("ceiling_after")[:1]),
    )
    unlogged = ~Q(floor=F("floor_said")) | ~Q(ceiling=F("ceiling_said"))
    yield Rule(
        "bounds that are not what the log says",
        accounts,
        logged.filter(Exists(last), floor__isnull=False).filter(unlogged),
    )


def _of_exchanges() -> Iterator[Rule]:
    agreed = Exchange.objects.filter(agreed__isnull=False)
    yield Rule(
        "exchanges done for hours without an entry, and without a word why",
        _given(),
        missing_hours(),
    )
    yield Rule(
        "exchanges whose way is not that of their terms",
        agreed,
        agreed.exclude(agreed_way=F("agreed__way")),
    )
    excused = Exchange.objects.exclude(not_entered="")
    nothing_missing = ~Q(agreed__way=Way.HOURS) | Q(state=State.SETTLED, minutes_given=None)
    yield Rule("exchanges that miss hours nobody gave", excused, excused.filter(nothing_missing))
    entered = Exchange.objects.filter(entry__isnull=False)
    other = (
        ~Q(entry__kind=TransferKind.SETTLEMENT)
        | ~Q(entry__exchange=F("pk"))
        | ~Q(entry__community=F("agreed__community"))
    )
    yield Rule("entries that are of something else", entered, entered.filter(other))
    yield Rule("entries of other minutes than were given", entered, _otherwise(entered))


def _given() -> QuerySet[Exchange]:
    """Exchanges that ended with hours given; by the terms, not by the copy of their way."""
    return Exchange.objects.filter(
        agreed__way=Way.HOURS, state__in=COUNTS_AS_DONE, minutes_given__gt=0
    )


def _otherwise(entered: QuerySet[Exchange]) -> QuerySet[Exchange]:
    """Entered otherwise than was confirmed, and corrected by nobody."""
    given = TimeEntry.objects.filter(transfer=OuterRef("entry"), minutes__gt=0)
    corrected = TimeTransfer.objects.filter(corrects=OuterRef("entry"))
    confirmed = entered.filter(state__in=COUNTS_AS_DONE).exclude(Exists(corrected))
    minutes = Subquery(given.values("minutes")[:1])
    return confirmed.alias(entered=minutes).exclude(entered=F("minutes_given"))
