"""Introductions: ask both at once, hear each answer, and never say who declined."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import EncounterKind, Language, Member, Opening
from members.refusals import Invalid, Refusal, require
from members.services import limits
from members.services.conversations import open_conversation
from members.services.outbox import notify
from members.services.privacy import erase_traces
from members.services.questions import ADDRESS, LINK, NUMBER
from members.services.relationships import record_encounter
from members.text import clean_line
from sharing.access import introductions as rules
from sharing.models import Introduction, IntroductionState, Offer, Request
from sharing.models.introduction import STANDS_FOR, IntroductionQuerySet
from sharing.services.rota.turns import pass_on

SHORTEST, LONGEST = 10, 400
MOST_OPEN = 5
NOT_AGAIN_WITHIN = timedelta(weeks=8)


class TooManyOpen(Refusal):
    sentence = _(
        "Five of your introductions are waiting for an answer. Wait until one has ended. Your"
        " sentence is kept."
    )


class IntroducedLately(Refusal):
    sentence = _(
        "You introduced these two less than eight weeks ago. Give them time; your sentence is kept."
    )


@transaction.atomic
def introduce(
    *,
    member: Member,
    one: Member,
    other: Member,
    sentence: str,
    language: str = "",
    offer: Offer | None = None,
    request: Request | None = None,
    happened_at: datetime | None = None,
) -> Introduction:
    """Recommend two others to each other, with one sentence why; both are asked at once.

    Where one of them has blocked the other it is kept like any other, and nobody is asked: what
    the introducer sees is the same as silence.
    """
    require(rules.are_three, member, one, other)
    for somebody in (one, other):
        require(rules.can_introduce, member, somebody)
    require(rules.could_know_of, one, other)
    for listing in filter(None, (offer, request)):
        require(rules.is_between, listing, one, other)
    sentence = _checked(sentence)
    now = happened_at or timezone.now()
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if first := _just_now(member, one, other, sentence):
        return first
    _refuse_haste(member, one, other, now)
    with limits.one_more(limits.INTRODUCTIONS, member):
        introduction = Introduction.objects.create(
            introducer=member,
            one=one,
            other=other,
            offer=offer,
            request=request,
            sentence=sentence,
            language=language if language in Language.values else member.language,
            created_at=now,
            answer_by=now + STANDS_FOR,
        )
    if request is not None:
        pass_on(member=member, request=request)
    notify("sharing.introduction_made", actor=member, target=introduction, happened_at=happened_at)
    return introduction


@transaction.atomic
def answer_introduction(*, member: Member, introduction: Introduction, yes: bool) -> Introduction:
    """Say yes or no for oneself; with the second yes a conversation opens.

    A no changes nothing that anybody else can see, and can be taken back while there is time.
    """
    introduction = _locked(introduction)
    if introduction.state == IntroductionState.MADE and introduction.answer_of(member) and yes:
        return introduction
    require(rules.can_answer_introduction, member, introduction)
    mine = "one_says_yes" if introduction.one_id == member.pk else "other_says_yes"
    setattr(introduction, mine, yes)
    introduction.save(update_fields=[mine])
    if introduction.one_says_yes and introduction.other_says_yes:
        _bring_together(introduction, member)
    return introduction


def close_due_introductions() -> int:
    """Let those whose time is out rest; whoever waits hears that it did not come about."""
    due = Introduction.objects.filter(
        state=IntroductionState.OPEN, answer_by__lte=timezone.now()
    ).values_list("pk", flat=True)
    return sum(_close(pk) for pk in due)


def hide_introduction(introduction: Introduction) -> None:
    """A moderator decided: out of sight for all three."""
    Introduction.objects.filter(pk=introduction.pk).update(hidden_at=timezone.now())


def show_introduction(introduction: Introduction) -> None:
    """The decision was overruled: back in sight."""
    Introduction.objects.filter(pk=introduction.pk).update(hidden_at=None)


def erase_introductions(member: Member) -> None:
    """With somebody's account goes every introduction they had a part in."""
    concerned = Q(introducer=member) | Q(one=member) | Q(other=member)
    rows = Introduction.objects.filter(concerned)
    erase_traces(rows)
    rows.delete()


def _bring_together(introduction: Introduction, member: Member) -> None:
    open_conversation(one=introduction.one, other=introduction.other, opening=Opening.INTRODUCTION)
    record_encounter(
        kind=EncounterKind.INTRODUCED,
        actor=introduction.one,
        other=introduction.other,
        target=introduction,
    )
    introduction.state, introduction.ended_at = IntroductionState.MADE, timezone.now()
    introduction.save(update_fields=["state", "ended_at"])
    notify("sharing.introduction_came_about", actor=None, target=introduction)


@transaction.atomic
def _close(pk: int) -> bool:
    """One of them, unless a worker beside this one has it in hand or has done it."""
    waiting = Introduction.objects.select_for_update(skip_locked=True, of=("self",))
    introduction = waiting.filter(pk=pk, state=IntroductionState.OPEN).first()
    if introduction is None:
        return False
    introduction.state = IntroductionState.RESTS
    introduction.ended_at = introduction.answer_by
    introduction.save(update_fields=["state", "ended_at"])
    notify("sharing.introduction_rests", actor=None, target=introduction)
    return True


def _checked(sentence: str) -> str:
    """The sentence, or a refusal that says what does not belong into it."""
    sentence = clean_line(sentence)
    if len(sentence) < SHORTEST:
        raise Invalid(
            _("Say in a sentence why these two (ten characters or more)."), field="sentence"
        )
    if len(sentence) > LONGEST:
        raise Invalid(_("One sentence is enough: at most 400 characters."), field="sentence")
    if LINK.search(sentence) or ADDRESS.search(sentence) or NUMBER.search(sentence):
        raise Invalid(
            _(
                "An introduction carries no links, e-mail addresses or telephone numbers. The two"
                " can share theirs in the conversation."
            ),
            field="sentence",
        )
    return sentence


def _just_now(member: Member, one: Member, other: Member, sentence: str) -> Introduction | None:
    """The second click gives what the first one made."""
    since = timezone.now() - timedelta(minutes=10)
    made = _of_pair(member, one, other).filter(sentence=sentence, created_at__gte=since)
    first: Introduction | None = made.first()
    return first


def _refuse_haste(member: Member, one: Member, other: Member, now: datetime) -> None:
    """A no must not free a place early, so what counts is the time and not the answers."""
    if _of_pair(member, one, other).filter(created_at__gt=now - NOT_AGAIN_WITHIN).exists():
        raise IntroducedLately
    waiting = Introduction.objects.filter(introducer=member, answer_by__gt=now)
    if waiting.exclude(state=IntroductionState.MADE).count() >= MOST_OPEN:
        raise TooManyOpen


def _of_pair(member: Member, one: Member, other: Member) -> IntroductionQuerySet:
    pair = Q(one=one, other=other) | Q(one=other, other=one)
    return Introduction.objects.filter(pair, introducer=member)


def _locked(introduction: Introduction) -> Introduction:
    rows = Introduction.objects.select_for_update(of=("self",)).select_related("one", "other")
    found: Introduction = rows.get(pk=introduction.pk)
    return found
