"""Restating somebody in one's own words, and their answer: heard, or not quite."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.services.activity import record
from debates import access
from debates.access.listening import Target
from debates.listening.copying import is_copy
from debates.models import (
    LAPSES_AFTER,
    MOST_ROUNDS,
    Argument,
    Position,
    PositionVersion,
    Restatement,
    RestatementState,
)
from debates.refusals import (
    AnsweredAlready,
    HeardAlready,
    NoMoreRounds,
    TooLateForNotQuite,
    WaitsAlready,
)
from debates.services.bridging import rescore
from debates.services.contributions import (
    consenting,
    known_language,
    lock_member,
    open_for_words,
    short_enough,
)
from members.models import EncounterKind, Language, Member
from members.refusals import Invalid, NotAllowed, require
from members.services import limits
from members.services.outbox import notify
from members.services.relationships import record_encounter
from members.text import clean_text

SHORTEST, LONGEST = 60, 600
LONGEST_LINE = 280
SHORTEST_CORRECTION, LONGEST_CORRECTION = 10, 600
SENT, HEARD, NOT_QUITE, LAPSED = (
    RestatementState.SENT,
    RestatementState.HEARD,
    RestatementState.NOT_QUITE,
    RestatementState.LAPSED,
)


@transaction.atomic
def restate(
    *,
    member: Member,
    target: Target,
    text: str,
    also_agree: str = "",
    learned: str = "",
    language: str = Language.GERMAN,
    publish: bool = False,
) -> Restatement:
    """Say in one's own words what somebody stands for; three rounds, one at a time."""
    lock_member(member)
    target = _visible(member, target)
    author = access.author_of(target)
    position = target.position if isinstance(target, Argument) else target
    require(access.can_restate, member, target)
    assert author is not None
    require(access.can_restate_in, member, position.topic)
    open_for_words(position.topic)
    words = " ".join(text.split())
    if (waiting := _waiting(member, target)) is not None:
        if waiting.text == words:
            return waiting
        raise WaitsAlready(waiting)
    rounds = _rounds(member, target)
    _refuse_words(words, target)
    known_language(language)
    also_agree = short_enough("also_agree", also_agree, LONGEST_LINE)
    learned = short_enough("learned", learned, LONGEST_LINE)
    consenting(member, publish)
    with limits.one_more(limits.RESTATEMENTS, member):
        restatement = Restatement.objects.create(
            position=position,
            version=_version(position),
            argument=target if isinstance(target, Argument) else None,
            listener=member,
            author=author,
            text=words,
            also_agree=also_agree,
            learned=learned,
            language=language,
            round=rounds + 1,
        )
        notify("debates.restated", actor=member, target=restatement)
    return restatement


@transaction.atomic
def confirm_heard(*, member: Member, restatement: Restatement) -> Restatement:
    """Say that one feels heard; also late, and also on reading a “not quite” again."""
    restatement = locked(restatement)
    require(access.can_answer_restatement, member, restatement)
    if restatement.state == HEARD:
        return restatement
    become_heard(restatement)
    record_encounter(
        kind=EncounterKind.HEARD, actor=restatement.listener, other=member, target=restatement
    )
    record(
        "debates.felt_heard",
        actor=member,
        community=restatement.position.topic.community,
        target=restatement,
    )
    return restatement


@transaction.atomic
def answer_not_quite(*, member: Member, restatement: Restatement, correction: str) -> Restatement:
    """Say what is missing; within three days, and not after having said heard."""
    restatement = locked(restatement)
    require(access.can_answer_restatement, member, restatement)
    words = clean_text(correction)
    if restatement.state == NOT_QUITE and restatement.correction == words:
        return restatement
    if restatement.has_lapsed:
        raise TooLateForNotQuite
    if restatement.state != SENT:
        raise AnsweredAlready
    if len(words) < SHORTEST_CORRECTION:
        raise Invalid(
            _("Say what is missing, in ten characters at least; it helps the next round."),
            field="correction",
        )
    restatement.correction = short_enough("correction", words, LONGEST_CORRECTION)
    restatement.state, restatement.answered_at = NOT_QUITE, timezone.now()
    restatement.save(update_fields=["state", "correction", "answered_at"])
    notify("debates.not_quite", actor=member, target=restatement)
    rescore(restatement.position_id)
    return restatement


