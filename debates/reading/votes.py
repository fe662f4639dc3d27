"""The votes of a topic as the matrix a landscape is computed from."""

from collections.abc import Iterable

from debates.landscape import Votes
from debates.models import Moderated, Statement, Topic, TopicSource, Vote

# (member, None) or (None, participant): keys for the computation, never to be shown.
Voter = tuple[int | None, int | None]


def is_imported(topic: Topic) -> bool:
    return TopicSource.objects.filter(topic=topic).exists()


def votes_of(topic: Topic, *, imported: bool) -> Votes:
    """The last votes of everybody who counts: participants are `Voter`s, statements their primary
    keys.

    The votes of an imported conversation are public. Whatever members add to it later is left out,
    since a single vote could be read from the difference.
    """
    statements = _in_order(topic)
    rows = (
        Vote.objects.counting(topic)
        .filter(participant__isnull=not imported)
        .order_by("pk")
        .values_list("member_id", "participant_id", "statement_id", "choice")
    )
    # A statement may have been written since the statements were read.
    known = {key for key, _id, _how in statements}
    triples = (
        ((member, one), key, choice) for member, one, key, choice in rows.iterator() if key in known
    )
    rejected = {key for key, _id, how in statements if how == Moderated.REJECTED}
    return Votes.of(triples, [key for key, _id, _how in statements], rejected)


def _in_order(topic: Topic) -> list[tuple[int, str, int]]:
    """Statements by the number an import gave them, else as they were written."""
    rows: Iterable[tuple[int, str, int]] = (
        Statement.objects.filter(topic=topic)
        .order_by("created_at", "id")
        .values_list("pk", "external_id", "moderated")
    )
    return sorted(rows, key=lambda row: int(row[1]) if row[1].isdecimal() else -1)
