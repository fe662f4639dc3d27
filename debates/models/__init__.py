"""What is stored about debates, and always true."""

from debates.models.argument import Argument, ArgumentKind
from debates.models.commitment import COMMITMENT_STEPS, Commitment, CommitmentState
from debates.models.credit import Credit, CreditKind
from debates.models.echo import Echo
from debates.models.joint import JOINT_STEPS, JointState, JointStatement, Ratification, Side
from debates.models.landscape import LandscapeRun, Place, PublishedCounts, RunState
from debates.models.listening import (
    CARRIES_OVER_FOR,
    LAPSES_AFTER,
    MOST_ROUNDS,
    DebateRules,
    Restatement,
    RestatementState,
    Witnessing,
)
from debates.models.mission import (
    MISSION_STEPS,
    Carrier,
    Mission,
    MissionState,
    NeededSkill,
    Progress,
)
from debates.models.position import (
    Confidence,
    Ground,
    Importance,
    Position,
    PositionVersion,
    Readers,
    Stance,
)
from debates.models.statement import Moderated, Participant, Statement, Vote
from debates.models.topic import STEPS, Topic, TopicChoice, TopicSource, TopicState

__all__ = [
    "CARRIES_OVER_FOR",
    "COMMITMENT_STEPS",
    "JOINT_STEPS",
    "LAPSES_AFTER",
    "MISSION_STEPS",
    "MOST_ROUNDS",
    "STEPS",
    "Argument",
    "ArgumentKind",
    "Carrier",
    "Commitment",
    "CommitmentState",
    "Confidence",
    "Credit",
    "CreditKind",
    "DebateRules",
    "Echo",
    "Ground",
    "Importance",
    "JointState",
    "JointStatement",
    "LandscapeRun",
    "Mission",
    "MissionState",
    "Moderated",
    "NeededSkill",
    "Participant",
    "Place",
    "Position",
    "PositionVersion",
    "Progress",
    "PublishedCounts",
    "Ratification",
    "Readers",
    "Restatement",
    "RestatementState",
    "RunState",
    "Side",
    "Stance",
    "Statement",
    "Topic",
    "TopicChoice",
    "TopicSource",
    "TopicState",
    "Vote",
    "Witnessing",
]
