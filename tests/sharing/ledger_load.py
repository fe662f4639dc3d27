"""Many people give, receive, correct, leave and come back at once; and what must hold after it."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import Any

from django.db import connections
from django.db.models import Count, F, Q, Sum

from communities.models import Community
from communities.services.memberships import join, leave
from members.models import Member
from members.refusals import Refusal
from sharing.models import TimeAccount, TimeEntry, TimeTransfer
from sharing.services import accounts

# How often each happens among a hundred.
OFTEN = {"settle": 70, "replay": 10, "correct": 10, "give": 3, "widen": 3, "go": 4}


@dataclass
class Crowd:
    """Who shares in which community, and what went otherwise than with a sentence."""

    community: Community
    owner: Member
    people: Sequence[Member]
    done: int = 0
    refused: int = 0
    problems: list[Exception] = field(default_factory=list)
    counting: Any = field(default_factory=threading.Lock)


def run(crowd: Crowd, *, operations: int, connections_at_once: int, seed: int = 7) -> None:
    """So many random operations, shared out evenly among threads with connections of their own."""
    start = threading.Barrier(connections_at_once)

    def work(number: int) -> None:
        random = Random(f"{seed}-{number}")
        start.wait(30)
        for turn in range(operations // connections_at_once):
            _one(crowd, random, f"{number}-{turn}")
        connections.close_all()

    threads = [threading.Thread(target=work, args=[n]) for n in range(connections_at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _one(crowd: Crowd, random: Random, name: str) -> None:
    what = random.choices(list(OFTEN), weights=list(OFTEN.values()))[0]
    try:
        ACTS[what](crowd, random, name)
    except Refusal:
        outcome = "refused"
    except Exception as problem:
        outcome = "problem"
        crowd.problems.append(problem)
    else:
        outcome = "done"
    with crowd.counting:
        crowd.done += outcome == "done"
        crowd.refused += outcome == "refused"


def _settle(crowd: Crowd, random: Random, key: str) -> None:
    giver, receiver = random.sample(list(crowd.people), 2)
    accounts.settle_hours(
        exchange=None,
        giver=giver,
        receiver=receiver,
        community=crowd.community,
        minutes=random.randrange(1, 240),
        key=key,
    )


def _replay(crowd: Crowd, random: Random, name: str) -> None:
    """The same settlement again, by whoever is quick enough to be the first."""
    _settle(crowd, random, f"again-{random.randrange(60)}")


def _correct(crowd: Crowd, random: Random, key: str) -> None:
    entered = TimeTransfer.objects.filter(community=crowd.community, kind="settlement")
    transfer = entered.order_by("?").first()
    if transfer:
        accounts.correct(
            transfer=transfer, minutes=random.randrange(0, 240), key=key, note="", actor=None
        )


def _give(crowd: Crowd, random: Random, key: str) -> None:
    accounts.give_hours(
        owner=crowd.owner,
        community=crowd.community,
        member=random.choice(crowd.people),
        minutes=random.randrange(15, 600),
        note="",
        key=key,
    )


def _widen(crowd: Crowd, random: Random, key: str) -> None:
    accounts.widen_bounds(
        owner=crowd.owner,
        community=crowd.community,
        member=random.choice(crowd.people),
        floor=-random.randrange(600, 3000),
        ceiling=random.randrange(2400, 6000),
        reason="There is need.",
    )


def _go(crowd: Crowd, random: Random, key: str) -> None:
    member = random.choice(crowd.people)
    if random.random() < 0.5:
        leave(member=member, community=crowd.community)
    else:
        join(member=member, community=crowd.community)


ACTS = {
    "settle": _settle,
    "replay": _replay,
    "correct": _correct,
    "give": _give,
    "widen": _widen,
    "go": _go,
}


def violations(community: Community) -> list[str]:
    """Everything that must hold and does not."""
    entries = TimeEntry.objects.filter(account__community=community)
    own = TimeAccount.objects.filter(community=community)
    found = []
    if total := entries.aggregate(sum=Sum("minutes"))["sum"]:
        found.append(f"the sum is {total}")
    transfers = TimeTransfer.objects.filter(community=community)
    shape = transfers.annotate(sides=Count("entries"), sum=Sum("entries__minutes"))
    if wrong := shape.exclude(sides=2, sum=0).count():
        found.append(f"{wrong} transfers without two entries that sum to zero")
    sums = own.annotate(sum=Sum("entries__minutes", default=0))
    if wrong := sums.exclude(balance=F("sum")).count():
        found.append(f"{wrong} balances that are not the sum of their entries")
    if wrong := own.filter(Q(balance__lt=F("floor")) | Q(balance__gt=F("ceiling"))).count():
        found.append(f"{wrong} balances beyond their bounds")
    return found + _unlogged(own)


def _unlogged(own: Any) -> list[str]:
    """Bounds that differ from what the log of their changes says."""
    found = []
    for account in own.prefetch_related("limit_changes"):
        changes = list(account.limit_changes.all())
        for one, following in pairwise(changes):
            if one.floor_after != following.floor_before:
                found.append(f"{account}: a floor moved without a word")
        if changes and (changes[-1].floor_after, changes[-1].ceiling_after) != (
            account.floor,
            account.ceiling,
        ):
            found.append(f"{account}: bounds that the log does not know")
    return found
