"""The thread under a position, in reading order: every contribution stands directly below what it
answers, the earlier one first. A page holds fifty of them, however deep they stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from debates.access import Gate
from debates.models import Argument, Position
from members.ids import from_code, to_code
from members.models import Member

SIZE = 50
# Deeper answers stand on this level and say what they answer.
DEEPEST_SHOWN = 4
# Comes after every digit of a path.
BEHIND = "g"
SHOWN = (
    "position_id",
    "parent_id",
    "kind",
    "text",
    "sources",
    "language",
    "depth",
    "path",
    "was_unanswered",
    "created_at",
    "hidden_at",
    "withdrawn_at",
    "author__handle",
    "author__name",
)


@dataclass(frozen=True)
class Turn:
    """A contribution as it is read; without an author it is an empty place above its answers."""

    code: str
    kind: str
    author: Member | None
    text: str
    language: str
    sources: str
    created_at: datetime
    was_unanswered: bool = False
    # What it answers, where that does not stand directly above.
    above: str = ""
    above_name: str = ""
    gate: Gate | None = None
    is_own: bool = False
    answers: list["Turn"] = field(default_factory=list)

    @property
    def below(self) -> int:
        """How many contributions this page shows below it."""
        return sum(1 + answer.below for answer in self.answers)


@dataclass(frozen=True)
class Doors:
    """What a reader may do in a thread; the same for every contribution of a page."""

    # Where one asks about a position or a contribution, without its code; empty for a visitor.
    ask: str = ""
    ask_argument: str = ""
    may_write: bool = False
    # The hidden field a form needs that changes something.
    csrf: str = ""


@dataclass(frozen=True)
class Thread:
    """One page of a thread, and the addresses of the pages beside it."""

    turns: list[Turn]
    previous: str = ""
    next: str = ""


def readable(position: Position, member: Member | None) -> "QuerySet[Argument]":
    """Contributions one may read under a position that was loaded as visible, and the places of
    others that have an answer one may read.
    """
    visible = Argument.objects.published_to(member).filter(position=position)
    below = visible.filter(
        path__gt=OuterRef("path"), path__lt=Concat(OuterRef("path"), Value(BEHIND))
    )
    rows = Argument.objects.filter(position=position).annotate(
        is_shown=Exists(visible.filter(pk=OuterRef("pk"))),
        above_is_shown=Exists(visible.filter(pk=OuterRef("parent_id"))),
    )
    return rows.filter(Q(is_shown=True) | Exists(below))


def rows_at(
    position: Position, member: Member | None, after: str, before: str
) -> tuple[list[Argument], bool, bool]:
    """The rows of a page, and whether there are more before and after them."""
    rows = readable(position, member).select_related("author", "parent__author")
    rows = rows.only(*SHOWN, "parent__author__name", "parent__author__handle")
    if (mark := _path_of(position, before)) is not None:
        found = list(rows.filter(path__lt=mark).order_by("-path")[: SIZE + 1])
        return found[:SIZE][::-1], len(found) > SIZE, True
    mark = _path_of(position, after)
    if mark is not None:
        rows = rows.filter(path__gt=mark)
    found = list(rows.order_by("path")[: SIZE + 1])
    return found[:SIZE], mark is not None, len(found) > SIZE


def thread_of(
    rows: tuple[list[Argument], bool, bool], gates: dict[int, Gate], member: Member | None
) -> Thread:
    """One page, with the answers folded below what they answer."""
    arguments, earlier, further = rows
    turns = [_turn(argument, gates.get(argument.pk), member) for argument in arguments]
    return Thread(
        turns=nested(arguments, turns),
        previous=f"?before={turns[0].code}#thread" if earlier and turns else "",
        next=f"?after={turns[-1].code}#thread" if further and turns else "",
    )


def nested(arguments: Sequence[Argument], turns: Sequence[Turn]) -> list[Turn]:
    """Each turn below the one it answers, four levels deep; what stands elsewhere says whom it
    answers.
    """
    top: list[Turn] = []
    # The turns one stands below, from the top down, with the paths of their contributions.
    branch: list[tuple[str, Turn]] = []
    for argument, turn in zip(arguments, turns, strict=True):
        while branch and not argument.path.startswith(branch[-1][0]):
            branch.pop()
        level = min(len(branch), DEEPEST_SHOWN)
        direct = level == len(branch) and branch and branch[-1][1].code == _above(argument)
        one = turn if direct else _saying_above(argument, turn)
        (branch[level - 1][1].answers if level else top).append(one)
        branch.append((argument.path, one))
    return top


def page_with(argument: Argument, member: Member | None) -> str:
    """The query string of the page on which a contribution stands."""
    paths = readable(argument.position, member).order_by("path")
    before = paths.filter(path__lt=argument.path).values_list("pk", flat=True)
    place = before.count()
    start = place - place % SIZE
    if not start:
        return ""
    return f"?after={to_code(before[start - 1])}"


def targets_of(arguments: Sequence[Argument]) -> list[Argument]:
    """Those of a page that one may object to: they are shown, and somebody wrote them."""
    return [one for one in arguments if getattr(one, "is_shown", False)]


def _turn(argument: Argument, gate: Gate | None, member: Member | None) -> Turn:
    shown = getattr(argument, "is_shown", True)
    return Turn(
        code=argument.code,
        kind=argument.kind,
        author=argument.author if shown else None,
        text=argument.text if shown else "",
        language=argument.language,
        sources=argument.sources if shown else "",
        created_at=argument.created_at,
        was_unanswered=argument.was_unanswered,
        gate=gate,
        is_own=shown and member is not None and argument.author_id == member.pk,
    )


def _saying_above(argument: Argument, turn: Turn) -> Turn:
    """With the name of whom it answers, where one may read that."""
    if argument.parent is None:
        return turn
    author = argument.parent.author if getattr(argument, "above_is_shown", False) else None
    return replace(turn, above=_above(argument), above_name=author.name if author else "")


def _above(argument: Argument) -> str:
    return to_code(argument.parent_id) if argument.parent_id is not None else ""


def _path_of(position: Position, code: str) -> str | None:
    """The place a code names in this thread; None for anything else."""
    try:
        pk = from_code(code)
    except ValueError:
        return None
    here = Argument.objects.filter(position=position, pk=pk)
    return here.values_list("path", flat=True).first()
