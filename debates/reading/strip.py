"""Who stands where: people above the string."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, ngettext

from debates.models import Stance, Topic
from debates.reading.queries import (
    EVERYBODY,
    KNOWN,
    PERSON,
    edge_rows,
    stance_counts,
    standing_rows,
)
from members.models import Member

MOST_FACES = 60
# Beyond it numbers become shares, so that a crowd of thousands costs no more than one of hundreds.
MOST_COUNTED = 400


@dataclass
class Station:
    """One of the five places, the people at it, and how many more there are, in words."""

    label: Any
    people: list[Member] = field(default_factory=list)
    more: str = ""


@dataclass(frozen=True)
class Strip:
    stations: list[Station]
    total: str
    caption: str


def strip_of(topic: Topic, member: Member, *, belongs: bool) -> Strip:
    """Everybody; in a crowd only those one has met or asked, and the others in words."""
    given: dict[str, Any] = {"topic": topic.pk, "member": member, "belongs": belongs}
    if not edge_rows(MOST_FACES, topic=topic.pk):
        rows = standing_rows(EVERYBODY, MOST_FACES, **given)
        return _strip(rows, gettext("The order within a place means nothing."))
    known = standing_rows(KNOWN, MOST_FACES, **given)
    edge = edge_rows(MOST_COUNTED, topic=topic.pk)
    counted = stance_counts(**given, edge=edge[0][0] if edge else None)
    counts = Counter(dict(counted))
    if edge:
        return _estimated(known, counts)
    caption = gettext("You see those you have met or asked; the others stand here in numbers.")
    return _strip(known, caption, counts)


def _strip(
    rows: Sequence[tuple[Any, ...]], caption: str, counts: Counter[int] | None = None
) -> Strip:
    """The people of these rows; with counts also how many others there are."""
    stations = _stations(rows)
    counts = counts or Counter(row[0] for row in rows)
    for stance, station in stations.items():
        station.more = _more(counts[stance] - len(station.people), bool(station.people))
    total = ngettext(
        "%(count)s member has taken a position.",
        "%(count)s members have taken a position.",
        counts.total(),
    ) % {"count": counts.total()}
    return Strip(list(stations.values()), total, caption)


def _estimated(known: Sequence[tuple[Any, ...]], counts: Counter[int]) -> Strip:
    """Nobody counts thousands on every look at a page: ids are drawn at random, so the first
    hundreds of them stand for all.
    """
    stations = _stations(known)
    for stance, station in stations.items():
        share = round(100 * counts[stance] / max(counts.total(), 1))
        station.more = gettext("about %(share)s in 100") % {"share": share}
    total = gettext("More than %(count)s members have taken a position.") % {"count": MOST_COUNTED}
    caption = gettext(
        "You see those you have met or asked; the shares are those of %(count)s members drawn at"
        " random."
    ) % {"count": counts.total()}
    return Strip(list(stations.values()), total, caption)


def _stations(rows: Sequence[tuple[Any, ...]]) -> dict[int, Station]:
    stations = {stance: Station(Stance(stance).label) for stance in Stance.values}
    for stance, *who in rows:
        stations[stance].people.append(Member.from_db("default", PERSON, who))
    return stations


def _more(count: int, beside_others: bool) -> str:
    if count <= 0:
        return ""
    if beside_others:
        return gettext("and %(count)s more") % {"count": count}
    return ngettext("%(count)s member", "%(count)s members", count) % {"count": count}
