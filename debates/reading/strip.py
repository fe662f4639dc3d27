"""Who stands where: people above the string."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, ngettext

from debates.models import Stance, Topic
from debates.reading.queries import EVERYBODY, KNOWN, PERSON, stance_counts, standing_rows
from members.models import Member

MOST_FACES = 60


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


def strip_of(topic: Topic, member: Member) -> Strip:
    """Everybody; in a crowd only those one has met or asked, and the others in words."""
    here = {"topic": topic.pk, "member": member.pk}
    rows = standing_rows(EVERYBODY, MOST_FACES, **here)
    if len(rows) <= MOST_FACES:
        counts = Counter(row[0] for row in rows)
        return _strip(rows, counts, gettext("The order within a place means nothing."))
    known = standing_rows(KNOWN, MOST_FACES, **here)[:MOST_FACES]
    caption = gettext("You see those you have met or asked; the others stand here in numbers.")
    return _strip(known, Counter(dict(stance_counts(**here))), caption)


def _strip(rows: Iterable[tuple[Any, ...]], counts: Counter[int], caption: str) -> Strip:
    stations = {stance: Station(Stance(stance).label) for stance in Stance.values}
    for stance, *who in rows:
        person = Member.from_db("default", PERSON, who)
        stations[stance].people.append(person)
    for stance, station in stations.items():
        station.more = _more(counts[stance] - len(station.people), bool(station.people))
    count = counts.total()
    total = ngettext(
        "%(count)s member has taken a position.",
        "%(count)s members have taken a position.",
        count,
    ) % {"count": count}
    return Strip(list(stations.values()), total, caption)


def _more(count: int, beside_others: bool) -> str:
    if count <= 0:
        return ""
    if beside_others:
        return gettext("and %(count)s more") % {"count": count}
    return ngettext("%(count)s member", "%(count)s members", count) % {"count": count}
