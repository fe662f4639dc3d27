"""What a step does beside moving on: each effect writes what belongs to it, and nothing else."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from members.models import EncounterKind, Language, Opening
from members.refusals import Invalid, Refusal
from members.services.conversations import open_conversation
from members.services.relationships import record_encounter
from sharing.models import ExchangeState, Outcome, Reflection, Telling, TellingKind
from sharing.services.accounts import mark_disputed
from sharing.services.exchanges import hours
from sharing.services.exchanges.act import Act, Event
from sharing.services.exchanges.mediation import ask_mediators, mention_silence
from sharing.services.exchanges.moments import LATE
from sharing.services.exchanges.terms import (
    sound_minutes,
    sound_start,
    sound_terms,
    sound_words,
)

LONGEST_REFLECTION = 2000
DECLINE_KINDS = {
    "time": _("The time does not suit me"),
    "terms": _("The terms do not suit me"),
    "other": _("It is not what I am looking for"),
    "found": _("I have found it elsewhere"),
    "no_room": _("I have no room for it just now"),
}


def open_talk(act: Act) -> None:
    """From the first answer on, and in a ring from the start, the two can write to each other."""
    exchange = act.exchange
    assert exchange.asker and exchange.other
    opening = Opening.ANSWER if exchange.question_id else Opening.EXCHANGE
    open_conversation(
        one=exchange.asker, other=exchange.other, opening=opening, question=exchange.question
    )


def propose(act: Act) -> None:
    """One version more; what was proposed before stays as it is."""
    terms = sound_terms(act.exchange, act.given["terms"], act.now)
    number = act.exchange.proposals.count() + 1
    act.exchange.proposals.create(number=number, author=act.member, created_at=act.now, **terms)
    act.noted |= {"number": number}
    if act.exchange.asker and act.exchange.other:
        open_talk(act)


def freeze(act: Act) -> None:
    """The terms as they are agreed; nothing changes them from now on, but for the date."""
    last = act.exchange.proposals.order_by("number").last()
    assert last is not None
    hours.require_hours(act)
    act.exchange.agreed, act.exchange.agreed_way = last, last.way
    act.exchange.starts_at = last.starts_at
    act.exchange.ends_at = last.starts_at + timedelta(minutes=last.minutes)
    act.noted |= {"number": last.number}


def decline(act: Act) -> None:
    kind = act.given.get("kind", "")
    if kind and kind not in DECLINE_KINDS:
        raise Invalid(_("Choose one of these, or none."), field="kind")
    act.noted |= {"kind": kind} if kind else {}


def propose_date(act: Act) -> None:
    """A new date waits for the other's yes; until then the old one stands."""
    starts_at = sound_start(act.given.get("starts_at"), act.now)
    agreed = act.exchange.agreed
    assert agreed is not None
    act.exchange.new_starts_at = starts_at
    act.exchange.new_ends_at = starts_at + timedelta(minutes=agreed.minutes)
    act.exchange.new_date_by = act.member
    act.noted |= {"starts_at": starts_at.isoformat()}


def accept_date(act: Act) -> None:
    exchange = act.exchange
    assert exchange.new_starts_at
    if exchange.new_starts_at <= act.now:
        raise Refusal(_("The new date has passed, too. Propose another one."))
    exchange.starts_at, exchange.ends_at = exchange.new_starts_at, exchange.new_ends_at
    act.noted |= {"starts_at": exchange.new_starts_at.isoformat()}
    _forget_new_date(act)


def drop_date(act: Act) -> None:
    """Rather not, or taken back: what was agreed stands."""
    _forget_new_date(act)


def _forget_new_date(act: Act) -> None:
    act.exchange.new_starts_at = act.exchange.new_ends_at = act.exchange.new_date_by = None


def cancel(act: Act) -> None:
    """Late is what comes less than a day before; the two alone see that it was."""
    assert act.exchange.starts_at
    if act.exchange.starts_at - act.now < LATE:
        act.noted |= {"late": True}
    _say(act)


def say_done(act: Act) -> None:
    """How long it took, as agreed or otherwise."""
    agreed = act.exchange.agreed
    assert agreed is not None
    minutes = act.given.get("minutes")
    act.exchange.minutes_given = sound_minutes(agreed.minutes if minutes is None else minutes)
    act.exchange.done_by = act.member
    _forget_new_date(act)
    act.noted |= {"minutes": act.exchange.minutes_given}
    _say(act)


def ask_changes(act: Act) -> None:
    _say(act)
    if not act.noted.get("words"):
        raise Invalid(_("Say what is missing, in a sentence."), field="words")
    act.exchange.corrections += 1


def confirm(act: Act) -> None:
    """It is done: the hours are entered now, and the two have met. Only where they cannot be
    entered may one confirm without them.
    """
    if act.given.get("without_hours"):
        hours.enter_or_say_why(act)
    else:
        hours.enter(act)
    _done(act)


