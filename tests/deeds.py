"""A joint statement and a mission of each community, for the stage."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from debates.models import (
    Carrier,
    Commitment,
    JointState,
    JointStatement,
    Mission,
    NeededSkill,
    Progress,
    Ratification,
    Side,
    Topic,
)
from members.models import Language

ENGLISH = Language.ENGLISH


def deeds(stage: Any, cast: Any, topic: Topic, name: str) -> None:
    """Lea and Ben wrote together, Ben dissents in one thing; Lea carries a mission so far alone."""
    joint = stage.put(
        f"joint.{name}",
        JointStatement.objects.create(
            topic=topic,
            author=cast.lea,
            author_side=Side.FOR,
            coauthor=cast.ben,
            text="Whoever asks why they earn less gets an answer in whole sentences.",
            language=ENGLISH,
            state=JointState.OPEN,
            opened_at=timezone.now(),
        ),
    )
    joint.stands_on.add(stage[f"statement.{name}"])
    stage.put(
        f"ratification.{name}",
        Ratification.objects.create(
            joint=joint,
            member=cast.ben,
            side=Side.AGAINST,
            agrees=False,
            dissent="Whole sentences take time nobody has in December.",
            language=ENGLISH,
        ),
    )
    _mission(stage, cast, topic, name)


def _mission(stage: Any, cast: Any, topic: Topic, name: str) -> None:
    today = timezone.localdate()
    mission = stage.put(
        f"mission.{name}",
        Mission.objects.create(
            topic=topic,
            starter=cast.lea,
            aim="Five firms try a talk about pay that can be practised.",
            ground="Whoever asks gets an answer.",
            language=ENGLISH,
            review_on=today + timedelta(days=30),
        ),
    )
    NeededSkill.objects.create(mission=mission, words="writing down what was said")
    Carrier.objects.create(mission=mission, member=cast.lea, side=Side.FOR)
    stage.put(
        f"commitment.{name}",
        Commitment.objects.create(
            mission=mission,
            member=cast.lea,
            deed="I ask the head of our home.",
            due=today + timedelta(days=10),
            obstacle="She is away.",
            then="I ask her deputy.",
            witness=cast.ben,
            language=ENGLISH,
        ),
    )
    stage.put(
        f"progress.{name}",
        Progress.objects.create(
            mission=mission, member=cast.lea, text="Two firms said yes.", language=ENGLISH
        ),
    )
