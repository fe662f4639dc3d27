"""Who reads a topic, and how they stand to it; asked once for a whole page."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from communities.access import Standing, standing
from debates import access
from debates.models import Position, Topic, TopicChoice
from members.models import Member
from members.viewer import viewer

LISTENING = "listening"
MOST_LISTENED = 200


@dataclass(frozen=True)
class Reader:
    """A visitor has no member, no position, no wish, and only listens nowhere."""

    topic: Topic
    standing: Standing
    member: Member | None = None
    own: Position | None = None
    wish: str = ""
    listens: bool = False

    @property
    def sees_stances(self) -> bool:
        """Who stands where, and how many, follow one's own position, or the choice to listen."""
        return self.listens or (self.own is not None and self.own.stands)

    @property
    def may_take(self) -> bool:
        return self.standing.belongs and self.topic.is_open and not self.was_hidden

    @property
    def was_hidden(self) -> bool:
        return self.own is not None and self.own.hidden_at is not None

    @property
    def has_withdrawn(self) -> bool:
        return self.own is not None and self.own.withdrawn_at is not None and not self.was_hidden

    @property
    def is_author(self) -> bool:
        return self.member is not None and self.topic.author_id == self.member.pk

    @property
    def may_edit(self) -> bool:
        return access.can_edit_topic(self.member, self.topic)

    @property
    def may_close(self) -> bool:
        """As `access.can_close_topic`, from what is known already."""
        return self.standing.moderates or (self.is_author and self.standing.belongs)

    @cached_property
    def nobody_else_stands_here(self) -> bool:
        others = Position.objects.standing().filter(topic=self.topic)
        return not others.exclude(member=self.member).exists()


def reader_of(topic: Topic, request: HttpRequest) -> Reader:
    """How whoever asks for this page stands to this topic."""
    member = viewer(request)
    if member is None:
        return Reader(topic, standing(None, topic.community))
    return Reader(
        topic=topic,
        standing=standing(member, topic.community),
        member=member,
        own=_own(topic, member),
        wish=_wish(topic, member),
        listens=topic.code in request.session.get(LISTENING, ()),
    )


def listen(topic: Topic, request: HttpRequest) -> None:
    """Remember in this session that somebody chose to listen only, for the latest topics."""
    codes = [code for code in request.session.get(LISTENING, ()) if code != topic.code]
    request.session[LISTENING] = [*codes, topic.code][-MOST_LISTENED:]


def _own(topic: Topic, member: Member) -> Position | None:
    own = Position.objects.filter(topic=topic, member=member).select_related("current").first()
    if own is not None:
        own.member = member
    return own


def _wish(topic: Topic, member: Member) -> str:
    wishes = TopicChoice.objects.filter(topic=topic, member=member)
    return wishes.values_list("wish", flat=True).first() or ""
