"""What the page of a restatement shows to the two, to its witness, and once heard to others."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from debates import access
from debates.access import Gate
from debates.forms.listening import CorrectionForm, JudgementForm, WitnessForm
from debates.models import (
    Argument,
    PositionVersion,
    Restatement,
    RestatementState,
    Witnessing,
)
from debates.reading.retellings import Retelling, retold
from members.alphabet import alphabetical
from members.models import Member

LONG = ("listener", "author", "position__member")


def readable(member: Member | None) -> "QuerySet[Restatement]":
    """Those one may read, with everything their page says."""
    rows = Restatement.objects.visible_to(member).select_related(
        "listener",
        "author",
        "version",
        "argument__author",
        "position__member",
        "position__current",
        "position__topic__community",
        "witnessing__witness",
    )
    long = [f"{name}__{field}" for name in LONG for field in ("search", "story")]
    return rows.defer("position__topic__search", "position__topic__community__search", *long)


def restatement_page(row: Restatement, member: Member | None) -> dict[str, Any]:
    """The restatement with what it restates, and what this reader may do with it."""
    witnessing, gate = getattr(row, "witnessing", None), _gate(row, member)
    return {
        "row": row,
        "topic": row.position.topic,
        "may_read_original": _may_read_original(row, member),
        "rounds": _rounds(row, member),
        "about_rounds": gettext("%(listener)s and %(author)s")
        % {"listener": row.listener.name, "author": row.author.name},
        "witnessing": witnessing,
        "gate": gate,
        "has_moved_on": gate is not None and not gate.is_open and _is_outdated(row),
        **_answering(row, member),
        **_witnessing(row, witnessing, member),
    }


def _may_read_original(row: Restatement, member: Member | None) -> bool:
    """Its author, whoever judges, and who can read it: a version as it was open to them then."""
    if member is not None and member.pk == row.author_id:
        return True
    if member is not None and access.can_judge(member, row):
        return True
    if row.argument_id is None:
        return PositionVersion.objects.visible_to(member).filter(pk=row.version_id).exists()
    return Argument.objects.visible_to(member).filter(pk=row.argument_id).exists()


def _rounds(row: Restatement, member: Member | None) -> list[Retelling]:
    """The two and a judge read every round; others only the one that was heard."""
    if member is None or not _concerns(row, member):
        return [retold(row, row.author, member)]
    same = Restatement.objects.filter(listener=row.listener_id, hidden_at__isnull=True)
    if row.argument_id is None:
        same = same.filter(version=row.version_id, argument__isnull=True)
    else:
        same = same.filter(argument=row.argument_id)
    rounds = same.select_related("listener", "witnessing__witness").order_by("round")
    return [retold(one, row.author, member, whole=True) for one in rounds]


def _concerns(row: Restatement, member: Member) -> bool:
    return member.pk in {row.listener_id, row.author_id} or access.can_judge(member, row)


def _answering(row: Restatement, member: Member | None) -> dict[str, Any]:
    """The author answers; heard also late, and also on reading a “not quite” again."""
    may = member is not None and access.can_answer_restatement(member, row)
    waits = may and row.state == RestatementState.SENT and not row.has_lapsed
    return {
        "may_say_heard": may and row.state != RestatementState.HEARD,
        "waits": waits,
        "correction_form": CorrectionForm() if waits else None,
    }


def _witnessing(
    row: Restatement, witnessing: Witnessing | None, member: Member | None
) -> dict[str, Any]:
    """Who may propose, accept or judge, and with which form."""
    if member is None or row.state == RestatementState.HEARD:
        return {}
    judged = witnessing is not None and witnessing.judged_at is not None
    may_call = access.can_call_witness(member, row) and not judged
    proposed = witnessing is not None and witnessing.witness_id is not None and not judged
    called = witnessing is not None and witnessing.calls_moderators
    free = may_call and (witnessing is None or access.is_free(witnessing))
    people = list(access.witnesses_for(row).order_by(alphabetical("name"), "pk")) if free else []
    return {
        "witness_form": WitnessForm(witnesses=people) if people else None,
        "may_call_moderators": may_call
        and not called
        and access.may_call_moderators(row, witnessing),
        "is_called": may_call and not free,
        "may_accept": proposed
        and witnessing is not None
        and witnessing.accepted_at is None
        and access.can_accept_witness(member, row),
        "judgement_form": JudgementForm() if not judged and access.can_judge(member, row) else None,
    }


def _is_outdated(row: Restatement) -> bool:
    """Whether somebody felt heard in a version that stands no more."""
    is_old = row.argument_id is None and row.version_id != row.position.current_id
    return is_old and row.state == RestatementState.HEARD


def _gate(row: Restatement, member: Member | None) -> Gate | None:
    """Where the listener stands now before the gate of what was restated."""
    if member is None or row.listener_id != member.pk:
        return None
    return access.gate_of(member, row.argument or row.position)
