"""After two “not quite” somebody else says whether a restatement is fair."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from debates import access
from debates.models import Restatement, RestatementState, Witnessing
from debates.refusals import JudgedAlready, WitnessCalledAlready, WitnessFirst
from debates.services.contributions import lock_member, short_enough
from debates.services.restatements import become_heard, locked
from members.models import Member
from members.refusals import Invalid, require
from members.services.outbox import notify

SHORTEST_WHY, LONGEST_WHY = 10, 280


@transaction.atomic
def call_witness(*, member: Member, restatement: Restatement, witness: Member | None) -> Witnessing:
    """Propose a witness whom the author then accepts; None calls the moderators."""
    lock_member(member)
    restatement = locked(restatement)
    require(access.can_call_witness, member, restatement)
    witnessing = _of(restatement)
    if witnessing is not None and witnessing.judged_at is not None:
        raise JudgedAlready
    if witness is None:
        return _call_moderators(member, restatement, witnessing)
    return _propose(member, restatement, witnessing, witness)


@transaction.atomic
def accept_witness(*, member: Member, restatement: Restatement) -> Witnessing:
    """The author accepts whom the listener proposed; only then that person reads it."""
    restatement = locked(restatement)
    require(access.can_accept_witness, member, restatement)
    witnessing = _proposed(restatement)
    if witnessing.accepted_at is None:
        witnessing.accepted_at = timezone.now()
        witnessing.save(update_fields=["accepted_at"])
        once = _once(witnessing)
        notify("debates.witness_asked", actor=member, target=restatement, once=once)
    return witnessing


@transaction.atomic
def decline_witness(*, member: Member, restatement: Restatement) -> Witnessing:
    """The author would rather not have this witness; the listener may propose another one."""
    restatement = locked(restatement)
    require(access.can_accept_witness, member, restatement)
    witnessing = _of(restatement)
    if witnessing is not None and witnessing.declined_at is not None:
        return witnessing
    witnessing = _proposed(restatement)
    once = _once(witnessing)
    witnessing.witness, witnessing.accepted_at = None, None
    witnessing.declined_at = timezone.now()
    witnessing.save(update_fields=["witness", "accepted_at", "declined_at"])
    notify("debates.witness_declined", actor=member, target=restatement, once=once)
    return witnessing


@transaction.atomic
def judge(*, member: Member, restatement: Restatement, is_fair: bool, words: str) -> Restatement:
    """Say whether a restatement is fair, and why; fair ones count as heard."""
    restatement = locked(restatement)
    require(access.can_judge, member, restatement)
    witnessing = restatement.witnessing
    if witnessing.judged_at is not None or restatement.state == RestatementState.HEARD:
        raise JudgedAlready
    why = short_enough("words", words, LONGEST_WHY)
    if len(why) < SHORTEST_WHY:
        raise Invalid(_("Say in one sentence why; both will read it."), field="words")
    witnessing.witness, witnessing.is_fair, witnessing.words = member, is_fair, why
    witnessing.judged_at = timezone.now()
    witnessing.save(update_fields=["witness", "is_fair", "words", "judged_at"])
    if is_fair:
        become_heard(restatement)
    notify("debates.judged", actor=member, target=restatement)
    return restatement


def _propose(
    member: Member, restatement: Restatement, witnessing: Witnessing | None, witness: Member
) -> Witnessing:
    if witnessing is not None and witnessing.witness_id == witness.pk:
        return witnessing
    if witnessing is not None and not access.is_free(witnessing):
        raise WitnessCalledAlready
    if not access.witnesses_for(restatement).filter(pk=witness.pk).exists():
        raise Invalid(
            _("Choose somebody who stands for something here, and is neither of you two."),
            field="witness",
        )
    called = _called(restatement, witness=witness, calls_moderators=False)
    notify("debates.witness_proposed", actor=member, target=restatement, once=_once(called))
    return called


def _call_moderators(
    member: Member, restatement: Restatement, witnessing: Witnessing | None
) -> Witnessing:
    if witnessing is not None and witnessing.calls_moderators:
        return witnessing
    if not access.may_call_moderators(restatement, witnessing):
        raise WitnessFirst
    called = _called(restatement, witness=None, calls_moderators=True)
    notify("debates.witness_asked", actor=member, target=restatement, once=_once(called))
    return called


def _called(restatement: Restatement, **whom: Member | bool | None) -> Witnessing:
    """Whoever is called now takes the place of whoever was called before."""
    anew = {"called_at": timezone.now(), "accepted_at": None, "declined_at": None}
    called, _new = Witnessing.objects.update_or_create(
        restatement=restatement, defaults=whom | anew
    )
    return called


def _of(restatement: Restatement) -> Witnessing | None:
    return getattr(restatement, "witnessing", None)


def _proposed(restatement: Restatement) -> Witnessing:
    """The witness who was proposed and has not judged yet."""
    witnessing = _of(restatement)
    if witnessing is None or witnessing.witness_id is None or witnessing.calls_moderators:
        raise WitnessCalledAlready(_("No witness is proposed here any more."))
    if witnessing.judged_at is not None:
        raise JudgedAlready
    return witnessing


def _once(witnessing: Witnessing) -> str:
    """Tells apart one call from the next, since a witness may be declined."""
    return witnessing.called_at.isoformat()
