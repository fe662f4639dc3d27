"""A member stands for something: takes a position, changes it, withdraws it, brings it back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.services.activity import record
from debates import access
from debates.models import Ground, Position, PositionVersion, Stance, Topic
from debates.refusals import HiddenByModeration, TopicClosed
from members.models import Language, Member, Purpose, ValueStatement
from members.refusals import Invalid, require
from members.services.consents import consents_to, give_consent
from members.services.values import declare_value

LONGEST_CORE, LONGEST_REASONS = 200, 6000
LONGEST_BECAUSE = LONGEST_WORDS = 280
MOST_GROUNDS = 10


@dataclass(frozen=True)
class Rest:
    """What a position shall rest on: one of the member's own value statements, with a because."""

    statement_id: int
    because: str = ""


@dataclass(frozen=True)
class FirstValue:
    """A value statement declared in the same breath, by a member who had named none it rests on."""

    value: str
    words: str


@dataclass(frozen=True)
class Draft:
    """A version before it is written."""

    stance: int
    core: str
    reasons: str
    language: str
    grounds: tuple[Rest, ...]


@transaction.atomic
def take_position(
    *,
    member: Member,
    topic: Topic,
    stance: int,
    core: str,
    reasons: str,
    grounds: Sequence[Rest],
    language: str = Language.GERMAN,
    publish: bool = False,
    declares: FirstValue | None = None,
) -> Position:
    """Let a member stand for something; taking it again adds a version and keeps the earlier one.

    Others read it, so it needs the consent to publish positions; `publish` gives it now.
    `declares` states a first value, which becomes a ground.
    """
    # Two clicks at once wait for each other here.
    Member.objects.select_for_update().get(pk=member.pk)
    topic = _open_topic(member, topic)
    if declares is not None:
        grounds = [*grounds, Rest(_declared(member, declares, language))]
    draft = _checked(member, stance, core, reasons, language, grounds)
    _consenting(member, publish)
    position, is_new = _position_of(member, topic, stance)
    if position.hidden_at is not None:
        raise HiddenByModeration
    if not is_new and position.stands and _says_the_same(position, draft):
        return position
    moved = not is_new and position.stance != stance
    _add_version(position, draft)
    if is_new or moved:
        kind = "debates.position_taken" if is_new else "debates.position_moved"
        record(kind, actor=member, community=topic.community, target=position)
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


def _checked(
    member: Member,
    stance: int,
    core: str,
    reasons: str,
    language: str,
    grounds: Sequence[Rest],
) -> Draft:
    core, reasons = " ".join(core.split()), reasons.strip()
    if stance not in Stance.values:
        raise Invalid(_("Choose one of the five places on the string."), field="stance")
    _has_words("core", core, LONGEST_CORE, _("Say the core of it in one sentence."))
    _has_words("reasons", reasons, LONGEST_REASONS, _("Give your reasons; one is enough."))
    if language not in Language.values:
        raise Invalid(_("Please choose the language you wrote in."), field="language")
    return Draft(stance, core, reasons, language, _own_grounds(member, grounds))


def _has_words(field: str, text: str, most: int, missing: object) -> None:
    if not text:
        raise Invalid(missing, field=field)
    if len(text) > most:
        raise Invalid(_("This is too long. Please shorten it."), field=field)


def _own_grounds(member: Member, grounds: Sequence[Rest]) -> tuple[Rest, ...]:
    """Each value statement once, all of them the member's own and standing."""
    rests = {rest.statement_id: Rest(rest.statement_id, rest.because.strip()) for rest in grounds}
    own = ValueStatement.objects.current().filter(member=member, pk__in=rests).count()
    if not rests or own != len(rests) or len(rests) > MOST_GROUNDS:
        raise Invalid(_("Choose at least one of your own values it rests on."), field="grounds")
    if any(len(rest.because) > LONGEST_BECAUSE for rest in rests.values()):
        raise Invalid(_("A because is one sentence. Please shorten it."), field="grounds")
    return tuple(rests[key] for key in sorted(rests))


def _declared(member: Member, first: FirstValue, language: str) -> int:
    """The id of the statement; the same words a second time are the same statement."""
    words = first.words.strip()
    own = ValueStatement.objects.current().filter(member=member, value=first.value, words=words)
    earlier = own.values_list("pk", flat=True).first()
    if earlier is not None:
        return earlier
    if len(words) > LONGEST_WORDS:
        raise Invalid(_("This is too long. Please shorten it."), field="words")
    return declare_value(member=member, value=first.value, words=words, language=language).pk


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
    return Position.objects.select_for_update().get_or_create(
        topic=topic, member=member, defaults={"stance": stance, "taken_at": timezone.now()}
    )


def _says_the_same(position: Position, draft: Draft) -> bool:
    version = position.versions.first()
    if version is None:
        return False
    grounds = version.grounds.order_by("statement_id").values_list("statement_id", "because")
    stands = Draft(
        version.stance,
        version.core,
        version.reasons,
        version.language,
        tuple(Rest(*ground) for ground in grounds),
    )
    return stands == draft


def _add_version(position: Position, draft: Draft) -> None:
    """Write the next version and make it the current one."""
    latest = position.versions.values_list("number", flat=True).first() or 0
    version = PositionVersion.objects.create(
        position=position,
        number=latest + 1,
        stance=draft.stance,
        core=draft.core,
        reasons=draft.reasons,
        language=draft.language,
    )
    Ground.objects.bulk_create(
        Ground(version=version, statement_id=rest.statement_id, because=rest.because)
        for rest in draft.grounds
    )
    position.current, position.stance = version, draft.stance
    position.taken_at, position.withdrawn_at = version.created_at, None
    position.save(update_fields=["current", "stance", "taken_at", "withdrawn_at"])
