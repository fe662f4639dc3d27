"""What is stored about debates, and always true."""

from debates.models.position import Ground, Position, PositionVersion, Stance
from debates.models.statement import Moderated, Participant, Statement, Vote
from debates.models.topic import Topic, TopicChoice, TopicSource, TopicState

__all__ = [
    "Ground",
    "Moderated",
    "Participant",
    "Position",
    "PositionVersion",
    "Stance",
    "Statement",
    "Topic",
    "TopicChoice",
    "TopicSource",
    "TopicState",
    "Vote",
]
