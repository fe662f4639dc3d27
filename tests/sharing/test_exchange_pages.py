"""The pages of an exchange: what waits, one button, forms that keep what was typed, in two
languages and for a constant number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from sharing.models import Exchange, ExchangeState, Mediator, Reflection
from sharing.reading.exchange_list import over_of, running_of, waiting_for
from sharing.reading.exchange_page import deeds_of
from sharing.registrations.exchanges import waiting_in_letter
from sharing.services.exchanges import possible
from tests.clock import moment
from tests.conftest import make_member
from tests.exchanges import exchange_in

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
State = ExchangeState


def text_of(answer) -> str:
    return answer.content.decode()


def proposal(**changed):
    return {
        "what": "An evening with your accounts.",
        "giver": "lea",
        "starts_at": f"{moment(5):%Y-%m-%dT%H:%M}",
        "minutes": "1½",
        "way": "gift",
        "is_online": "on",
    } | changed


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_state_has_a_page(cast, as_member, state, language) -> None:
    exchange = exchange_in(state, asker=cast.ben, other=cast.lea)
    cast.lea.language = language
    cast.lea.save()
    page = text_of(as_member("lea").get(exchange.get_absolute_url()))
    assert 'aria-current="step"' in page or state in {State.DONE, State.REFLECTED}
    section = page[page.index('id="now"') :].split("</section>")[0]
    assert section.count("button--moss") <= 1
    with translation.override(language):
        assert str(State(state).label) in page


@pytest.mark.parametrize("state", list(State))
def test_what_waits_agrees_with_what_can_be_done(cast, state) -> None:
    """The list says it is my turn exactly where the page has a filled button for me."""
    begun = None if state != State.AGREED else True
    exchange = exchange_in(state, asker=cast.ben, other=cast.lea, begun=begun)
    for member in (cast.lea, cast.ben):
        row = Exchange.objects.get(pk=exchange.pk)
        row.all_events = list(row.events.all())
        waits = waiting_for(member).filter(pk=row.pk).exists()
        filled = any(deed.style == "moss" for deed in deeds_of(row, member))
        if state in {State.TALKING, State.RESTED, State.DISPUTED}:
            # Either may begin here; nobody waits.
            assert filled and not waits
        elif state != State.ASKED:
            assert waits == filled, (state, member)
        lists = [waits, running_of(member).filter(pk=row.pk).exists()]
        assert sum([*lists, over_of(member).filter(pk=row.pk).exists()]) == (
            0 if state == State.ASKED and member == cast.lea else 1
        )


def test_the_whole_way_by_forms_alone(cast, as_member) -> None:
    exchange = exchange_in(State.TALKING, asker=cast.ben, other=cast.lea)
    here, ben, lea = exchange.get_absolute_url(), as_member("ben"), as_member("lea")
    assert ben.post(f"{here}proposal/", proposal()).status_code == 303
    assert "Make a counter-proposal" in text_of(lea.get(here))
    assert lea.post(f"{here}proposal/", proposal(minutes="2,5")).status_code == 303
    assert ben.post(f"{here}agree/").status_code == 303
    exchange.refresh_from_db()
    assert exchange.agreed.minutes == 150
    file = ben.get(f"{here}calendar.ics")
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    lines = text_of(file).split("\r\n")
    assert f"DTSTART:{exchange.starts_at:%Y%m%dT%H%M%SZ}" in lines and lines[0] == "BEGIN:VCALENDAR"
    assert all(len(line.encode()) <= 75 for line in lines)
    past = timezone.now() - timedelta(hours=4)
    Exchange.objects.update(starts_at=past, ends_at=past + timedelta(hours=2))
    assert ben.post(f"{here}done/", {"minutes": "2:15"}).status_code == 303
    assert lea.post(f"{here}confirm/").status_code == 303
    for one in (ben, lea):
        posted = {"learnt": "To ask earlier.", "language": "en", "may_be_public": "on"}
        assert one.post(f"{here}reflect/", posted).status_code == 303
    page = text_of(lea.get(here))
    assert "Others may read it, since both of you wish so." in page
    assert "Ben makes proposal 1." in page and "You confirm it: 2¼ hours." in page
    assert lea.post(f"{here}publish/", {"public": "no"}).status_code == 303
    assert "Only the two of you read it." in text_of(ben.get(here))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"starts_at": "2020-01-01T10:00"}, "This time has passed."),
        ({"starts_at": "soon"}, "We cannot read this time."),
        ({"minutes": "-2"}, "Write them as 2, 1.5 or 1:30."),
        ({"minutes": "many"}, "Write them as 2, 1.5 or 1:30."),
        ({"minutes": "900"}, "between a quarter of an hour and forty hours"),
        ({"way": "paid", "amount": "120", "currency": "BTC"}, "Swiss francs or in euros"),
        ({"way": "paid", "amount": "0,5", "currency": "CHF"}, "between 1 and 10,000"),
        ({"way": "paid", "amount": "-5", "currency": "CHF"}, "without plus or minus"),
        ({"way": "hours"}, "Hours need a community that keeps time accounts"),
        ({"giver": "nora"}, "Say which of you two gives."),
        ({"what": ""}, "Say in a sentence or two"),
    ],
)
def test_a_proposal_that_makes_no_sense_keeps_what_was_typed(
    cast, as_member, changed, said
) -> None:
    exchange = exchange_in(State.TALKING, asker=cast.ben, other=cast.lea)
    posted = proposal(**{"note": "Bring bread."} | changed)
    answer = as_member("ben").post(f"{exchange.get_absolute_url()}proposal/", posted)
    assert answer.status_code == 422
    page = text_of(answer)
    assert said in page and "Bring bread." in page
    assert not exchange.proposals.exists()


def test_an_old_page_is_told_so_and_keeps_what_was_typed(cast, as_member) -> None:
    exchange = exchange_in(State.PROPOSED, asker=cast.ben, other=cast.lea)
    posted = proposal(turn="0", note="Bring bread.")
    answer = as_member("lea").post(f"{exchange.get_absolute_url()}proposal/", posted)
    assert answer.status_code == 409
    page = text_of(answer)
    assert "Something has changed here" in page and "Bring bread." in page
    assert f'name="turn" value="{exchange.turn}"' in page


def test_the_other_part_is_not_mine_to_confirm(cast, as_member) -> None:
    exchange = exchange_in(State.DONE_BY_ONE, asker=cast.ben, other=cast.lea)
    answer = as_member("ben").post(f"{exchange.get_absolute_url()}confirm/")
    assert answer.status_code == 403 and "Only the other can confirm it" in text_of(answer)
    lea = as_member("lea")
    assert lea.post(f"{exchange.get_absolute_url()}confirm/").status_code == 303
    twice = lea.post(f"{exchange.get_absolute_url()}confirm/")
    assert twice.status_code == 409 and "done and confirmed already" in text_of(twice)


def test_a_reflection_stays_closed_until_both_have_written(cast, as_member) -> None:
    exchange = exchange_in(State.DONE, asker=cast.ben, other=cast.lea)
    Reflection.objects.create(exchange=exchange, member=cast.ben, learnt="He never listens.")
    page = text_of(as_member("lea").get(exchange.get_absolute_url()))
    assert "He never listens." not in page
    answer = as_member("lea").post(
        f"{exchange.get_absolute_url()}reflect/", {"learnt": "To ask.", "language": "en"}
    )
    assert "He never listens." in text_of(as_member("lea").get(answer.url))


def test_mediators_read_neither_talk_nor_reflections(cast, as_member) -> None:
    exchange = exchange_in(State.DISPUTED, asker=cast.ben, other=cast.lea)
    Mediator.objects.create(exchange=exchange, member=cast.mara)
    word = {"learnt": "He never listens.", "private_word": "Wine."}
    Reflection.objects.create(exchange=exchange, member=cast.ben, **word)
    page = text_of(as_member("mara").get(exchange.get_absolute_url()))
    assert "An evening with your accounts." in page
    assert "He never listens." not in page and "Wine." not in page
    assert "Go to the conversation" not in page
    assert not possible(exchange, cast.mara)


def test_what_a_moderator_hid_is_out_of_sight(cast, as_member) -> None:
    exchange = exchange_in(State.AGREED, asker=cast.ben, other=cast.lea, hidden_at=timezone.now())
    page = text_of(as_member("lea").get(exchange.get_absolute_url()))
    assert "An evening with your accounts." not in page
    assert "A moderator took these words out of sight." in page


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_letter_says_who_waits(cast, language) -> None:
    exchange_in(State.DONE_BY_ONE, asker=cast.ben, other=cast.lea)
    with translation.override(language):
        (item,) = waiting_in_letter(cast.lea, timezone.now())
    assert "Books in order" in item.title and "Ben" in item.why
    assert waiting_in_letter(cast.ben, timezone.now()) == []


def queries(client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("path", ["/exchanges/", "/exchanges/?show=over"])
def test_the_list_costs_the_same_for_five_and_for_fifty(cast, as_member, path) -> None:
    lea = as_member("lea")
    counts = []
    for count in (5, 45):
        for number in range(count):
            other = make_member(f"other-{count}-{number}")
            states = list(State)
            exchange_in(states[number % len(states)], asker=other, other=cast.lea)
        lea.get(path)
        counts.append(queries(lea, path))
    assert counts[0] == counts[1] <= 12


def test_what_both_release_stands_beside_the_offer(cast, as_member, offer_of) -> None:
    offer = offer_of(cast.lea)
    exchange = exchange_in(State.REFLECTED, asker=cast.ben, other=cast.lea, offer=offer)
    mine = exchange.reflections.get(member=cast.ben)
    exchange.reflections.update(learnt="To ask earlier.", may_be_public=True)
    assert "To ask earlier." in text_of(as_member("nora").get(offer.get_absolute_url()))
    mine.refresh_from_db()
    mine.may_be_public = False
    mine.save()
    assert "To ask earlier." not in text_of(as_member("nora").get(offer.get_absolute_url()))
