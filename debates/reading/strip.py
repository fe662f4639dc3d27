"""Who stands where: people above the string."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext, ngettext

from debates.models import Position, Stance
from members.models import Encounter, Member, Question

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


def strip_of(positions: QuerySet[Position, Position], member: Member | None) -> Strip:
    """Everybody; in a crowd only those one has met or asked, and the others in words."""
    people = positions.select_related("member").only(
        "stance", "topic_id", "member__handle", "member__name"
    )
    rows = list(people.order_by("id")[: MOST_FACES + 1])
    if len(rows) <= MOST_FACES:
        counts = Counter(row.stance for row in rows)
        return _strip(rows, counts, gettext("The order within a place means nothing."))
    known = people.filter(_known_to(member)).order_by("id") if member else people.none()
    counts = Counter(dict(positions.order_by().values_list("stance").annotate(count=Count("pk"))))
    caption = gettext("You see those you have met or asked; the others stand here in numbers.")
    return _strip(list(known[:MOST_FACES]), counts, caption)


def _known_to(member: Member) -> Q:
    """Something happened between the two, or one asked the other, or it is oneself."""
    them = OuterRef("member_id")
    met = Encounter.objects.filter(Q(actor=member, other=them) | Q(actor=them, other=member))
    asked = Question.objects.filter(
        Q(asker=member, addressee=them) | Q(asker=them, addressee=member)
    )
    return Q(Exists(met)) | Q(Exists(asked)) | Q(member=member)


def _strip(rows: list[Position], counts: Counter[int], caption: str) -> Strip:
    stations = {stance: Station(Stance(stance).label) for stance in Stance.values}
    for row in rows:
        stations[row.stance].people.append(row.member)
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
