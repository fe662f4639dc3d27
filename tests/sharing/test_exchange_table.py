"""Every cell of the table: each state, each event, each role is allowed, or refused with a word."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from members.models import Question, QuestionState
from members.refusals import NotAllowed, Refusal
from sharing.models import ExchangeState, Mediator, Outcome, Way
from sharing.refusals import STANDS, NotFromHere
from sharing.services.exchanges import TABLE, Event, apply
from tests.exchanges import exchange_in, keep_hours, terms
from tests.stage import question_about

pytestmark = [pytest.mark.django_db, pytest.mark.clock]

# The research note, in a form that a person can read. Ben asked Lea about her offer, made the last
# proposal, asked for another date, and said that it is done; so it is Lea's turn in each of them.
# state, event: who may, and where it leads.
ALLOWED = """
asked            answer              lea            talking
asked            withdraw            ben            withdrawn
asked            rest                clock          rested
asked            close               clock          closed
talking          rest                ben lea clock  rested
talking          propose             ben lea        proposed
talking          close               clock          closed
rested           answer              lea            talking
rested           withdraw            ben            withdrawn
rested           take_up             ben lea        talking
rested           close               clock          closed
proposed         propose             lea            proposed
proposed         agree               lea            agreed
proposed         decline             lea            declined
proposed         withdraw            ben            withdrawn
proposed         expire              clock          expired
proposed         close               clock          closed
agreed           propose_date        ben lea        agreed
agreed           accept_date         lea            agreed
agreed           drop_date           ben lea        agreed
agreed           cancel              ben lea        cancelled
agreed           say_done            ben lea        done_by_one
agreed           tell                ben lea        did_not_happen
agreed           lapse               clock          lapsed
agreed           close               clock          closed
done_by_one      confirm             lea            done
done_by_one      ask_changes         lea            changes_asked
done_by_one      confirm_by_silence  clock          done
done_by_one      dispute             ben lea        disputed
done_by_one      close               clock          closed
changes_asked    say_done            ben            done_by_one
changes_asked    dispute             ben lea        disputed
changes_asked    close               clock          closed
did_not_happen   tell                lea            did_not_happen
did_not_happen   make_final          clock          did_not_happen
did_not_happen   dispute             ben lea        disputed
done             reflect             ben lea        done
done             open_reflections    clock          reflected
done             dispute             ben lea        disputed
reflected        dispute             ben lea        disputed
disputed         suggest             ben lea        disputed
disputed         settle              lea mara       settled
disputed         close               clock          closed
done             enter_hours         ben lea clock  done
reflected        enter_hours         ben lea clock  reflected
settled          enter_hours         ben lea clock  settled
"""
CELLS = {
    (state, event): (set(who), to)
    for state, event, *who, to in (line.split() for line in ALLOWED.split("\n") if line)
}
EVERYBODY = ("ben", "lea", "mara", "nora", "clock")
# The other may not even once more, for reasons of their own.
GUARDED = {("did_not_happen", "tell", "ben"), ("disputed", "settle", "ben")}
PRODUCT = [(state, event) for state in ExchangeState.values for event in Event]
OVER_TIME = timedelta(days=60)


def test_the_table_holds_these_cells_and_no_others() -> None:
    assert {(str(state), str(event)) for state, event in TABLE} == set(CELLS)


def prepared(cast, state: str, event: str):
    """An exchange in which nothing but the role stands in the way."""
    begun = True if event in {"say_done", "tell", "lapse"} and state == "agreed" else None
    at = None if event in {"dispute", "make_final"} else timezone.now() - timedelta(days=1)
    fields = {"asker": cast.ben, "other": cast.lea}
    if event == "enter_hours":
        keep_hours(cast)
        fields |= {"way": Way.HOURS, "community": cast.public}
    exchange = exchange_in(state, begun=begun, at=at, **fields)
    if event in {"answer", "withdraw"}:
        exchange.question = question_of(cast, event)
    if state == "agreed" and event in {"accept_date", "drop_date"}:
        exchange.new_starts_at = timezone.now() + timedelta(days=9)
        exchange.new_ends_at = exchange.new_starts_at + timedelta(hours=2)
        exchange.new_date_by = cast.ben
    if state == "disputed":
        Mediator.objects.create(exchange=exchange, member=cast.mara)
        exchange.events.update(at=timezone.now() - timedelta(days=20))
        if event == "settle":
            exchange.events.create(
                actor=cast.ben,
                event=Event.SUGGEST,
                state_before="disputed",
                state_after="disputed",
                data={"outcome": Outcome.DONE},
                at=timezone.now(),
            )
    exchange.save()
    return exchange


def question_of(cast, event: str) -> Question:
    now = timezone.now()
    state = {
        "answer": {"state": QuestionState.ANSWERED, "answer": "Yes.", "answered_at": now},
        "withdraw": {"state": QuestionState.RESTING, "withdrawn_at": now},
    }[event]
    return question_about(cast.lea, asker=cast.ben, addressee=cast.lea, **state)


def given(cast, event: str) -> dict:
    return {
        "propose": {"terms": terms(cast.lea)},
        "propose_date": {"starts_at": timezone.now() + timedelta(days=9)},
        "tell": {"kind": "plans"},
        "ask_changes": {"words": "The last page."},
        "dispute": {"words": "It was half an hour."},
        "suggest": {"outcome": Outcome.DONE},
        "settle": {"outcome": Outcome.DONE},
        "reflect": {"learnt": "To ask earlier."},
    }.get(event, {})


def take(cast, exchange, event: str, who: str):
    """What somebody's attempt leads to: the state, or the refusal."""
    member = None if who == "clock" else cast[who]
    now = timezone.now() + OVER_TIME if who == "clock" else None
    try:
        with transaction.atomic():
            row = apply(
                exchange=exchange, event=Event(event), member=member, now=now, **given(cast, event)
            )
            reached = str(row.state)
            transaction.set_rollback(True)
    except Refusal as refusal:
        return refusal
    return reached


@pytest.mark.parametrize(("state", "event"), PRODUCT, ids=lambda value: str(value))
def test_each_cell_is_allowed_or_refused_with_its_sentence(cast, state: str, event: str) -> None:
    who_may, to = CELLS.get((state, event), (set(), ""))
    exchange = prepared(cast, state, event)
    for who in EVERYBODY:
        # Whoever mediates nothing here is a stranger.
        is_stranger = who == "nora" or (who == "mara" and state != "disputed")
        got = take(cast, exchange, event, who)
        if who in who_may:
            assert got == to, (who, got)
            continue
        assert isinstance(got, Refusal), (who, got)
        assert str(got.sentence).strip()
        if is_stranger:
            assert isinstance(got, NotAllowed), who
        elif (state, event) not in CELLS:
            assert isinstance(got, NotFromHere), who
            assert str(got.sentence) == str(STANDS[ExchangeState(state)])
        elif (state, event, who) not in GUARDED:
            assert isinstance(got, NotAllowed), (who, got)
        exchange.refresh_from_db()
        assert exchange.state == state


def test_every_state_says_how_it_stands() -> None:
    assert set(STANDS) == set(ExchangeState)
