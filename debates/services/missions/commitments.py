"""Commitments: who does what by when, and what they do if something gets in the way."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Activity, Community
from communities.services.activity import record
from debates import access
from debates.models import COMMITMENT_STEPS, Commitment, CommitmentState, Mission
from debates.services.deeds import TWICE, in_one_line, known_language
from debates.services.missions.course import LATEST
from debates.services.missions.standing import MissionOver, NotFromHere, under_way
from members.models import Language, Member
from members.refusals import Invalid, require
from members.services.outbox import notify

LONGEST_LINE, LONGEST_WORDS = 200, 280
# This long after its day a commitment without a word counts as missed.
SILENT_FOR = timedelta(days=7)


@transaction.atomic
def promise(
    *,
    member: Member,
    mission: Mission,
    deed: str,
    due: date | None,
    obstacle: str,
    then: str,
    witness: Member | None = None,
    language: str = Language.GERMAN,
) -> Commitment:
    """Make a commitment in a mission one carries; a witness is asked, and named once they agree."""
    mission = under_way(member, mission)
    require(access.carries, member, mission)
    words = _lines(deed=deed, obstacle=obstacle, then=then)
    day = _not_past(mission.topic.community, due)
    if witness is not None and not access.can_witness(witness, mission, member):
        raise Invalid(access.can_witness.sentence, field="witness")  # type: ignore[attr-defined]
    if earlier := _promised_just_now(member, mission, words["deed"], day):
        return earlier
    commitment = Commitment.objects.create(
        mission=mission,
        member=member,
        due=day,
        witness=witness,
        language=known_language(language),
        **words,
    )
    if witness is not None:
        notify("debates.commitment_witness_asked", actor=member, target=commitment)
    return commitment


@transaction.atomic
def settle(*, member: Member, commitment: Commitment, state: str, words: str = "") -> Commitment:
    """Say what became of it: done (late is better than never), released without shame, or missed.

    A word is welcome and never owed.
    """
    commitment = _own(member, commitment)
    words = " ".join(words.split())
    if len(words) > LONGEST_WORDS:
        raise Invalid(_("This is too long. Please shorten it."), field="words")
    if state == commitment.state:
        return commitment
    if state == CommitmentState.PROMISED or not _may_become(commitment, state):
        raise NotFromHere
    commitment.state, commitment.words = CommitmentState(state), words
    commitment.settled_at = timezone.now()
    commitment.save(update_fields=["state", "words", "settled_at"])
    if state == CommitmentState.DONE:
        _tell_done(commitment)
    return commitment


@transaction.atomic
def take_back(*, member: Member, commitment: Commitment) -> Commitment:
    """Promise again what was released, or called done too early, while the mission is under way."""
    commitment = _own(member, commitment)
    if commitment.state == CommitmentState.PROMISED:
        return commitment
    if not _may_become(commitment, CommitmentState.PROMISED):
        raise NotFromHere
    if not commitment.mission.is_under_way:
        raise MissionOver
    commitment.state, commitment.settled_at = CommitmentState.PROMISED, None
    commitment.save(update_fields=["state", "settled_at"])
    return commitment


@transaction.atomic
def answer_as_witness(*, member: Member, commitment: Commitment, agrees: bool) -> Commitment:
    """Be the witness of a commitment, or rather not; nobody is named before they agree."""
    commitment = _by_id(commitment)
    require(access.can_answer_as_witness, member, commitment)
    if agrees:
        commitment.witness_agreed_at = commitment.witness_agreed_at or timezone.now()
    else:
        commitment.witness, commitment.witness_agreed_at = None, None
    commitment.save(update_fields=["witness", "witness_agreed_at"])
    return commitment


def _may_become(commitment: Commitment, state: str) -> bool:
    return state in COMMITMENT_STEPS[CommitmentState(commitment.state)]


def _tell_done(commitment: Commitment) -> None:
    """Once, also when it was taken back in between."""
    if Activity.objects.filter(kind="debates.commitment_done", target_id=commitment.pk).exists():
        return
    record(
        "debates.commitment_done",
        actor=commitment.member,
        community=commitment.mission.topic.community,
        target=commitment,
    )


def _lines(**lines: str) -> dict[str, str]:
    """A deed, what may get in its way, and what one does then: a sentence each."""
    missing = {
        "deed": _("Say what you will do, in one sentence."),
        "obstacle": _("Name one thing that could get in the way."),
        "then": _("Say what you will do if that happens."),
    }
    return {
        name: in_one_line(name, text, most=LONGEST_LINE, missing=missing[name])
        for name, text in lines.items()
    }


def _not_past(community: Community, day: date | None) -> date:
    today = community.today()
    if day is None or not today <= day <= today + LATEST:
        raise Invalid(_("Choose today or a later day, within two years."), field="due")
    return day


def _promised_just_now(member: Member, mission: Mission, deed: str, due: date) -> Commitment | None:
    recently = timezone.now() - TWICE
    same = Commitment.objects.filter(member=member, mission=mission, deed=deed, due=due)
    return same.filter(created_at__gt=recently).first()


def _own(member: Member, commitment: Commitment) -> Commitment:
    commitment = _by_id(commitment)
    require(access.can_settle, member, commitment)
    return commitment


def _by_id(commitment: Commitment) -> Commitment:
    rows = Commitment.objects.select_for_update(of=("self",))
    return rows.select_related("mission__topic__community", "member").get(pk=commitment.pk)
