"""The gate between listening and contradicting: who may object, and in words what comes first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from debates.models import (
    CARRIES_OVER_FOR,
    LAPSES_AFTER,
    Argument,
    DebateRules,
    Position,
    PositionVersion,
    Restatement,
    RestatementState,
)
from members.markup.dates import clock, day
from members.models import Member
from members.refusals import says

Target = Position | Argument


class Step(Enum):
    """Where somebody stands before the gate."""

    FREE = "free"
    OWN = "own"
    HEARD = "heard"
    FAIR = "fair"
    UNANSWERED = "unanswered"
    RESTATE = "restate"
    WAITS = "waits"
    AGAIN = "again"
    WITNESS = "witness"
    NOT_FAIR = "not_fair"
    NO_MORE = "no_more"


OPEN = {Step.FREE, Step.OWN, Step.HEARD, Step.FAIR, Step.UNANSWERED}
SENTENCES = {
    Step.FREE: _("You may object at once. Restating first is worth it all the same."),
    Step.OWN: _("These are your own words; you may object to them."),
    Step.HEARD: _("%(name)s feels heard by you. You may object now."),
    Step.FAIR: _("A witness found your restatement fair. You may object now."),
    Step.UNANSWERED: _(
        "Your restatement stayed without an answer for three days. You may object now."
    ),
    Step.RESTATE: _("You may object as soon as %(name)s feels heard by you."),
    Step.WAITS: _(
        "Your restatement waits for %(name)s. If no answer comes, you may object from %(until)s."
    ),
    Step.AGAIN: _("“Not quite”, %(name)s said. Restate once more; then you may object."),
    Step.WITNESS: _(
        "Twice %(name)s said “not quite”. Restate a third time, or ask a witness whether your "
        "restatement is fair."
    ),
    Step.NOT_FAIR: _(
        "A witness did not find your restatement fair yet. You may restate a third time."
    ),
    Step.NO_MORE: _(
        "%(name)s said “not quite” three times. A witness can say whether your restatement is "
        "fair, and a question often leads further."
    ),
}
AFTER_ROUND = {1: Step.AGAIN, 2: Step.WITNESS}


@dataclass(frozen=True)
class Gate:
    """Whether one may object, and the restatement it hangs on."""

    step: Step
    name: str = ""
    restatement: Restatement | None = None
    until: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.step in OPEN

    @property
    def is_unanswered(self) -> bool:
        return self.step == Step.UNANSWERED

    @property
    def may_restate(self) -> bool:
        """Whether a restatement is what is due next, or would still be heard."""
        return self.step in {Step.FREE, Step.RESTATE, Step.AGAIN, Step.WITNESS, Step.NOT_FAIR}

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.step]) % {"name": self.name, "until": _moment(self.until)}


@says(_("Restate first: you may object as soon as the other feels heard by you."))
def can_object_to(member: Member | None, target: Target) -> bool:
    """Heard, left unanswered or found fair; or the community has switched the gate off."""
    return gate_of(member, target).is_open


def gate_of(member: Member | None, target: Target) -> Gate:
    """How somebody stands before the gate of a position, or of an argument."""
    return gates_of(member, [target])[target.pk]


def gates_of(
    member: Member | None,
    targets: Sequence[Target],
    given: Sequence[Restatement] | None = None,
    gated: bool | None = None,
) -> dict[int, Gate]:
    """The same for positions and arguments of one topic, by their ids; two queries at most.

    `given` and `gated` hand in what `given_by` and `restating_comes_first` found before.
    """
    if not targets:
        return {}
    if not (restating_comes_first(targets[0]) if gated is None else gated):
        return {one.pk: _free(member, one) for one in targets}
    theirs: dict[int, list[Restatement]] = defaultdict(list)
    for restatement in given_by(member, targets) if given is None else given:
        theirs[restatement.argument_id or restatement.position_id].append(restatement)
    return {one.pk: gate_after(member, author_of(one), theirs[one.pk]) for one in targets}


def given_by(member: Member | None, targets: Sequence[Target]) -> list[Restatement]:
    """What a member restated of these things and still counts, the earliest first."""
    if member is None:
        return []
    arguments = [one.pk for one in targets if isinstance(one, Argument)]
    positions = [one.pk for one in targets if isinstance(one, Position)]
    of_these = Q(argument__in=arguments) | Q(argument__isnull=True, position__in=positions)
    mine = Restatement.objects.filter(of_these, listener=member, hidden_at__isnull=True)
    counted = _counting(mine).annotate(current_id=F("position__current_id"))
    return list(counted.select_related("witnessing__witness").order_by("created_at", "round"))


def restating_comes_first(target: Target) -> bool:
    """Whether the community of a thing keeps the gate, as it does unless its owners chose."""
    position = target.position_id if isinstance(target, Argument) else target.pk
    chosen = DebateRules.objects.filter(community__topics__positions=position)
    return not chosen.filter(restating_comes_first=False).exists()


def author_of(target: Target) -> Member | None:
    """Who wrote it; nobody where an argument's author has left."""
    return target.author if isinstance(target, Argument) else target.member


