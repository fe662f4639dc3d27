"""A member stands for something: takes a position, changes it, withdraws it, brings it back."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Visibility
from communities.services.activity import record
from debates import access
from debates.models import (
    Argument,
    Position,
    Readers,
    Restatement,
    RestatementState,
    Topic,
)
from debates.refusals import HiddenByModeration, TopicClosed
from debates.services.credits import Thanks, thank_along
from debates.services.versions import (
    LONGEST_BECAUSE,
    LONGEST_CORE,
    LONGEST_MOVE,
    LONGEST_REASONS,
    LONGEST_STORY,
    LONGEST_WORDS,
    MOST_GROUNDS,
    Draft,
    FirstValue,
    Rest,
    add_version,
    checked,
    checked_move,
    declared,
    says_the_same,
)
from members.models import Language, Member, Purpose
from members.refusals import Invalid, require
from members.services.consents import consents_to, give_consent
from members.services.questions import open_to_more

__all__ = [
    "LONGEST_BECAUSE",
    "LONGEST_CORE",
    "LONGEST_MOVE",
    "LONGEST_REASONS",
    "LONGEST_STORY",
    "LONGEST_WORDS",
    "MOST_GROUNDS",
    "FirstValue",
    "Rest",
    "Thanks",
    "restore_position",
    "take_position",
    "withdraw_position",
]

# Who reads a position, the fewest first.
CIRCLES: list[str] = [Readers.COMMUNITY, Readers.MEMBERS, Readers.EVERYONE]
OPENS_NO_MORE = _(
    "Others have written under your position for those who could read it. You can choose fewer "
    "readers, but no longer more."
)


@transaction.atomic
def take_position(
    *,
    member: Member,
    topic: Topic,
    stance: int,
    core: str,
    reasons: str,
    grounds: Sequence[Rest],
    confidence: int | None = None,
    importance: int | None = None,
    story: str = "",
    visibility: str | None = None,
    language: str = Language.GERMAN,
    publish: bool = False,
    declares: FirstValue | None = None,
    because: str = "",
    credits: Sequence[Thanks] = (),
) -> Position:
    """Let a member stand for something; taking it again adds a version and keeps the earlier one,
    for whoever could read it until now.

    Others read it, so it needs the consent to publish positions; `publish` gives it now.
    `declares` states a first value, which becomes a ground. Another stance than the one that
    stands needs a `because`; `credits` name who or what moved the member. Without `visibility` it
    stays as it was, and is for members at first.
    """
    # Two clicks at once wait for each other here.
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    topic = _open_topic(member, topic)
    if declares is not None:
        grounds = [*grounds, declared(member, declares, language)]
    draft = Draft(stance, core, reasons, story, confidence, importance, language, tuple(grounds))
    draft = checked(member, draft)
    _consenting(member, publish)
    position, is_new = _position_of(member, topic, stance)
    if position.hidden_at is not None:
        raise HiddenByModeration
    has_moved = not is_new and position.stance != stance
    because = checked_move(because, is_needed=has_moved and position.stands)
    readers = _readers(topic, visibility, position)
    if is_new or not position.stands or not says_the_same(position, draft, because):
        add_version(position, draft, because, visibility=readers)
        _remember(position, topic, is_new=is_new, has_moved=has_moved)
    elif position.visibility != readers:
        position.visibility = readers
        position.save(update_fields=["visibility"])
    thank_along(member=member, position=position, thanks=credits)
    return position


@transaction.atomic
def withdraw_position(*, member: Member, position: Position) -> Position:
    """Stand for it no longer; nobody else reads it, and it can be brought back."""
    position = Position.objects.select_for_update().get(pk=position.pk)
    require(access.can_withdraw_position, member, position)
    if position.withdrawn_at is None:
        position.withdrawn_at = timezone.now()
        position.save(update_fields=["withdrawn_at"])
    return position


@transaction.atomic
def restore_position(*, member: Member, position: Position) -> Position:
    """Bring a withdrawn position back as it stood, while the topic is open."""
    position = (
        Position.objects.select_for_update(of=("self",))
        .select_related("topic__community")
        .get(pk=position.pk)
    )
    require(access.can_withdraw_position, member, position)
    if position.withdrawn_at is not None:
        _open_topic(member, position.topic)
        position.withdrawn_at = None
        position.save(update_fields=["withdrawn_at"])
    return position


def _open_topic(member: Member, topic: Topic) -> Topic:
    """The topic as it stands now, since it may have been closed while somebody wrote."""
    topic = Topic.objects.select_related("community").get(pk=topic.pk)
    require(access.can_see_topic, member, topic)
    require(access.can_take_position, member, topic)
    if topic.is_over:
        raise TopicClosed
    return topic


def _consenting(member: Member, publish: bool) -> None:
    if publish:
        give_consent(member=member, purpose=Purpose.PUBLISH_POSITIONS)
    elif not consents_to(member, Purpose.PUBLISH_POSITIONS):
        raise Invalid(
            _("Others read a position under your name. Tick that you agree to this."),
            field="publish",
        )


def _position_of(member: Member, topic: Topic, stance: int) -> tuple[Position, bool]:
    """The one position of a member on a topic, locked; a second click waits here for the first."""
    position, is_new = Position.objects.select_for_update().get_or_create(
        topic=topic, member=member, defaults={"stance": stance, "taken_at": timezone.now()}
    )
    position.topic = topic
    return position, is_new


def _readers(topic: Topic, visibility: str | None, position: Position) -> str:
    """As chosen; where only the members of a community read, it stays theirs if that changes. What
    others wrote under a position was for those who could read it then, so these grow no more.
    """
    if visibility is not None and visibility not in Readers.values:
        raise Invalid(_("Choose who shall read your position."), field="visibility")
    if topic.community.visibility != Visibility.PUBLIC:
        return Readers.COMMUNITY
    chosen = visibility or position.visibility
    if CIRCLES.index(chosen) > CIRCLES.index(position.visibility):
        refused = Invalid(OPENS_NO_MORE, field="visibility")
        if _others_wrote(position):
            raise refused
        open_to_more(position, refused=refused)
    return chosen


def _others_wrote(position: Position) -> bool:
    """Whether somebody else's words stand under a position."""
    contributions = Argument.objects.filter(position=position).exclude(author=position.member_id)
    heard = Restatement.objects.filter(position=position, state=RestatementState.HEARD)
    return contributions.exists() or heard.exists()


def _remember(position: Position, topic: Topic, *, is_new: bool, has_moved: bool) -> None:
    if is_new or has_moved:
        kind = "debates.position_taken" if is_new else "debates.position_moved"
        record(kind, actor=position.member, community=topic.community, target=position)
