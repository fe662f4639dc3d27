"""An exchange from the first question to what both take along, and the turns it may take."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from communities.models import Report
from members.models import Conversation, Encounter, EncounterKind, Outbox, Question
from members.refusals import Invalid, NotAllowed, Refusal
from members.services import questions
from members.services.notifications import tell
from members.services.relationships import record_encounter
from sharing.models import (
    Exchange,
    ExchangeState,
    Mediator,
    Outcome,
    Proposal,
    TimeAccount,
    TimeTransfer,
    TransferKind,
    Way,
)
from sharing.refusals import NotFromHere, PageIsOld
from sharing.services import exchanges as services
from sharing.services.accounts import set_rules
from tests.exchanges import exchange_in, terms

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
State = ExchangeState
WORDS = "Which book did you begin with?"


@pytest.fixture
def asked(cast, offer_of) -> Exchange:
    """Ben asks Lea about her offer."""
    return services.open_exchange(
        member=cast.ben, listing=offer_of(cast.lea), text=WORDS, language="en"
    )


@pytest.fixture
def with_hours(cast):
    """The public community keeps hours."""
    rules = {"is_on": True, "floor": -600, "lowest_floor": -1500, "ceiling": 2400}
    set_rules(owner=cast.odo, community=cast.public, **rules)
    return cast.public


def fresh(exchange: Exchange) -> Exchange:
    return Exchange.objects.get(pk=exchange.pk)


def told(name: str) -> int:
    return Outbox.objects.filter(kind=f"sharing.{name}").count()


def balance(member) -> int:
    return TimeAccount.objects.get(member=member).balance


def test_a_question_opens_it_and_the_answer_opens_the_talk(cast, asked) -> None:
    assert (asked.state, asked.asker, asked.other) == (State.ASKED, cast.ben, cast.lea)
    assert asked.due_at == asked.stirred_at + timedelta(days=21)
    questions.answer(member=cast.lea, question=asked.question, text="The last.", language="en")
    assert fresh(asked).state == State.TALKING
    assert Conversation.objects.count() == 1
    assert [one.event for one in asked.events.all()] == ["asked", "answer"]


def test_a_question_asked_anywhere_about_an_offer_opens_one(cast, offer_of, as_member) -> None:
    offer = offer_of(cast.lea)
    posted = {"text": WORDS, "language": "en"}
    answer = as_member("ben").post(f"/ask/offer/{offer.code}/", posted)
    assert answer.url == Exchange.objects.get().get_absolute_url()


def test_a_question_about_a_story_opens_none(cast) -> None:
    cast.lea.story = "I gave up the shop."
    cast.lea.save()
    questions.ask(member=cast.ben, target=cast.lea, text=WORDS, language="en")
    assert not Exchange.objects.exists()


def test_a_question_taken_back_takes_the_exchange_along(cast, asked) -> None:
    services.withdraw(member=cast.ben, exchange=asked)
    assert fresh(asked).state == State.WITHDRAWN
    assert Question.objects.get().withdrawn_at


def test_one_does_not_ask_oneself(cast, offer_of) -> None:
    with pytest.raises(NotAllowed):
        services.open_exchange(
            member=cast.lea, listing=offer_of(cast.lea), text=WORDS, language="en"
        )


def test_proposal_counter_proposal_and_terms_that_stand(cast) -> None:
    exchange = exchange_in(State.TALKING, asker=cast.ben, other=cast.lea)
    services.propose(member=cast.ben, exchange=exchange, terms=terms(cast.lea))
    services.propose(member=cast.lea, exchange=exchange, terms=terms(cast.lea, minutes=90))
    with pytest.raises(NotAllowed):
        services.agree(member=cast.lea, exchange=exchange)
    agreed = services.agree(member=cast.ben, exchange=exchange)
    assert (agreed.state, agreed.agreed.number, agreed.agreed.minutes) == (State.AGREED, 2, 90)
    assert agreed.ends_at - agreed.starts_at == timedelta(minutes=90)
    with pytest.raises(NotFromHere):
        services.propose(member=cast.ben, exchange=exchange, terms=terms(cast.lea))
    assert told("exchange_proposed") == 2 and told("exchange_agreed") == 1


def test_after_six_proposals_one_agrees_or_talks(cast) -> None:
    exchange = exchange_in(State.TALKING, asker=cast.ben, other=cast.lea)
    for turn in range(6):
        member = (cast.ben, cast.lea)[turn % 2]
        services.propose(member=member, exchange=exchange, terms=terms(cast.lea))
    with pytest.raises(Refusal, match="Six proposals"):
        services.propose(member=cast.ben, exchange=exchange, terms=terms(cast.lea))
    assert services.agree(member=cast.ben, exchange=exchange).state == State.AGREED


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"starts_at": timezone.now() - timedelta(days=1)}, "starts_at"),
        ({"starts_at": timezone.now() + timedelta(days=900)}, "starts_at"),
        ({"starts_at": None}, "starts_at"),
        ({"minutes": -60}, "minutes"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 1_000_000}, "minutes"),
        ({"minutes": None}, "minutes"),
        ({"way": "barter"}, "way"),
        ({"way": Way.PAID, "amount": None}, "amount"),
        ({"way": Way.HOURS}, "way"),
        ({"is_online": False}, "place"),
        ({"what": "  "}, "what"),
        ({"giver": None}, "giver"),
    ],
)
def test_terms_that_make_no_sense_are_refused_by_name(cast, changed, field: str) -> None:
    exchange = exchange_in(State.TALKING, asker=cast.ben, other=cast.lea)
    with pytest.raises(Invalid) as refusal:
        services.propose(member=cast.ben, exchange=exchange, terms={**terms(cast.lea), **changed})
    assert refusal.value.field == field
    assert not Proposal.objects.exists() and fresh(exchange).state == State.TALKING


def test_an_unknown_currency_is_refused(cast) -> None:
    exchange = exchange_in(State.TALKING, asker=cast.ben, other=cast.lea)
    paid = terms(cast.lea, way=Way.PAID, amount=Decimal(120), currency="BTC")
    with pytest.raises(Invalid) as refusal:
        services.propose(member=cast.ben, exchange=exchange, terms=paid)
    assert refusal.value.field == "currency"


def test_nora_gives_in_no_exchange_of_others(cast) -> None:
    exchange = exchange_in(State.TALKING, asker=cast.ben, other=cast.lea)
    with pytest.raises(Invalid):
        services.propose(member=cast.ben, exchange=exchange, terms=terms(cast.nora))


def test_a_suspended_member_gets_no_proposals(cast) -> None:
    exchange = exchange_in(State.TALKING, asker=cast.ben, other=cast.lea)
    cast.lea.is_active = False
    cast.lea.save()
    with pytest.raises(NotAllowed):
        services.propose(member=cast.ben, exchange=exchange, terms=terms(cast.ben))


def test_the_old_date_stands_until_the_other_says_yes(cast) -> None:
    exchange = exchange_in(State.AGREED, asker=cast.ben, other=cast.lea)
    before, later = exchange.starts_at, timezone.now() + timedelta(days=20)
    services.propose_date(member=cast.ben, exchange=exchange, starts_at=later)
    assert fresh(exchange).starts_at == before
    with pytest.raises(NotAllowed):
        services.accept_date(member=cast.ben, exchange=exchange)
    moved = services.accept_date(member=cast.lea, exchange=exchange)
    assert moved.starts_at == later and moved.agreed.starts_at == before
    assert moved.new_starts_at is None


def test_a_new_date_can_be_declined_and_taken_back(cast) -> None:
    exchange = exchange_in(State.AGREED, asker=cast.ben, other=cast.lea)
    later = timezone.now() + timedelta(days=20)
    for member in (cast.lea, cast.ben):
        services.propose_date(member=cast.ben, exchange=exchange, starts_at=later)
        kept = services.decline_date(member=member, exchange=exchange)
        assert kept.starts_at == exchange.starts_at and kept.new_starts_at is None
    with pytest.raises(Refusal, match="No new date"):
        services.decline_date(member=cast.lea, exchange=exchange)
    with pytest.raises(Invalid):
        services.propose_date(
            member=cast.ben, exchange=exchange, starts_at=timezone.now() - timedelta(hours=1)
        )


def test_calling_off_late_is_marked_and_only_before_the_start(cast) -> None:
    early = exchange_in(State.AGREED, asker=cast.ben, other=cast.lea)
    late = exchange_in(
        State.AGREED,
        asker=cast.ben,
        other=cast.lea,
        starts_at=timezone.now() + timedelta(hours=5),
    )
    begun = exchange_in(State.AGREED, asker=cast.ben, other=cast.lea, begun=True)
    for exchange in (early, late):
        services.cancel(member=cast.lea, exchange=exchange, words="I am ill.")
    assert "late" not in early.events.last().data and late.events.last().data["late"]
    with pytest.raises(Refusal, match="The time has come already"):
        services.cancel(member=cast.lea, exchange=begun)
    with pytest.raises(Refusal, match="not over yet"):
        services.say_done(
            member=cast.ben, exchange=exchange_in(State.AGREED, asker=cast.ben, other=cast.lea)
        )


def hours_done(cast, minutes: int = 120) -> Exchange:
    exchange = exchange_in(
        State.AGREED,
        asker=cast.ben,
        other=cast.lea,
        begun=True,
        way=Way.HOURS,
        community=cast.public,
    )
    return services.say_done(member=cast.ben, exchange=exchange, minutes=minutes)


def test_hours_are_entered_once_it_is_confirmed(cast, with_hours) -> None:
    exchange = hours_done(cast, 90)
    assert not TimeTransfer.objects.exists()
    with pytest.raises(NotAllowed, match="Only the other can confirm"):
        services.confirm(member=cast.ben, exchange=exchange)
    assert services.confirm(member=cast.lea, exchange=exchange).state == State.DONE
    assert (balance(cast.lea), balance(cast.ben)) == (90, -90)
    with pytest.raises(NotFromHere):
        services.confirm(member=cast.lea, exchange=exchange)
    assert TimeTransfer.objects.count() == 1
    met = Encounter.objects.get(kind=EncounterKind.EXCHANGED)
    assert (met.actor, met.other) == (cast.lea, cast.ben)


def test_gifts_enter_nothing(cast, with_hours) -> None:
    exchange = exchange_in(State.DONE_BY_ONE, asker=cast.ben, other=cast.lea)
    services.confirm(member=cast.lea, exchange=exchange)
    assert not TimeTransfer.objects.exists()


def test_corrections_are_asked_for_twice_at_most(cast) -> None:
    exchange = exchange_in(State.DONE_BY_ONE, asker=cast.ben, other=cast.lea)
    for minutes in (90, 60):
        services.ask_changes(member=cast.lea, exchange=exchange, words="It was shorter.")
        services.say_done(member=cast.ben, exchange=exchange, minutes=minutes)
    with pytest.raises(Refusal, match="asked for corrections twice"):
        services.ask_changes(member=cast.lea, exchange=exchange, words="Still.")
    assert fresh(exchange).minutes_given == 60
    with pytest.raises(Invalid):
        services.say_done(
            member=cast.ben,
            exchange=exchange_in(State.CHANGES_ASKED, asker=cast.ben, other=cast.lea),
            minutes=-5,
        )


def test_a_dispute_stands_still_and_asks_two_who_are_close_to_neither(cast, with_hours) -> None:
    exchange = hours_done(cast)
    services.confirm(member=cast.lea, exchange=exchange)
    services.dispute(member=cast.ben, exchange=exchange, words="It was half of that.")
    assert TimeTransfer.objects.get().is_disputed and balance(cast.lea) == 120
    asked = set(Mediator.objects.values_list("member__handle", flat=True))
    assert asked == {"mara", "odo"} and told("mediation_asked") == 1


def test_whoever_has_met_one_of_the_two_does_not_mediate(cast) -> None:
    met = {"kind": EncounterKind.MET, "actor": cast.mara, "other": cast.lea}
    record_encounter(**met, target=cast.lea)
    exchange = exchange_in(
        State.DONE_BY_ONE, asker=cast.ben, other=cast.lea, way=Way.HOURS, community=cast.public
    )
    services.dispute(member=cast.ben, exchange=exchange, words="It was half of that.")
    assert set(Mediator.objects.values_list("member__handle", flat=True)) == {"odo", "sam"}


def test_both_settle_it_with_a_correcting_entry(cast, with_hours) -> None:
    exchange = hours_done(cast)
    services.confirm(member=cast.lea, exchange=exchange)
    services.dispute(member=cast.ben, exchange=exchange, words="It was half of that.")
    partly = {"outcome": Outcome.PARTLY, "minutes": 60}
    assert services.settle(member=cast.ben, exchange=exchange, **partly).state == State.DISPUTED
    other = {"outcome": Outcome.PARTLY, "minutes": 75}
    assert services.settle(member=cast.lea, exchange=exchange, **other).state == State.DISPUTED
    assert services.settle(member=cast.ben, exchange=exchange, **other).state == State.SETTLED
    assert (balance(cast.lea), balance(cast.ben)) == (75, -75)
    kinds = set(TimeTransfer.objects.values_list("kind", flat=True))
    assert kinds == {TransferKind.SETTLEMENT, TransferKind.CORRECTION}
    assert not TimeTransfer.objects.filter(is_disputed=True).exists()


def test_a_mediator_decides_after_fourteen_days_and_not_before(cast, with_hours) -> None:
    exchange = hours_done(cast)
    services.dispute(member=cast.lea, exchange=exchange, words="Nobody came.")
    no = {"outcome": Outcome.DID_NOT_HAPPEN}
    with pytest.raises(Refusal, match="fourteen days"):
        services.settle(member=cast.mara, exchange=exchange, **no)
    exchange.events.filter(event="dispute").update(at=timezone.now() - timedelta(days=15))
    settled = services.settle(member=cast.mara, exchange=exchange, **no)
    assert (settled.state, settled.outcome) == (State.SETTLED, Outcome.DID_NOT_HAPPEN)
    assert not TimeTransfer.objects.exists()
    assert not Encounter.objects.filter(kind=EncounterKind.EXCHANGED).exists()


def test_after_thirty_days_what_is_done_stays_done(cast) -> None:
    long_ago = timezone.now() - timedelta(days=31)
    exchange = exchange_in(State.REFLECTED, asker=cast.ben, other=cast.lea, done_at=long_ago)
    with pytest.raises(Refusal, match="thirty days"):
        services.dispute(member=cast.ben, exchange=exchange, words="It was half of that.")


def test_reflections_open_at_once_and_a_private_word_reaches_moderators(cast) -> None:
    exchange = exchange_in(State.DONE, asker=cast.ben, other=cast.lea)
    word = "He smelled of wine, and I would not send a young person there."
    services.reflect(member=cast.lea, exchange=exchange, learnt="To ask.", private_word=word)
    assert fresh(exchange).state == State.DONE
    with pytest.raises(Refusal, match="already"):
        services.reflect(member=cast.lea, exchange=exchange, learnt="Again.")
    services.reflect(member=cast.ben, exchange=exchange, learnt="To wait.")
    assert fresh(exchange).state == State.REFLECTED
    assert Report.objects.get(target_id=exchange.pk).explanation == word


def test_doing_it_again_copies_the_terms_into_a_new_exchange(cast) -> None:
    exchange = exchange_in(State.REFLECTED, asker=cast.ben, other=cast.lea)
    later = timezone.now() + timedelta(days=30)
    anew = services.repeat(member=cast.lea, exchange=exchange, starts_at=later)
    assert services.repeat(member=cast.lea, exchange=exchange, starts_at=later) == anew
    assert (anew.state, anew.asker, anew.again_of) == (State.PROPOSED, cast.lea, exchange)
    copied = anew.proposals.get()
    assert (copied.what, copied.starts_at) == (exchange.agreed.what, later)
    assert fresh(exchange).state == State.REFLECTED
    services.agree(member=cast.ben, exchange=anew)
    with pytest.raises(Refusal, match="not over"):
        services.repeat(member=cast.ben, exchange=anew, starts_at=later)


def test_the_second_click_gives_the_result_of_the_first(cast) -> None:
    exchange = exchange_in(State.PROPOSED, asker=cast.ben, other=cast.lea)
    turn = exchange.turn
    first = services.agree(member=cast.lea, exchange=exchange, turn=turn)
    second = services.agree(member=cast.lea, exchange=exchange, turn=turn)
    assert (first.pk, first.turn) == (second.pk, second.turn)
    assert exchange.events.filter(event="agree").count() == 1
    with pytest.raises(PageIsOld):
        services.decline(member=cast.lea, exchange=exchange, turn=turn)
    with pytest.raises(PageIsOld):
        services.agree(member=cast.ben, exchange=exchange, turn=turn)


def test_three_who_heard_nothing_let_moderators_know(cast, offer_of) -> None:
    offer = offer_of(cast.lea)
    for count, member in enumerate((cast.ben, cast.nora, cast.odo, cast.ben)):
        exchange = exchange_in(State.AGREED, asker=member, other=cast.lea, offer=offer, begun=True)
        services.tell_it_did_not_happen(member=member, exchange=exchange, kind="no_word")
        assert told("stayed_away") == int(count >= 2)
    row = Outbox.objects.get(kind="sharing.stayed_away")
    tell(row)
    # Odo owns the place and told it himself.
    assert [one.recipient for one in row.notifications.all()] == [cast.mara]
