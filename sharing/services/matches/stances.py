"""What two members stand for, as far as both agreed that it counts and both may read it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from communities.models import Visibility
from debates.models import Position, Readers
from members.models import Block, Member, Purpose, ValueStatement
from sharing.services.matches.sides import Side

POSITIONS = frozenset({Purpose.MATCH_POSITIONS.value, Purpose.PUBLISH_POSITIONS.value})
VALUES = frozenset({Purpose.MATCH_VALUES.value, Purpose.SHOW_VALUES.value})


@dataclass(frozen=True)
class OpenTopic:
    """A topic on which two members take opposite positions that both may read."""

    pk: int
    question: str
    language: str


def opposites(own: Side, others: Collection[Side]) -> dict[int, OpenTopic]:
    """Of these members those with whom one disagrees openly, each with one topic; one query."""
    asked = [side.member.pk for side in others if side.consents >= POSITIONS]
    if not own.consents >= POSITIONS or not asked:
        return {}
    homes = {side.member.pk: side.mine.communities for side in others}
    found: dict[int, OpenTopic] = {}
    for row in _against(own.member, asked):
        if row.own_stance * row.stance < 0 and _is_open_to(row, homes[row.member_id]):
            topic = row.topic
            found.setdefault(row.member_id, OpenTopic(topic.pk, topic.question, topic.language))
    return found


def _against(member: Member, others: list[int]) -> QuerySet[Any]:
    """Positions of others, that the member may read, on topics where the member has one."""
    mine = Position.objects.standing().filter(member=member, topic=OuterRef("topic"))
    parted = Block.objects.filter(
        Q(blocker=OuterRef("member"), blocked=OuterRef("topic__author"))
        | Q(blocked=OuterRef("member"), blocker=OuterRef("topic__author"))
    )
    return (
        Position.objects.visible_to(member)
        .filter(member__in=others, topic__positions__member=member)
        .exclude(Exists(parted))
        .annotate(
            own_stance=Subquery(mine.values("stance")[:1]),
            own_readers=Subquery(mine.values("visibility")[:1]),
        )
        .filter(own_stance__isnull=False)
        .select_related("topic__community")
        .only(
            "member_id",
            "stance",
            "topic__question",
            "topic__language",
            "topic__community__visibility",
        )
        .order_by("-taken_at", "-pk")
    )


def _is_open_to(row: Any, homes: frozenset[int]) -> bool:
    """Whether the other may read the reader's own position there."""
    belongs = row.topic.community_id in homes
    is_public = row.topic.community.visibility == Visibility.PUBLIC
    return belongs or (is_public and row.own_readers != Readers.COMMUNITY)


def shared_values(own: Side, others: Collection[Side]) -> dict[int, list[str]]:
    """Of these members those with whom one stands for the same, each with the values; one query."""
    asked = [side.member.pk for side in others if side.consents >= VALUES]
    if not own.consents >= VALUES or not asked:
        return {}
    mine = ValueStatement.objects.current().filter(member=own.member).values("value")
    # They were loaded as visible and consent to show their values: that is all `visible_to` asks.
    rows = ValueStatement.objects.current().filter(member__in=asked, value__in=mine)
    found: dict[int, list[str]] = {}
    for pk, value in rows.order_by("value").values_list("member", "value").distinct():
        found.setdefault(pk, []).append(value)
    return found
