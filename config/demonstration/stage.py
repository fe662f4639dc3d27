"""What has come to pass so far, by the names the files use."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from django.db.models import Model
from django.utils import timezone

from communities.models import Community
from debates.models import (
    Argument,
    Commitment,
    JointStatement,
    Mission,
    Position,
    Restatement,
    Statement,
    Topic,
)
from members.models import Member, Question, ValueStatement
from sharing.models import Exchange, Experience, Introduction, Offer, Request, Skill


class Rank(IntEnum):
    """In which order things happen on the same day."""

    ARRIVE = 0
    FOUND = 1
    ENTER = 2
    CARRY = 3
    OPEN = 4
    STAND = 5
    SHARE = 6
    ASK = 7
    ANSWER = 8
    WRITE = 9
    CLAIM = 10
    VOTE = 11
    RESTATE = 12
    HEAR = 13
    ARGUE = 14
    THANK = 15
    JOIN = 16
    PROMISE = 17
    REPORT = 18
    DECIDE = 19


@dataclass(frozen=True)
class Act:
    """Something a member does, so many days before today."""

    days: int
    rank: Rank
    do: Callable[[], object]


@dataclass
class Stage:
    # The same for all acts, though midnight may come while they are played.
    today: date = field(default_factory=timezone.localdate)
    skills: dict[str, Skill] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    values: dict[tuple[str, str], ValueStatement] = field(default_factory=dict)
    communities: dict[str, Community] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    positions: dict[tuple[str, str], Position] = field(default_factory=dict)
    notices: dict[str, Offer | Request] = field(default_factory=dict)
    questions: dict[tuple[str, str], Question] = field(default_factory=dict)
    # By topic and place in its list.
    statements: dict[tuple[str, int], Statement] = field(default_factory=dict)
    # The latest of a listener to an author, by topic.
    restatements: dict[tuple[str, str, str], Restatement] = field(default_factory=dict)
    arguments: dict[tuple[str, str], Argument] = field(default_factory=dict)
    joint: dict[str, JointStatement] = field(default_factory=dict)
    missions: dict[str, Mission] = field(default_factory=dict)
    commitments: dict[tuple[str, str], Commitment] = field(default_factory=dict)
    exchanges: dict[str, Exchange] = field(default_factory=dict)
    experiences: dict[str, Experience] = field(default_factory=dict)
    introductions: dict[tuple[str, str], Introduction] = field(default_factory=dict)

    def thing(self, about: str) -> Model:
        """What `story:vreni`, `value:lea/security` or `position:wages/reto` stands for."""
        kind, _colon, name = about.partition(":")
        first, _slash, second = name.partition("/")
        if kind == "story":
            return self.members[first]
        if kind == "value":
            return self.values[first, second]
        if kind == "position":
            return self.positions[first, second]
        return self.notices[name]
