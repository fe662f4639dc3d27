"""Restatements as they are read: the rounds of a talk between two, and those that were heard."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from debates.models import LAPSES_AFTER, Position, Restatement, RestatementState
from members.models import Member

MOST_HEARD = 20
SHOWN = (
    "text",
    "also_agree",
    "learned",
    "language",
    "state",
    "created_at",
    "listener__handle",
    "listener__name",
    "witnessing__is_fair",
    "witnessing__witness__name",
    "witnessing__words",
)


@dataclass(frozen=True)
class Retelling:
    """Somebody's words in somebody else's words, with the answer to them."""

    code: str
    listener: Member
    author: Member
    text: str
    language: str
    also_agree: str
    learned: str
    state: str
    correction: str
    until: datetime
    # What a witness said: whether it is fair, why, and who it was; None where nobody judged.
    is_fair: bool | None = None
    why: str = ""
    witness: str = ""
    # Which of the two reads it, if one of them does.
    by_reader: bool = False
    of_reader: bool = False


def retold(
    restatement: Restatement, author: Member, reader: Member | None, *, whole: bool = False
) -> Retelling:
    """A restatement with its listener loaded, and its witness, as a reader sees it; what was
    missing in it only the two read, and whoever judges: the `whole` of it.
    """
    witnessing = getattr(restatement, "witnessing", None)
    judged = witnessing if witnessing and witnessing.is_fair is not None else None
    return Retelling(
        code=restatement.code,
        listener=restatement.listener,
        author=author,
        text=restatement.text,
        language=restatement.language,
        also_agree=restatement.also_agree,
        learned=restatement.learned,
        state=RestatementState.LAPSED if restatement.has_lapsed else restatement.state,
        correction=restatement.correction if whole else "",
        until=restatement.created_at + LAPSES_AFTER,
        is_fair=judged.is_fair if judged else None,
        why=judged.words if judged else "",
        witness=judged.witness.name if judged and judged.witness else "",
        by_reader=reader is not None and restatement.listener == reader,
        of_reader=reader is not None and author == reader,
    )


def own_rounds(given: Iterable[Restatement], position: Position, reader: Member) -> list[Retelling]:
    """What the reader restated of a position, round by round, from what the gate has read."""
    rounds = []
    for restatement in given:
        if restatement.argument_id is None and restatement.position_id == position.pk:
            restatement.listener = reader
            rounds.append(retold(restatement, position.member, reader, whole=True))
    return rounds


def heard_of(position: Position, reader: Member | None) -> list[Retelling]:
    """The latest restatements of a position that were heard; those of the reader stand apart."""
    heard = Restatement.objects.heard_at(position.pk, reader)
    if reader is not None:
        heard = heard.exclude(listener=reader)
    rows = heard.select_related("listener", "witnessing__witness").only(*SHOWN)
    latest = rows.order_by("-answered_at", "-id")[:MOST_HEARD]
    return [retold(row, position.member, reader) for row in latest]