def lapse_due(now: datetime | None = None) -> int:
    """Write down that restatements stayed unanswered for three days; gives how many."""
    late = Restatement.objects.filter(
        state=SENT, created_at__lte=(now or timezone.now()) - LAPSES_AFTER
    )
    with transaction.atomic():
        rows = list(late.select_for_update(skip_locked=True, of=("self",)))
        for restatement in rows:
            lapse(restatement)
    return len(rows)


def lapse(restatement: Restatement) -> None:
    """Nobody answered for three days: the way to object is open, and the listener is told."""
    restatement.state = LAPSED
    restatement.save(update_fields=["state"])
    notify("debates.restatement_lapsed", actor=None, target=restatement)


def become_heard(restatement: Restatement) -> None:
    """From now on others read it, and the position counts as heard."""
    restatement.state, restatement.answered_at = HEARD, timezone.now()
    restatement.save(update_fields=["state", "answered_at"])
    rescore(restatement.position_id)


def locked(restatement: Restatement) -> Restatement:
    """As it stands now; a second click waits here for the first. Hidden ones rest."""
    row = (
        Restatement.objects.select_for_update(of=("self",))
        .select_related(
            "listener", "author", "position__topic__community", "argument", "witnessing__witness"
        )
        .get(pk=restatement.pk)
    )
    if row.hidden_at is not None:
        raise NotAllowed
    return row


def original_of(target: Target) -> str:
    """Everything somebody restates: core, reasons and story of a position, or an argument."""
    if isinstance(target, Argument):
        return target.text
    version = _version(target)
    return "\n".join([version.core, version.reasons, version.story])


def _visible(member: Member, target: Target) -> Target:
    """As it stands now, if the member may read it."""
    if isinstance(target, Argument):
        arguments = Argument.objects.visible_to(member).select_related(
            "author", "position__member", "position__current", "position__topic__community"
        )
        argument = arguments.filter(pk=target.pk).first()
        if argument is None:
            raise NotAllowed
        return argument
    positions = Position.objects.visible_to(member).select_related(
        "member", "current", "topic__community"
    )
    position = positions.filter(pk=target.pk, current__isnull=False).first()
    if position is None:
        raise NotAllowed
    return position


def _version(position: Position) -> PositionVersion:
    assert position.current is not None
    return position.current


def _mine(member: Member, target: Target) -> QuerySet[Restatement]:
    mine = Restatement.objects.filter(listener=member)
    if isinstance(target, Argument):
        return mine.filter(argument=target)
    return mine.filter(version=_version(target), argument__isnull=True)


def _waiting(member: Member, target: Target) -> Restatement | None:
    """One's restatement that still waits; one that waited for three days does no longer."""
    waiting = _mine(member, target).filter(state=SENT).first()
    if waiting is None or not waiting.has_lapsed:
        return waiting
    lapse(waiting)
    return None


def _rounds(member: Member, target: Target) -> int:
    """How often one restated this already; refuses after being heard, and after three rounds."""
    states = list(_mine(member, target).values_list("state", flat=True))
    if HEARD in states:
        raise HeardAlready
    if len(states) >= MOST_ROUNDS:
        raise NoMoreRounds
    return len(states)


def _refuse_words(words: str, target: Target) -> None:
    if len(words) < SHORTEST:
        raise Invalid(
            _("A few more words: what is said, and why it matters? At least 60 characters."),
            field="text",
        )
    if len(words) > LONGEST:
        raise Invalid(
            _("Please keep it under 600 characters; the core is enough."),
            field="text",
        )
    if is_copy(words, original_of(target)):
        raise Invalid(
            _(
                "These are mostly the words of the other. Put them aside for a moment and say it "
                "as you would tell a friend."
            ),
            field="text",
        )
