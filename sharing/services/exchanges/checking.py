"""Whether any hours got lost, and what can be done where they did."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from members.refusals import Refusal
from sharing.models import Exchange
from sharing.services.accounts.checking import missing_hours, rules
from sharing.services.exchanges.act import Event
from sharing.services.exchanges.door import apply

# Codes that are named for one rule; the count says how many there are.
MOST_NAMED = 20


class Found(NamedTuple):
    """A rule that is broken: how often, and by which rows."""

    broken: str
    how_many: int
    codes: list[str]


def how_many_rows() -> int:
    return sum(rule.rows.count() for rule in rules())


def check_hours(tick: Callable[[int], object] = lambda rows: None) -> Iterator[Found]:
    """Every rule that is broken; `tick` hears how many rows were looked at."""
    for rule in rules():
        count = rule.wrong.count()
        tick(rule.rows.count())
        if count:
            codes = [row.code for row in rule.wrong.order_by("pk")[:MOST_NAMED]]
            yield Found(rule.broken, count, codes)


def mend_hours() -> tuple[int, int]:
    """Enter what is missing under the rules of the ledger as they stand now; where they refuse it,
    the two read why. Gives how many were entered, and how many were not.
    """
    entered = told = 0
    missing = Exchange.objects.filter(pk__in=missing_hours().values("pk"))
    for exchange in missing.order_by("done_at", "pk"):
        try:
            after = apply(exchange=exchange, event=Event.ENTER_HOURS)
        except Refusal:
            # Somebody was quicker.
            continue
        entered += after.entry_id is not None
        told += after.entry_id is None
    return entered, told
