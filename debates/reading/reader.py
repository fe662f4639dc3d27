"""Who reads a topic, and how they stand to it; asked once for a whole page."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from communities.access import Standing
from communities.models import Community, Membership, MembershipState
from debates.models import Position, Topic, TopicSource
from debates.reading.queries import COMMUNITY, SOURCE, TOPIC, author_in, topic_rows
from members.models import Member
from members.viewer import viewer

LISTENING = "listening"
MOST_LISTENED = 200


@dataclass(frozen=True)
class Own:
    """How one's own position stands, if there is one."""

    id: int
    stance: int
    hidden_at: Any
    withdrawn_at: Any

    @property
    def stands(self) -> bool:
        return self.hidden_at is None and self.withdrawn_at is None


@dataclass(frozen=True)
class Reader:
    """A visitor has no member, no position and no wish, and listens nowhere."""

    topic: Topic
    standing: Standing
    member: Member | None = None
    own: Own | None = None
    wish: str = ""
    listens: bool = False
    # Whether restating comes before objecting here.
    restating_comes_first: bool = True

    @property
    def stands(self) -> bool:
        return self.own is not None and self.own.stands

    @property
    def sees_stances(self) -> bool:
        """Who stands where, and how many, follow one's own position, or the choice to listen."""
        return self.listens or self.stands

    @property
    def was_hidden(self) -> bool:
        return self.own is not None and self.own.hidden_at is not None

    @property
    def has_withdrawn(self) -> bool:
        return self.own is not None and not self.own.stands and not self.was_hidden

    @property
    def may_take(self) -> bool:
        return self.standing.belongs and self.topic.is_open and not self.was_hidden

    @property
    def may_contribute(self) -> bool:
        """Whoever belongs here may restate and argue while the topic is open."""
        return self.standing.belongs and self.topic.is_open

    @property
    def is_author(self) -> bool:
        return self.member is not None and self.topic.author_id == self.member.pk

    @property
    def may_close(self) -> bool:
        """As `access.can_close_topic`, from what is known already."""
        return self.standing.moderates or (self.is_author and self.standing.belongs)

    @property
    def nobody_else_stands_here(self) -> bool:
        others = Position.objects.standing().filter(topic=self.topic)
        return not others.exclude(member=self.member).exists()


def enter(request: HttpRequest, pk: int) -> Reader:
    """A topic whoever asks may read, and how they stand to it; 404 for everybody else."""
    member = viewer(request)
    rows = topic_rows(topic=pk, member=member)
    if not rows:
        raise Http404
    topic, rest = _topic(rows[0])
    if member is None:
        return Reader(topic, Standing(topic.community, None))
    role, wish, own, gate = rest
    return Reader(
        topic=topic,
        standing=_standing(topic.community, role),
        member=member,
        own=Own(**json.loads(own)) if own else None,
        wish=wish or "",
        listens=topic.code in request.session.get(LISTENING, ()),
        restating_comes_first=gate is not False,
    )


def listen(topic: Topic, request: HttpRequest) -> None:
    """Remember in this session that somebody chose to listen only, for the latest topics."""
    codes = [code for code in request.session.get(LISTENING, ()) if code != topic.code]
    request.session[LISTENING] = [*codes, topic.code][-MOST_LISTENED:]


def _topic(row: tuple[Any, ...]) -> tuple[Topic, list[Any]]:
    """The topic with its community, author and source, and the rest of the row."""
    topic = Topic.from_db("default", TOPIC, row[: len(TOPIC)])
    row = row[len(TOPIC) :]
    topic.community = Community.from_db("default", COMMUNITY, row[: len(COMMUNITY)])
    author, source, *rest = row[len(COMMUNITY) :]
    if author is not None:
        topic.author = author_in(author)
    topic.source_shown = _source(source)
    return topic, rest


def _source(told: str | None) -> TopicSource | None:
    if told is None:
        return None
    fields = json.loads(told)
    return TopicSource.from_db("default", SOURCE, [fields[name] for name in SOURCE])


def _standing(community: Community, role: str | None) -> Standing:
    if role is None:
        return Standing(community, None)
    membership = Membership(role=role, state=MembershipState.ACTIVE)
    return Standing(community, membership)
