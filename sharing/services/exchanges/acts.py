"""The verbs of an exchange, each one step of the table."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction

from communities.models import Reason
from communities.services.moderation import ReportedAlready, Words, report
from members.models import Member, QuestionState
from members.services import questions
from members.text import clean_text
from sharing.access.exchanges import Role, roles_of
from sharing.models import Exchange, ExchangeState
from sharing.services.exchanges.act import Act, Event
from sharing.services.exchanges.door import apply
from sharing.services.exchanges.guards import says_the_same
from sharing.services.exchanges.terms import Terms


def propose(
    *, member: Member, exchange: Exchange, terms: Terms, turn: int | None = None
) -> Exchange:
    """Say what, when and on which terms; whoever did not send the last version may answer so."""
    return apply(exchange=exchange, event=Event.PROPOSE, member=member, turn=turn, terms=terms)


def agree(*, member: Member, exchange: Exchange, turn: int | None = None) -> Exchange:
    """Say yes to the other's proposal; from then on its terms stand."""
    return apply(exchange=exchange, event=Event.AGREE, member=member, turn=turn)


def decline(
    *, member: Member, exchange: Exchange, kind: str = "", turn: int | None = None
) -> Exchange:
    """Rather not; a reason is welcome and never owed."""
    return apply(exchange=exchange, event=Event.DECLINE, member=member, turn=turn, kind=kind)


@transaction.atomic
def withdraw(*, member: Member, exchange: Exchange, turn: int | None = None) -> Exchange:
    """Take back one's own question before an answer, or one's own last proposal."""
    question, asked = exchange.question, {ExchangeState.ASKED, ExchangeState.RESTED}
    waits = question is not None and question.state_for(member) == QuestionState.OPEN
    if question and waits and exchange.state in asked and question.asker_id == member.pk:
        # The exchange follows its question: see registrations/exchanges.
        questions.withdraw(member=member, question=question)
        return Exchange.objects.get(pk=exchange.pk)
    return apply(exchange=exchange, event=Event.WITHDRAW, member=member, turn=turn)


withdraw_proposal = withdraw


def rest(*, member: Member, exchange: Exchange, turn: int | None = None) -> Exchange:
    """Let a talk rest; nothing is declined, and either may take it up again."""
    return apply(exchange=exchange, event=Event.REST, member=member, turn=turn)


def take_up(*, member: Member, exchange: Exchange, turn: int | None = None) -> Exchange:
    """Take up what rested."""
    return apply(exchange=exchange, event=Event.TAKE_UP, member=member, turn=turn)


def propose_date(
    *, member: Member, exchange: Exchange, starts_at: datetime | None, turn: int | None = None
) -> Exchange:
    """Ask for another date; the agreed one stands until the other says yes."""
    return apply(
        exchange=exchange,
        event=Event.PROPOSE_DATE,
        member=member,
        turn=turn,
        starts_at=starts_at,
    )


def accept_date(*, member: Member, exchange: Exchange, turn: int | None = None) -> Exchange:
    """Say yes to the new date."""
    return apply(exchange=exchange, event=Event.ACCEPT_DATE, member=member, turn=turn)


def decline_date(*, member: Member, exchange: Exchange, turn: int | None = None) -> Exchange:
    """Keep to the date that was agreed: decline the other's new one, or take back one's own."""
    return apply(exchange=exchange, event=Event.DROP_DATE, member=member, turn=turn)


def cancel(
    *, member: Member, exchange: Exchange, words: str = "", turn: int | None = None
) -> Exchange:
    """Call it off before it begins; less than a day before, the two see that it was late."""
    return apply(exchange=exchange, event=Event.CANCEL, member=member, turn=turn, words=words)


def say_done(
    *,
    member: Member,
    exchange: Exchange,
    minutes: int | None = None,
    words: str = "",
    turn: int | None = None,
) -> Exchange:
    """Say that it is done and how long it took; the other confirms it."""
    return apply(
        exchange=exchange,
        event=Event.SAY_DONE,
        member=member,
        turn=turn,
        minutes=minutes,
        words=words,
    )


def confirm(
    *,
    member: Member,
    exchange: Exchange,
    without_hours: bool = False,
    turn: int | None = None,
) -> Exchange:
    """Confirm what the other said is done; hours are entered now. `without_hours` confirms also
    where they cannot be entered.
    """
    return apply(
        exchange=exchange,
        event=Event.CONFIRM,
        member=member,
        turn=turn,
        without_hours=without_hours,
    )


def enter_hours(*, member: Member, exchange: Exchange, turn: int | None = None) -> Exchange:
    """Have hours entered that could not be when it was done."""
    return apply(exchange=exchange, event=Event.ENTER_HOURS, member=member, turn=turn)


def ask_changes(
    *, member: Member, exchange: Exchange, words: str, turn: int | None = None
) -> Exchange:
    """Say what is missing before one can confirm; at most twice."""
    return apply(exchange=exchange, event=Event.ASK_CHANGES, member=member, turn=turn, words=words)


def tell_it_did_not_happen(
    *,
    member: Member,
    exchange: Exchange,
    kind: str,
    words: str = "",
    turn: int | None = None,
) -> Exchange:
    """Tell how it came; the other may tell it, too, and neither is judged."""
    return apply(
        exchange=exchange, event=Event.TELL, member=member, turn=turn, kind=kind, words=words
    )


def dispute(*, member: Member, exchange: Exchange, words: str, turn: int | None = None) -> Exchange:
    """Say that one sees it differently: everything stands still, and two moderators help."""
    return apply(exchange=exchange, event=Event.DISPUTE, member=member, turn=turn, words=words)


@transaction.atomic
def settle(
    *,
    member: Member,
    exchange: Exchange,
    outcome: str,
    minutes: int | None = None,
    words: str = "",
    turn: int | None = None,
) -> Exchange:
    """Say what holds: the same as the other has suggested settles it, else it is a suggestion; a
    mediator decides after fourteen days.
    """
    row = Exchange.objects.select_for_update(of=("self",), no_key=True).get(pk=exchange.pk)
    given: dict[str, Any] = {"outcome": outcome, "minutes": minutes, "words": words}
    act = Act(row, Event.SETTLE, member, row.stirred_at, given)
    is_party = Role.PARTY in roles_of(member, row)
    event = Event.SUGGEST if is_party and not says_the_same(act) else Event.SETTLE
    return apply(exchange=row, event=event, member=member, turn=turn, **given)


@transaction.atomic
def reflect(
    *,
    member: Member,
    exchange: Exchange,
    learnt: str,
    otherwise: str = "",
    language: str = "",
    may_be_public: bool = False,
    private_word: str = "",
    turn: int | None = None,
) -> Exchange:
    """Write what one takes along; a word to the moderators reaches them and nobody else."""
    row = apply(
        exchange=exchange,
        event=Event.REFLECT,
        member=member,
        turn=turn,
        learnt=learnt,
        otherwise=otherwise,
        language=language,
        may_be_public=may_be_public,
        private_word=private_word,
    )
    if private_word := clean_text(private_word):
        with suppress(ReportedAlready):
            words = Words(reason=Reason.OTHER, explanation=private_word)
            report(reporter=member, thing=row, words=words)
    return row


def choose_to_publish(*, member: Member, exchange: Exchange, may_be_public: bool) -> None:
    """Let others read what one took along, or no longer; it is public only while both wish so."""
    exchange.reflections.filter(member=member).update(may_be_public=may_be_public)
