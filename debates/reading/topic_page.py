"""Everything the page of one topic says, gathered in as many queries for 5 positions as for 50."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext, ngettext

from debates.models import Stance, Topic, TopicSource
from debates.reading import order
from debates.reading.addresses import beginning_of
from debates.reading.chain import POSITIONS, Facts, facts_of, steps_of, waiting_in_words
from debates.reading.line_queries import AT_RANDOM, BRIDGES, NEWEST, OWN, line_rows
from debates.reading.reader import Reader
from debates.reading.reasons import order_in_words
from debates.reading.said import Said, said
from debates.reading.strip import Strip, strip_of
from members.ids import to_code
from members.languages import name_of
from members.markup import numbers


def topic_page(reader: Reader, request: HttpRequest) -> dict[str, Any]:
    """The variables of the page: who reads, where they stand, what others stand for."""
    topic, member = reader.topic, reader.member
    reading = order.reading_of(request, sees_stances=reader.sees_stances)
    page = order.in_order(reader, reading, request)
    facts = facts_of(topic, reader)
    return {
        "topic": topic,
        "chain": steps_of(topic, facts, POSITIONS),
        "source": topic.source_shown,
        "reader": reader,
        "own": _own(reader),
        "lines": page.items,
        "page": page,
        "reading": reading,
        "orders": _orders(reading) if reader.sees_stances else [],
        "order_in_words": order_in_words(reading.order, sees_stances=reader.sees_stances),
        "strip": _strip(reader),
        "over_since": topic.closed_at or topic.closes_on,
        "counts": counts_in_words(topic.source_shown),
        "languages": _languages(page.items, reading),
        **_words(reader, reading),
        **_parts(facts),
        **_addresses(topic, asks=member is not None),
    }


def _own(reader: Reader) -> Said | None:
    if reader.member is None or not reader.stands:
        return None
    belongs = reader.standing.belongs
    rows = line_rows(OWN, "", topic=reader.topic.pk, member=reader.member, belongs=belongs)
    return said(rows[0]) if rows else None


def _strip(reader: Reader) -> Strip | None:
    if reader.member is None or not reader.sees_stances:
        return None
    return strip_of(reader.topic, reader.member, belongs=reader.standing.belongs)


def _languages(lines: list[Said], reading: order.Reading) -> list[tuple[str, str]]:
    """Where several languages stand side by side, the way to read only one of them."""
    codes = sorted({line.language for line in lines})
    if len(codes) < 2:
        return []
    return [
        (
            gettext("Only in %(language)s") % {"language": name_of(code)},
            reading.address(language=code),
        )
        for code in codes
    ]


def _words(reader: Reader, reading: order.Reading) -> dict[str, Any]:
    own = reader.own
    return {
        "stances": [(stance.value, stance.label) for stance in Stance],
        "before": own.stance if own and reader.has_withdrawn else None,
        "own_place": _own_place(own.stance) if own and own.stands else "",
        "only_in": gettext("Only positions in %(language)s.")
        % {"language": name_of(reading.language)},
        "in_all_languages": reading.address(language=""),
    }


def _orders(reading: order.Reading) -> list[tuple[str, str]]:
    """The other orders, each with its address."""
    labels = {
        BRIDGES: gettext("Bridges first"),
        NEWEST: gettext("Newest first"),
        AT_RANDOM: gettext("In no order"),
    }
    return [
        (label, reading.address(order="" if name == BRIDGES else name))
        for name, label in labels.items()
        if name != reading.order
    ]


def _parts(facts: Facts) -> dict[str, Any]:
    """What the column to act says of the other parts of the topic."""
    return {
        "shared": facts.shared,
        "waiting": waiting_in_words(facts) if facts.waiting else "",
        "mission": facts.mission,
        "mission_address": f"/missions/{to_code(facts.mission['id'])}/" if facts.mission else "",
    }


def _own_place(stance: int) -> str:
    return gettext("You stand at “%(stance)s”.") % {"stance": Stance(stance).label}


def _addresses(topic: Topic, *, asks: bool) -> dict[str, str]:
    return {
        "topics_here": f"{topic.community.get_absolute_url()}topics/",
        "ask_address": beginning_of("members:ask", "position") if asks else "",
        "ask_topic": beginning_of("members:ask", "topic"),
        "report_topic": beginning_of("communities:report", "topic"),
    }


def counts_in_words(source: TopicSource | None) -> str:
    """How many took part in an imported conversation: a fact of its public life, no rank."""
    if source is None or not source.counts:
        return ""
    counts = source.counts
    people = ngettext(
        "%(count)s person took part.", "%(count)s people took part.", counts["participants"]
    ) % {"count": numbers.number(counts["participants"])}
    return f"{people} {_claims_in_words(counts)}"


def _claims_in_words(counts: dict[str, int]) -> str:
    """How many were not let in is left out where the import did not say."""
    said = {
        "statements": numbers.number(counts["statements"]),
        "votes": numbers.number(counts["votes_last"]),
    }
    if "statements_rejected" not in counts:
        return gettext("They wrote %(statements)s statements and voted %(votes)s times.") % said
    return gettext(
        "They wrote %(statements)s statements, of which %(rejected)s were not let in, and voted "
        "%(votes)s times."
    ) % (said | {"rejected": numbers.number(counts["statements_rejected"])})
