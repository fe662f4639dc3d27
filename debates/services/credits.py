""" "You changed my mind": said by a member who moved, to whoever moved them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from debates import access
from debates.models import (
    Argument,
    Credit,
    CreditKind,
    Position,
    PositionVersion,
    Restatement,
    Topic,
)
from debates.refusals import CreditedAlready, NotMovedYet, TopicClosed
from debates.services.bridging import rescore
from members.models import EncounterKind, Member, Question, QuestionState
from members.refusals import Invalid, require
from members.services.outbox import notify
from members.services.relationships import record_encounter

LONGEST_SENTENCE = 280
# The same again within this time is a second click, not a second credit.
TWICE = timedelta(minutes=1)


@dataclass(frozen=True)
class Thanks:
    """What moved somebody: by its kind and id, and in one sentence if they like."""

    kind: str
    id: int
    words: str = ""


@dataclass(frozen=True)
class Contribution:
    """Something that may have moved somebody: how to find it, and whose it is."""

    readable: Callable[[Member, Topic], QuerySet[Any]]
    author: Callable[[Any, Member], Member]


@transaction.atomic
def give_credit(*, member: Member, version: PositionVersion, thanks: Thanks) -> Credit:
    """Say what moved one to this version: never oneself, and each contribution once."""
    # Two clicks at once wait here; two who credit each other only name the other row.
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    version = PositionVersion.objects.select_related("position__topic").get(pk=version.pk)
    _moved_and_open(member, version)
    found, earlier = _found(member, version.position.topic, thanks)
    if earlier is not None and earlier.withdrawn_at is None:
        is_second_click = earlier.created_at > timezone.now() - TWICE
        if not is_second_click or earlier.version_id != version.pk:
            raise CreditedAlready
        return earlier
    credit = _written(earlier or Credit(**found), version, thanks)
    rescore_receiver(credit.topic_id, credit.receiver_id)
    return credit


def thank_along(*, member: Member, position: Position, thanks: Sequence[Thanks]) -> None:
    """Give credit with a change of position; what was credited before stays as it is."""
    if not thanks:
        return
    version = position.versions.select_related("position__topic").latest("number")
    _moved_and_open(member, version)
    for one in thanks:
        found, earlier = _found(member, version.position.topic, one)
        if earlier is None or earlier.withdrawn_at is not None:
            credit = _written(earlier or Credit(**found), version, one)
            # Afterwards, since two who credit each other at once would wait for each other.
            transaction.on_commit(partial(rescore_receiver, credit.topic_id, credit.receiver_id))


@transaction.atomic
def withdraw_credit(*, member: Member, credit: Credit) -> Credit:
    """Take a credit back; nobody reads it any more, and it can be brought back."""
    credit = _locked(credit)
    require(access.can_withdraw_credit, member, credit)
    if credit.withdrawn_at is None:
        credit.withdrawn_at = timezone.now()
        credit.save(update_fields=["withdrawn_at"])
        credit.encounters.all().delete()
        rescore_receiver(credit.topic_id, credit.receiver_id)
    return credit


@transaction.atomic
def restore_credit(*, member: Member, credit: Credit) -> Credit:
    """Bring a withdrawn credit back as it stood."""
    credit = _locked(credit)
    require(access.can_withdraw_credit, member, credit)
    if credit.withdrawn_at is not None:
        require(access.can_credit, member, credit.receiver)
        credit.withdrawn_at = None
        credit.save(update_fields=["withdrawn_at"])
        _tell(credit)
        rescore_receiver(credit.topic_id, credit.receiver_id)
    return credit


def rescore_receiver(topic_id: int, receiver_id: int) -> None:
    """Whoever moved somebody may bridge more than before."""
    theirs = Position.objects.filter(topic=topic_id, member=receiver_id)
    for pk in theirs.values_list("pk", flat=True):
        rescore(pk)


def _moved_and_open(member: Member, version: PositionVersion) -> None:
    require(access.can_give_credit, member, version)
    if version.position.topic.is_over:
        raise TopicClosed
    if version.number == 1:
        raise NotMovedYet


def _found(member: Member, topic: Topic, thanks: Thanks) -> tuple[dict[str, Any], Credit | None]:
    """The columns of a credit for it, and the credit the member gave for it before."""
    words = " ".join(thanks.words.split())
    if len(words) > LONGEST_SENTENCE:
        raise Invalid(_("This is too long. Please shorten it."), field="words")
    contribution = CONTRIBUTIONS.get(thanks.kind)
    thing = contribution and contribution.readable(member, topic).filter(pk=thanks.id).first()
    if contribution is None or thing is None:
        raise Invalid(
            _("This is not part of this debate, or you can no longer read it. Choose again."),
            field="credits",
        )
    receiver = contribution.author(thing, member)
    require(access.can_credit, member, receiver)
    what = {} if thanks.kind == CreditKind.MEMBER else {thanks.kind: thing}
    once = {"topic": topic, "receiver": receiver} if thanks.kind == CreditKind.MEMBER else what
    given = Credit.objects.filter(giver=member, kind=thanks.kind, **once)
    columns = {"topic": topic, "giver": member, "receiver": receiver, "kind": thanks.kind, **what}
    return columns, given.select_related("receiver", "giver").first()


def _written(credit: Credit, version: PositionVersion, thanks: Thanks) -> Credit:
    """Write it, also where it had been withdrawn, and let the receiver know."""
    credit.version, credit.words = version, " ".join(thanks.words.split())
    credit.withdrawn_at = None
    credit.save()
    _tell(credit)
    return credit


def _tell(credit: Credit) -> None:
    record_encounter(
        kind=EncounterKind.MOVED, actor=credit.receiver, other=credit.giver, target=credit
    )
    notify("debates.moved_somebody", actor=credit.giver, target=credit)


def _locked(credit: Credit) -> Credit:
    rows = Credit.objects.select_for_update(of=("self",)).select_related("giver", "receiver")
    return rows.get(pk=credit.pk)


def _restatements(member: Member, topic: Topic) -> QuerySet[Restatement]:
    readable = Restatement.objects.visible_to(member).filter(hidden_at__isnull=True)
    here = readable.filter(position__topic=topic, listener__is_active=True)
    return here.select_related("listener")


def questions_in(topic: Topic, member: Member) -> QuerySet[Question]:
    """Those put to a member in a debate, and those they asked and had answered."""
    types = ContentType.objects.get_for_models(Topic, Position, Argument)
    about = (
        Q(target_type=types[Topic], target_id=topic.pk)
        | Q(
            target_type=types[Position],
            target_id__in=Position.objects.filter(topic=topic).values("pk"),
        )
        | Q(
            target_type=types[Argument],
            target_id__in=Argument.objects.filter(position__topic=topic).values("pk"),
        )
    )
    mine = Q(addressee=member) | Q(asker=member, state=QuestionState.ANSWERED)
    standing = Question.objects.filter(hidden_at__isnull=True, withdrawn_at__isnull=True)
    standing = standing.filter(asker__is_active=True, addressee__is_active=True)
    return standing.filter(about & mine).select_related("asker", "addressee")


def _other(question: Question, member: Member) -> Member:
    """The one of the two who is not this member."""
    return question.addressee if question.asker_id == member.pk else question.asker


def _stories(member: Member, topic: Topic) -> QuerySet[PositionVersion]:
    versions = PositionVersion.objects.visible_to(member).filter(position__topic=topic)
    return versions.exclude(story="").select_related("position__member")


def _arguments(member: Member, topic: Topic) -> QuerySet[Argument]:
    readable = Argument.objects.visible_to(member).filter(position__topic=topic)
    return readable.select_related("author")


def _members(member: Member, topic: Topic) -> QuerySet[Member]:
    readable = Position.objects.visible_to(member).filter(topic=topic)
    return Member.objects.filter(pk__in=readable.values("member"))


CONTRIBUTIONS: dict[str, Contribution] = {
    CreditKind.RESTATEMENT: Contribution(_restatements, lambda thing, member: thing.listener),
    CreditKind.QUESTION: Contribution(lambda member, topic: questions_in(topic, member), _other),
    CreditKind.STORY: Contribution(_stories, lambda thing, member: thing.position.member),
    CreditKind.ARGUMENT: Contribution(_arguments, lambda thing, member: thing.author),
    CreditKind.MEMBER: Contribution(_members, lambda thing, member: thing),
}
