"""From a report to a decision that gives its reasons, and to a second one if somebody complains."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from communities import access
from communities.models import Case, CaseState, Complaint, Decision, Measure, Reason, Report
from communities.services import letters
from communities.shelves import Reportable, reportable_for
from members.models import Member
from members.refusals import Invalid, Refusal, require
from members.services import limits, outbox

DAYS_TO_DECIDE = timedelta(days=7)
HOURS_IF_ILLEGAL = timedelta(hours=24)


class ReportedAlready(Refusal):
    sentence = _(
        "You reported this already, and nobody has decided yet. "
        "You will hear as soon as somebody has."
    )


class OwnWords(Refusal):
    sentence = _("You wrote this yourself. You can edit or withdraw it.")


class DecidedAlready(Refusal):
    sentence = _("Somebody decided this in the meantime. Reload the page to read how.")


class NothingToHide(Refusal):
    sentence = _("What was reported is not here any more, so there is nothing to hide.")


@dataclass(frozen=True)
class Words:
    """What somebody says when they report."""

    reason: str
    explanation: str = ""
    in_good_faith: bool = False
    name: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class Verdict:
    """What somebody decides: the measure, on which ground and rule, and why."""

    measure: str
    reason: str
    ground: str = ""
    rule: str = ""


@transaction.atomic
def report(
    *, reporter: Member | None, thing: Model | None, words: Words, network: str = ""
) -> Report:
    """Say that something is not right. All reports about one thing are one case; one per member.

    How many come from visitors is counted by network.
    """
    _is_complete(words, thing)
    case = _open_case(thing, reporter)
    _note_parties(case)
    if reporter and case.reports.filter(reporter=reporter).exists():
        raise ReportedAlready
    with limits.one_more(limits.REPORTS, reporter or network):
        given = case.reports.create(
            reporter=reporter,
            target_type=case.target_type,
            target_id=case.target_id,
            language=get_language() or settings.LANGUAGE_CODE,
            **vars(_to_be_answered(words, reporter, network)),
        )
    if words.reason == Reason.ILLEGAL:
        case.due_at = min(case.due_at, given.created_at + HOURS_IF_ILLEGAL)
        case.save(update_fields=["due_at"])
    outbox.notify("communities.reported", actor=None, target=given)
    if given.email and not reporter:
        transaction.on_commit(letters.ring)
    return given


def _to_be_answered(words: Words, reporter: Member | None, network: str) -> Words:
    """With the address to answer to while few letters go there and are asked for from here.

    Anybody can type in the address of a stranger, who must not be flooded with letters.
    """
    if reporter or not words.email:
        return words
    places = (network, f"mail to {words.email.lower()}")
    if all(limits.is_left(limits.LETTERS_TO_STRANGERS, place) for place in places):
        return words
    return replace(words, email="")


def _is_complete(words: Words, thing: Model | None) -> None:
    if words.reason == Reason.ILLEGAL and len(words.explanation) < 20:
        raise Invalid(
            _("Please say in a sentence or two why this is against the law."), field="explanation"
        )
    if words.reason == Reason.ILLEGAL and not words.in_good_faith:
        raise Invalid(_("Please confirm that you believe this is accurate."), field="in_good_faith")
    if thing is None and len(words.explanation) < 20:
        raise Invalid(
            _("Please describe what you saw and where, so that we can find it."),
            field="explanation",
        )


def _open_case(thing: Model | None, reporter: Member | None) -> Case:
    """The open case about a thing, under lock; a new one where there is none."""
    if thing is None:
        return Case.objects.create(due_at=timezone.now() + DAYS_TO_DECIDE)
    entry = reportable_for(thing)
    if entry is None or not entry.visible_to(reporter).filter(pk=thing.pk).exists():
        raise Refusal(_("This cannot be reported here."))
    if reporter and entry.author_of(thing) == reporter:
        raise OwnWords
    return _locked_case_of(thing) or _new_case(entry, thing)


def _locked_case_of(thing: Model) -> Case | None:
    return Case.objects.open().about(thing).select_for_update(of=("self",)).first()


def _new_case(entry: Reportable, thing: Model) -> Case:
    try:
        with transaction.atomic():
            return Case.objects.create(
                target_type=ContentType.objects.get_for_model(thing),
                target_id=thing.pk,
                community=entry.community_of(thing),
                author=entry.author_of(thing),
                between_two=entry.between_two(thing),
                snapshot=entry.words(thing),
                due_at=timezone.now() + DAYS_TO_DECIDE,
            )
    except IntegrityError:
        # Somebody else reported it in the same moment.
        case = _locked_case_of(thing)
        if case is None:
            raise
        return case


def _note_parties(case: Case) -> None:
    """Whoever has a part in the thing by now, also since the first report."""
    thing = case.target
    entry = reportable_for(thing) if thing is not None else None
    if entry is not None:
        case.parties.add(*(one for one in entry.others_of(thing) if one is not None))


@transaction.atomic
def decide(*, moderator: Member, case: Case, verdict: Verdict) -> Decision:
    """Decide an open case once, and tell its author and everyone who reported it why."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if case.state != CaseState.OPEN:
        raise DecidedAlready
    _note_parties(case)
    require(access.can_decide, moderator, case)
    _has_its_ground(verdict)
    if verdict.measure == Measure.HIDE:
        _hide(case)
    case.state = CaseState.DECIDED
    case.decided_at = timezone.now()
    case.save(update_fields=["state", "decided_at"])
    return _tell(case.decisions.create(moderator=moderator, **vars(verdict)))


