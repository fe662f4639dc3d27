"""How far people of different sides made somebody feel heard: the score that orders a topic.

The groups are the open sides of a topic (against, undecided, for). Within a side: whoever was
heard, or thanked the author for having moved them, agrees; whoever only got "not quite" disagrees;
whoever restated or thanked at all is seen. The formula is the one of the statements
(`debates.landscape`). A listener who stands nowhere counts to no side.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from debates.landscape.scores import bridging
from debates.models import Credit, Position, Restatement, RestatementState, Side, Topic

HEARD, NOT_QUITE = RestatementState.HEARD, RestatementState.NOT_QUITE
# Who (a member), from which side, and what they got.
Voice = tuple[int, int, str]


@transaction.atomic
def rescore(position_id: int) -> None:
    """Work out anew how a position bridges, from what stands now."""
    # Whoever comes at the same time waits here, and then counts what the first one wrote too.
    locked = Position.objects.select_for_update(of=("self",), no_key=True)
    if locked.filter(pk=position_id).values_list("pk").first() is None:
        return
    for pk, is_heard, score in _scores(Position.objects.filter(pk=position_id)):
        Position.objects.filter(pk=pk).update(is_heard=is_heard, bridging=score)


def rescore_topic(topic_id: int) -> int:
    """The same for every position of a topic, since people move from side to side; gives how many
    scores changed.
    """
    positions = Position.objects.filter(topic=topic_id)
    stored = set(positions.values_list("pk", "is_heard", "bridging"))
    stale = [pk for pk, *score in _scores(positions) if (pk, *score) not in stored]
    for pk in stale:
        rescore(pk)
    return len(stale)


def rescore_burning() -> int:
    """The same for every burning topic; gives how many scores changed."""
    return sum(rescore_topic(pk) for pk in Topic.objects.burning().values_list("pk", flat=True))


def score_of(voices: Iterable[Voice], sides: Iterable[int] = ()) -> float:
    """The score over against and for, and over the sides that are present beside them."""
    got: dict[tuple[int, int], set[str]] = defaultdict(set)
    for member, side, state in voices:
        got[side, member].add(state)
    agree, disagree, seen = [], [], []
    for side in sorted({Side.AGAINST, Side.FOR, *sides}):
        states = [one for (stands, _), one in got.items() if stands == side]
        agree.append(sum(HEARD in one for one in states))
        disagree.append(sum(NOT_QUITE in one and HEARD not in one for one in states))
        seen.append(len(states))
    return float(bridging(agree, disagree, seen))


def _scores(positions: QuerySet[Position]) -> Iterator[tuple[int, bool, float]]:
    """One query, however many positions."""
    undecided = Position.objects.standing().filter(topic=OuterRef("topic_id"), stance=0)
    rows = positions.annotate(
        restated=ArraySubquery(_restated()),
        thanked=ArraySubquery(_thanked()),
        undecided=Exists(undecided),
    ).values_list("pk", "restated", "thanked", "undecided")
    for pk, restated, thanked, undecided_too in rows:
        got = [*restated, *({**one, "state": HEARD} for one in thanked)]
        voices = [_voice(**one) for one in got if one["stance"] is not None]
        sides = [Side.UNDECIDED] if undecided_too else []
        is_heard = any(one["state"] == HEARD for one in restated)
        yield pk, is_heard, score_of(voices, sides)


def _voice(*, member: int, stance: int, state: str) -> Voice:
    return member, (stance > 0) - (stance < 0), state


def _restated() -> QuerySet[Any, Any]:
    """Restatements of the position; what is said of an argument under it is another matter."""
    rows = Restatement.objects.filter(
        position=OuterRef("pk"), argument__isnull=True, hidden_at__isnull=True
    ).order_by()
    rows = rows.annotate(stance=_stance_of("listener_id"))
    return rows.values(json=JSONObject(member="listener_id", stance="stance", state="state"))


def _thanked() -> QuerySet[Any, Any]:
    """Credits for the story, for a contribution under the position, or for the person."""
    rests_here = Q(story__position=OuterRef("pk")) | Q(argument__position=OuterRef("pk"))
    rows = Credit.objects.filter(
        rests_here | Q(kind="member"),
        topic=OuterRef("topic_id"),
        receiver=OuterRef("member_id"),
        withdrawn_at__isnull=True,
    ).order_by()
    rows = rows.annotate(stance=_stance_of("giver_id"))
    return rows.values(json=JSONObject(member="giver_id", stance="stance"))


def _stance_of(member: str) -> Subquery:
    """Where somebody stands on the topic; nothing where they do not."""
    topic = "position__topic_id" if member == "listener_id" else "topic_id"
    standing = Position.objects.standing().filter(topic=OuterRef(topic), member=OuterRef(member))
    return Subquery(standing.values("stance"))