def confirm_by_silence(act: Act) -> None:
    """The same without a word."""
    hours.enter_or_say_why(act)
    _done(act)


def enter_hours(act: Act) -> None:
    """Hours that could not be entered when it was done. Checked by the house, the reason why not
    is told anew.
    """
    act.noted |= {"minutes": act.exchange.minutes_given}
    if act.member is None:
        hours.enter_or_say_why(act)
    else:
        hours.enter(act)


def _done(act: Act) -> None:
    exchange = act.exchange
    exchange.done_at, exchange.outcome = act.now, Outcome.DONE
    act.noted |= {"minutes": exchange.minutes_given}
    _meet(act)


def _meet(act: Act) -> None:
    """A real event between the two, for the relationship they alone see."""
    agreed = act.exchange.agreed
    giver = agreed.giver if agreed else None
    receiver = act.exchange.partner_of(giver) if giver else None
    if giver is None or receiver is None:
        return
    record_encounter(
        kind=EncounterKind.EXCHANGED, actor=giver, other=receiver, target=act.exchange, at=act.now
    )


def tell(act: Act) -> None:
    """One's own account; two that differ stand side by side."""
    kind, words = act.given.get("kind", ""), sound_words(act.given.get("words", ""))
    if kind not in TellingKind.values:
        raise Invalid(_("Choose what comes closest."), field="kind")
    Telling.objects.create(exchange=act.exchange, member=act.actor, kind=kind, words=words)
    act.noted |= {"kind": kind}
    _forget_new_date(act)
    mention_silence(act.exchange, kind, about=act.partner, now=act.now)


def make_final(act: Act) -> None:
    act.exchange.outcome = Outcome.DID_NOT_HAPPEN


def dispute(act: Act) -> None:
    """Everything stands still: entries are marked, and two moderators are asked to help."""
    _say(act)
    if not act.noted.get("words"):
        raise Invalid(_("Say in a sentence or two how you see it."), field="words")
    mark_disputed(act.exchange, True)
    ask_mediators(act.exchange)


def suggest(act: Act) -> None:
    outcome, minutes = _outcome(act)
    act.noted |= {"outcome": outcome}
    if outcome == Outcome.PARTLY:
        act.noted |= {"minutes": minutes}
    _say(act)


def settle(act: Act) -> None:
    """What holds in the end; what was entered otherwise is mended by a counter-entry."""
    exchange = act.exchange
    outcome, minutes = _outcome(act)
    exchange.outcome, exchange.minutes_given = outcome, minutes or None
    if minutes:
        exchange.done_at = exchange.done_at or act.now
        _meet(act)
    mark_disputed(exchange, False)
    hours.mend(act, minutes)
    act.noted |= {"outcome": outcome, "minutes": minutes}
    _say(act)


def _outcome(act: Act) -> tuple[str, int]:
    """What is to hold, and the minutes that were given by that."""
    outcome, exchange = act.given.get("outcome", ""), act.exchange
    if outcome not in Outcome.values:
        raise Invalid(_("Say what holds: done, done in part, or not."), field="outcome")
    if outcome == Outcome.DID_NOT_HAPPEN:
        return outcome, 0
    if outcome == Outcome.PARTLY:
        return outcome, sound_minutes(act.given.get("minutes"))
    assert exchange.agreed is not None
    return outcome, exchange.minutes_given or exchange.agreed.minutes


def reflect(act: Act) -> None:
    """What one takes along; the other reads it once both have written, or after fourteen days."""
    given = act.given
    learnt = sound_words(given.get("learnt", ""), LONGEST_REFLECTION, "learnt")
    if not learnt:
        raise Invalid(_("One sentence is enough: what do you take along?"), field="learnt")
    language = given.get("language", "")
    Reflection.objects.create(
        exchange=act.exchange,
        member=act.actor,
        learnt=learnt,
        otherwise=sound_words(given.get("otherwise", ""), LONGEST_REFLECTION, "otherwise"),
        private_word=sound_words(given.get("private_word", ""), LONGEST_REFLECTION, "private_word"),
        language=language if language in Language.values else "",
        may_be_public=bool(given.get("may_be_public")),
    )


def close(act: Act) -> None:
    """Somebody has gone. Nothing agreed is entered; what was entered before stands."""
    _forget_new_date(act)
    if act.exchange.state == ExchangeState.DISPUTED:
        mark_disputed(act.exchange, False)


def where_it_rested(act: Act) -> ExchangeState:
    """Taken up again, it stands where it stood."""
    rested = act.exchange.events.filter(event=Event.REST).order_by("-at", "-id").first()
    return ExchangeState(rested.state_before) if rested else ExchangeState.TALKING


def reflected_by_both(act: Act) -> ExchangeState:
    both = act.exchange.reflections.count() == 2
    return ExchangeState.REFLECTED if both else ExchangeState.DONE


def _say(act: Act) -> None:
    """A word to it, where one was said."""
    if words := sound_words(act.given.get("words", "")):
        act.noted |= {"words": words}