@transaction.atomic
def complain(*, member: Member, decision: Decision, text: str) -> Complaint:
    """Object to a decision, as its author or as who reported; somebody else decides anew."""
    Case.objects.select_for_update(of=("self",)).get(pk=decision.case_id)
    require(access.can_complain, member, decision)
    _note_parties(decision.case)
    complaint = Complaint.objects.create(decision=decision, complainant=member, text=text)
    outbox.notify("communities.complained", actor=None, target=complaint)
    return complaint


@transaction.atomic
def answer_complaint(*, moderator: Member, decision: Decision, verdict: Verdict) -> Decision:
    """Decide anew, by somebody else: confirm, hide, or bring back what was hidden."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=decision.case_id)
    waiting = Complaint.objects.filter(decision=decision, answered_at=None)
    if not waiting.exists():
        raise DecidedAlready
    _note_parties(case)
    require(access.can_decide, moderator, case)
    _has_its_ground(verdict)
    if verdict.measure == Measure.HIDE and decision.measure == Measure.NONE:
        _hide(case)
    if verdict.measure == Measure.NONE and decision.measure == Measure.HIDE:
        _restore(case)
    waiting.update(answered_at=timezone.now())
    answer = case.decisions.create(moderator=moderator, overrules=decision, **vars(verdict))
    return _tell(answer)


def _has_its_ground(verdict: Verdict) -> None:
    if verdict.measure != Measure.NONE and not verdict.ground:
        raise Invalid(_("Say on which ground it is hidden."), field="ground")
    if verdict.measure != Measure.NONE and not verdict.rule:
        raise Invalid(_("Name the rule or the law, so that it can be looked up."), field="rule")
    if len(verdict.reason) < 20:
        raise Invalid(_("Give the reason in at least one sentence."), field="reason")


def _hide(case: Case) -> None:
    entry, thing = _what(case)
    entry.hide(thing)


def _restore(case: Case) -> None:
    entry, thing = _what(case)
    entry.restore(thing)


def _what(case: Case) -> tuple[Reportable, Any]:
    thing = case.target
    entry = reportable_for(thing) if thing is not None else None
    if entry is None:
        raise NothingToHide
    return entry, thing


def _tell(decision: Decision) -> Decision:
    outbox.notify("communities.decided", actor=None, target=decision)
    if decision.case.reports.from_outside().update(answer_sent_at=None):
        transaction.on_commit(letters.ring)
    return decision
