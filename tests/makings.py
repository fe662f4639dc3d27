"""How something is made: which form makes it, who sends it, and what with; for the test of three
clicks (`tests/made_by_forms.py`, `tests/made_by_programs.py`).

    Making("debates:open_topic", "slug=community.public", "lea", {"question": …})

`{offer.public}` is the code of something on the stage, `{pk:community.public}` its number, and
`{now+7}` a moment in seven days.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from debates.models import (
    JointState,
    JointStatement,
    Position,
    PositionVersion,
    Readers,
    Stance,
    Witnessing,
)
from members.models import Member
from sharing.models import Introduction
from tests.access.rows import POST, Row
from tests.stage import Stage

PEOPLE = {"lea", "ben", "mara"}


def nothing_at_work(stage: Stage) -> None:
    """One joint statement is at work at a time."""
    JointStatement.objects.update(state=JointState.SET_ASIDE, aside_at=timezone.now())


def ben_stands(stage: Stage) -> None:
    """Ben has a position of his own, where Lea has hers."""
    Position.objects.create(
        topic=stage["topic.public"],
        member=Member.objects.get(handle="ben"),
        stance=Stance.RATHER_AGAINST,
        visibility=Readers.MEMBERS,
        taken_at=timezone.now(),
    )


def lea_moved(stage: Stage) -> None:
    """Credit says what moved somebody."""
    position = stage["position.public"]
    words = {"core": "I was wrong.", "reasons": "They stayed.", "language": "en"}
    position.current = PositionVersion.objects.create(
        position=position, number=2, stance=Stance.RATHER_AGAINST, **words
    )
    position.save()


def no_witness_yet(stage: Stage) -> None:
    Witnessing.objects.all().delete()
    ben_stands(stage)


def ben_is_witness(stage: Stage) -> None:
    Witnessing.objects.update(accepted_at=timezone.now())


def not_introduced(stage: Stage) -> None:
    Introduction.objects.all().delete()


def as_it_stands(stage: Stage) -> None:
    """The stage as it stands."""


@dataclass(frozen=True)
class Making:
    """A form that makes something. `marked` says that its view is marked with `makes_one`; the
    others know from what stands that it was made already.
    """

    name: str
    arguments: str
    who: str | None
    sent: dict[str, Any] = field(default_factory=dict)
    marked: bool = True
    answers: int = 303
    before: Callable[[Stage], None] = as_it_stands

    def path(self, stage: Stage) -> str:
        return Row(self.name, self.arguments, POST, str(self.answers)).path(stage)

    def words(self, stage: Stage) -> dict[str, Any]:
        return filled(self.sent, stage)

    def __str__(self) -> str:
        return f"{self.name} {self.arguments}".strip()


def filled(value: Any, stage: Stage) -> Any:
    """What is sent, with the things of the stage in it."""
    if isinstance(value, dict):
        return {key: filled(one, stage) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one, stage) for one in value]
    if not isinstance(value, str):
        return value
    return re.sub(r"\{([^}]+)\}", lambda found: _named(found[1], stage), value)


def _named(name: str, stage: Stage) -> str:
    if name in PEOPLE:
        return str(Member.objects.get(handle=name).code)
    if name.startswith("now+"):
        day = timezone.localtime() + timedelta(days=int(name[4:]))
        return day.strftime("%Y-%m-%dT%H:%M")
    if name.startswith("day+"):
        return str(timezone.localdate() + timedelta(days=int(name[4:])))
    if name.startswith("pk:"):
        return str(stage[name[3:]].pk)
    return str(stage[name].code)
