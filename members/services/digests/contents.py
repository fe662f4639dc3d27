"""What a letter says: at most seven things, each once, in the order of the sections."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.utils import timezone

from members.models import DigestLine, DigestRun, Member
from members.shelves import DigestItem, digest_sections

MOST_ITEMS = 7
LOOKS_BACK = timedelta(days=28)
# The same hint is never given more often than this in a row.
MOST_IN_A_ROW = 2


@dataclass(frozen=True)
class Part:
    """A section of one digest with what it holds."""

    name: str
    title: Any
    items: list[DigestItem]


def gather(member: Member, since: datetime) -> list[Part]:
    """What the digest would say now, without what stood in the last two letters already."""
    told = _told_twice(member)
    return _arrange(member, since, lambda item: item.thing not in told)


def read_again(run: DigestRun) -> list[Part]:
    """A letter that was sent, with what of it still stands."""
    kept = set(run.lines.filter(place__gt=0).values_list("key", flat=True))
    since = run.since or run.period_start
    return _arrange(run.member, since, lambda item: item.thing in kept)


def since_last(member: Member) -> datetime:
    """Where the last digest ended; four weeks back for the first."""
    earliest = timezone.now() - LOOKS_BACK
    last = member.digest_runs.delivered().values_list("made_at", flat=True).first()
    return max(last, earliest) if last else earliest


def _arrange(member: Member, since: datetime, belongs: Callable[[DigestItem], bool]) -> list[Part]:
    parts: list[Part] = []
    left = MOST_ITEMS
    seen: set[str] = set()
    for section in sorted(digest_sections, key=lambda section: section.order):
        if not left:
            break
        wanted = (item for item in section.items(member, since) if belongs(item))
        items = list(islice((item for item in wanted if _is_new(item, seen)), left))
        if items:
            parts.append(Part(section.name, section.title, items))
            left -= len(items)
    return parts


def _is_new(item: DigestItem, seen: set[str]) -> bool:
    """Two sections may come upon the same thing, or lead to the same page; the first one tells."""
    marks = {item.thing, item.url}
    if marks & seen:
        return False
    seen |= marks
    return True


def _told_twice(member: Member) -> set[str]:
    """What stood in each of the last letters; those the member asked for do not count."""
    last = member.digest_runs.delivered().filter(is_asked_for=False)[:MOST_IN_A_ROW]
    runs = list(last.values_list("pk", flat=True))
    if len(runs) < MOST_IN_A_ROW:
        return set()
    lines = DigestLine.objects.filter(run__in=runs, place__gt=0)
    keys = [set(lines.filter(run=run).values_list("key", flat=True)) for run in runs]
    return set.intersection(*keys)
