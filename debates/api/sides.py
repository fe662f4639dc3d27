"""From which side somebody acts is told only where the reader may read their position."""

from collections.abc import Iterable

from debates.models import Position
from debates.reading.sides import side
from members.models import Member

Known = dict[tuple[int, int], int]
SIDE_HELP = "-1 against, 0 undecided, 1 for; null where the position is not open to whoever asks."


def sides_known(reader: Member | None, pairs: Iterable[tuple[int, int]]) -> Known:
    """Of these pairs of topic and member, those whose position the reader may read; one query."""
    wanted = set(pairs)
    if not wanted:
        return {}
    positions = Position.objects.visible_to(reader).filter(
        topic__in={topic for topic, _ in wanted}, member__in={member for _, member in wanted}
    )
    rows = positions.values_list("topic_id", "member_id", "stance")
    return {(topic, member): side(stance) for topic, member, stance in rows}
