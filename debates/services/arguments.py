"""Contributions in the thread under a position: support, objection, experience, answer."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from debates import access
from debates.models import Argument, ArgumentKind, Position
from debates.models.argument import DEEPEST, STEP
from debates.refusals import ArgumentHidden, RestateFirst
from debates.services.contributions import (
    consenting,
    known_language,
    lock_member,
    open_for_words,
    short_enough,
)
from members.models import Language, Member
from members.refusals import Invalid, NotAllowed, require
from members.services import limits
from members.services.notifications import dealt_with
from members.services.outbox import notify
from members.services.revisions import rewrite
from members.text import clean_text

LONGEST, LONGEST_SOURCES = 4000, 2000
# The same words in the same place within this time are one contribution, sent twice.
ONE_CLICK = timedelta(minutes=10)
TIME_DIGITS, ID_DIGITS = 16, 4


@transaction.atomic
def argue(
    *,
    member: Member,
    position: Position,
    kind: str,
    text: str,
    parent: Argument | None = None,
    sources: str = "",
    language: str = Language.GERMAN,
    publish: bool = False,
) -> Argument:
    """Write under a position, or below a contribution; an objection waits for its gate."""
    lock_member(member)
    position = _visible_position(member, position)
    require(access.can_argue_in, member, position.topic)
    open_for_words(position.topic)
    parent = _visible_parent(member, position, parent)
    text, sources = _checked(kind, text, sources, language, parent)
    if (twin := _twin(member, position, parent, kind, text)) is not None:
        return twin
    gate = _gate(member, kind, parent or position)
    consenting(member, publish)
    argument = Argument(
        position=position,
        version=position.current,
        parent=parent,
        author=member,
        kind=kind,
        text=text,
        sources=sources,
        language=language,
        was_unanswered=gate is not None and gate.is_unanswered,
    )
    argument.path, argument.depth = place_of(argument, parent)
    with limits.one_more(limits.ARGUMENTS, member):
        argument.save(force_insert=True)
        notify("debates.argued", actor=member, target=argument)
    if parent is not None:
        dealt_with(member=member, target=parent)
    return argument


@transaction.atomic
def edit_argument(
    *, member: Member, argument: Argument, text: str, sources: str, language: str
) -> Argument:
    """Change one's words while the topic is open; how they stood before is kept."""
    argument = _locked(argument)
    _refuse_hidden(member, argument)
    require(access.can_edit_argument, member, argument)
    open_for_words(argument.position.topic)
    text, sources = _checked(argument.kind, text, sources, language, argument.parent)
    fields = {"text": text, "sources": sources, "language": language}
    rewrite(argument, editor=member, fields=fields)
    return argument


@transaction.atomic
def withdraw_argument(*, member: Member, argument: Argument) -> Argument:
    """Take one's words back; the answers to them stay, and it can be undone."""
    argument = _locked(argument)
    require(access.can_withdraw_argument, member, argument)
    if argument.withdrawn_at is None:
        argument.withdrawn_at = timezone.now()
        argument.save(update_fields=["withdrawn_at"])
    return argument


@transaction.atomic
def restore_argument(*, member: Member, argument: Argument) -> Argument:
    """Bring one's withdrawn words back, while the topic is open."""
    argument = _locked(argument)
    _refuse_hidden(member, argument)
    require(access.can_withdraw_argument, member, argument)
    if argument.withdrawn_at is not None:
        open_for_words(argument.position.topic)
        argument.withdrawn_at = None
        argument.save(update_fields=["withdrawn_at"])
    return argument


def place_of(argument: Argument, parent: Argument | None) -> tuple[str, int]:
    """The path, and how deep it is. Below the deepest level everything stays on that level."""
    step = _step(argument.created_at, argument.pk)
    if parent is None:
        return step, 0
    above = parent.path[: STEP * (DEEPEST - 1)]
    return above + step, len(above) // STEP


def _step(at: datetime, pk: int) -> str:
    """Read in its order, the earlier one comes first."""
    microseconds = int(at.timestamp() * 1_000_000)
    return f"{microseconds:0{TIME_DIGITS}x}{pk % 16**ID_DIGITS:0{ID_DIGITS}x}"


def _gate(member: Member, kind: str, target: Position | Argument) -> access.Gate | None:
    """Only an objection has one."""
    if kind != ArgumentKind.OBJECTION:
        return None
    gate = access.gate_of(member, target)
    if not gate.is_open:
        raise RestateFirst(gate.sentence)
    return gate


def _visible_position(member: Member, position: Position) -> Position:
    visible = Position.objects.visible_to(member).filter(current__isnull=False)
    found = visible.select_related("member", "current", "topic__community").filter(pk=position.pk)
    if (here := found.first()) is None:
        raise NotAllowed
    return here


def _visible_parent(member: Member, position: Position, parent: Argument | None) -> Argument | None:
    if parent is None:
        return None
    visible = Argument.objects.published_to(member).filter(position=position)
    found = visible.select_related("author").filter(pk=parent.pk).first()
    if found is None:
        raise Invalid(_("What you answer is no longer there. Your words are kept."), field="parent")
    return found


def _checked(
    kind: str, text: str, sources: str, language: str, parent: Argument | None
) -> tuple[str, str]:
    if kind not in ArgumentKind.values:
        raise Invalid(
            _("Choose what it is: support, objection, experience or answer."), field="kind"
        )
    if kind == ArgumentKind.ANSWER and parent is None:
        raise Invalid(_("An answer needs a contribution that it answers."), field="kind")
    if not clean_text(text):
        raise Invalid(_("There are no words yet. One sentence is enough."), field="text")
    known_language(language)
    return short_enough("text", text, LONGEST), short_enough("sources", sources, LONGEST_SOURCES)


def _twin(
    member: Member, position: Position, parent: Argument | None, kind: str, text: str
) -> Argument | None:
    recent = Argument.objects.standing().filter(created_at__gte=timezone.now() - ONE_CLICK)
    return recent.filter(
        author=member, position=position, parent=parent, kind=kind, text=text
    ).first()


def _locked(argument: Argument) -> Argument:
    return (
        Argument.objects.select_for_update(of=("self",))
        .select_related("author", "parent", "position__topic__community")
        .get(pk=argument.pk)
    )


def _refuse_hidden(member: Member, argument: Argument) -> None:
    if argument.hidden_at is not None and argument.author_id == member.pk:
        raise ArgumentHidden