def _counting(restatements: QuerySet[Restatement]) -> QuerySet[Restatement]:
    """Of positions those of the current version count, and those of an earlier one for two weeks
    after it was revised, so that nobody escapes by revising.
    """
    next_versions = PositionVersion.objects.filter(
        position=OuterRef("position_id"), number=OuterRef("version__number") + 1
    )
    carried = Q(revised_at__isnull=True) | Q(revised_at__gt=timezone.now() - CARRIES_OVER_FOR)
    revised = restatements.annotate(revised_at=Subquery(next_versions.values("created_at")))
    return revised.filter(Q(argument__isnull=False) | carried)


def _free(member: Member | None, target: Target) -> Gate:
    author = author_of(target)
    own = member is not None and author == member
    return Gate(Step.OWN if own else Step.FREE, author.name if author else "")


def counts_still(revised_at: datetime | None) -> bool:
    """The same for a restatement that a list read along with when its version was revised."""
    return revised_at is None or revised_at > timezone.now() - CARRIES_OVER_FOR


def gate_after(member: Member | None, author: Member | None, given: Sequence[Restatement]) -> Gate:
    """The gate from the restatements of one thing that count now, the earliest first."""
    name = author.name if author else ""
    if member is not None and author == member:
        return Gate(Step.OWN, name)
    heard = [one for one in given if one.state == RestatementState.HEARD]
    if heard:
        return Gate(Step.FAIR if _judgement(heard[-1]) else Step.HEARD, name, heard[-1])
    lapsed = [one for one in given if one.has_lapsed]
    if lapsed:
        return Gate(Step.UNANSWERED, name, lapsed[-1])
    return _shut(name, given[-1] if given else None)


def _shut(name: str, latest: Restatement | None) -> Gate:
    """What comes first, after the latest restatement."""
    if latest is None:
        return Gate(Step.RESTATE, name)
    if latest.state == RestatementState.SENT:
        return Gate(Step.WAITS, name, latest, latest.created_at + LAPSES_AFTER)
    if latest.argument_id is None and latest.version_id != getattr(latest, "current_id", None):
        return Gate(Step.RESTATE, name)
    step = AFTER_ROUND.get(latest.round, Step.NO_MORE)
    if step == Step.WITNESS and _judgement(latest) is False:
        step = Step.NOT_FAIR
    return Gate(step, name, latest)


def _judgement(restatement: Restatement) -> bool | None:
    """What a witness said; None where nobody judged."""
    witnessing = getattr(restatement, "witnessing", None)
    return None if witnessing is None else witnessing.is_fair


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    return gettext("%(day)s, %(time)s") % {"day": day(at), "time": clock(at)}
