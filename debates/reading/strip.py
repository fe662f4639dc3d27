"""Who stands where: people above the string."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext, ngettext

from debates.models import Position, Stance, Topic
from debates.reading.queries import PERSON, standing_rows
from members.models import Encounter, Member, Question

MOST_FACES = 60
Row = tuple[int, int, str, str, str]


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
    rows = standing_rows(MOST_FACES, topic=topic.pk, member=member.pk)
    if len(rows) <= MOST_FACES:
        counts = Counter(row[0] for row in rows)
        return _strip(rows, counts, gettext("The order within a place means nothing."))
    everyone = Position.objects.filter(topic=topic).published_to(member)
    counts = Counter(dict(everyone.values_list("stance").annotate(count=Count("pk"))))
    caption = gettext("You see those you have met or asked; the others stand here in numbers.")
    return _strip(_known(everyone, member), counts, caption)


def _known(everyone: QuerySet[Position, Position], member: Member) -> Iterable[Row]:
    """Something happened between the two, or one asked the other, or it is oneself."""
    them = OuterRef("member_id")
    met = Encounter.objects.filter(Q(actor=member, other=them) | Q(actor=them, other=member))
    asked = Question.objects.filter(
        Q(asker=member, addressee=them) | Q(asker=them, addressee=member)
    )
    known = everyone.filter(Q(Exists(met)) | Q(Exists(asked)) | Q(member=member))
    who = [f"member__{name}" for name in PERSON]
    return known.order_by("id").values_list("stance", *who)[:MOST_FACES]


def _strip(rows: Iterable[Row], counts: Counter[int], caption: str) -> Strip:
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
