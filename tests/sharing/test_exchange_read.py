"""What each of the two reads: their own side, with whom, and only what can be done."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from communities.models import Case, Reason
from communities.services.moderation import Words, decide, report
from members.models import Notification
from members.services.notifications import drain_next
from members.shelves import notification_kinds
from sharing.models import Exchange, ExchangeState
from sharing.reading.exchange_list import over_of, running_of, waiting_for
from sharing.services import exchanges as services
from sharing.services.exchanges import Event, look_after_exchanges, possible
from tests.exchanges import exchange_in
from tests.test_reports_of_every_kind import HIDE

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
State = ExchangeState


def between(cast, state: str, **changed) -> Exchange:
    return exchange_in(state, asker=cast.ben, other=cast.lea, **changed)


def page_of(client, exchange: Exchange) -> str:
    return client.get(exchange.get_absolute_url()).content.decode()


def event_of(client, exchange: Exchange):
    file = Calendar.from_ical(client.get(f"{exchange.get_absolute_url()}calendar.ics").content)
    (read,) = file.events
    return file, read


@pytest.mark.parametrize(
    ("state", "to_lea", "to_ben"),
    [
        (State.PROPOSED, "Ben waits for your yes.", "waits for the yes of Lea."),
        (State.DONE_BY_ONE, "Ben says that it is done.", "Lea has yet to confirm it."),
        (State.DID_NOT_HAPPEN, "Ben said that it did not", "You said that it did not"),
        (State.DONE, "Done, confirmed", "Done, confirmed"),
    ],
)
def test_each_reads_what_is_theirs_to_do(cast, as_member, state, to_lea, to_ben) -> None:
    exchange = between(cast, state)
    assert to_lea in page_of(as_member("lea"), exchange)
    assert to_ben in page_of(as_member("ben"), exchange)


def test_the_agreed_date_is_kept_only_where_another_was_asked_for(cast, as_member, program) -> None:
    exchange = between(cast, State.AGREED)
    assert "Keep to the agreed date" not in page_of(as_member("lea"), exchange)
    answer = program("lea").post(f"exchanges/{exchange.code}/keep-date/")
    assert answer.status_code == 409
    soon = timezone.now() + timedelta(days=9)
    services.propose_date(member=cast.ben, exchange=exchange, starts_at=soon)
    assert "Keep to the agreed date" in page_of(as_member("lea"), exchange)


def test_done_is_said_from_the_agreed_end_on(cast) -> None:
    exchange = between(cast, State.AGREED)
    now = timezone.now()
    times = {"starts_at": now - timedelta(minutes=1), "ends_at": now + timedelta(hours=2)}
    Exchange.objects.update(**times)
    exchange.refresh_from_db()
    assert Event.SAY_DONE not in possible(exchange, cast.lea)
    assert Event.TELL in possible(exchange, cast.lea)
    assert not waiting_for(cast.lea).exists()
    Exchange.objects.update(ends_at=now)
    exchange.refresh_from_db()
    assert Event.SAY_DONE in possible(exchange, cast.lea)
    assert waiting_for(cast.lea).exists()


def test_what_did_not_happen_is_not_under_way(cast) -> None:
    between(cast, State.DID_NOT_HAPPEN)
    assert not running_of(cast.ben).exists() and over_of(cast.ben).exists()
    assert waiting_for(cast.lea).exists() and not over_of(cast.lea).exists()


def test_several_about_one_offer_can_be_told_apart(cast, as_member, offer_of) -> None:
    offer = offer_of(cast.lea)
    exchange = between(cast, State.AGREED, offer=offer)
    lea = as_member("lea")
    assert f"<title>{offer.title}, with Ben" in page_of(lea, exchange)
    line = lea.get("/exchanges/").content.decode()
    assert "An evening with your accounts." in line and "with Ben" in line
    Exchange.objects.update(hidden_at=timezone.now())
    assert "An evening with your accounts." not in lea.get("/exchanges/").content.decode()


def test_news_that_come_by_themselves_say_with_whom(cast) -> None:
    exchange = between(cast, State.PROPOSED)
    Exchange.objects.update(due_at=timezone.now())
    look_after_exchanges(timezone.now() + timedelta(days=30))
    while drain_next():
        pass
    rows = Notification.objects.filter(recipient=cast.lea, kind="sharing.exchange_moved")
    (said,) = {str(notification_kinds[row.kind].sentence(row)) for row in rows}
    assert f"“{exchange.title}, with Ben”" in said


def test_the_calendar_names_the_other_and_takes_out_what_is_called_off(cast, as_member) -> None:
    exchange, lea = between(cast, State.AGREED), as_member("lea")
    file, before = event_of(lea, exchange)
    assert (file["METHOD"], before["STATUS"]) == ("PUBLISH", "CONFIRMED")
    assert before["SUMMARY"] == "Books in order, with Ben"
    services.cancel(member=cast.ben, exchange=exchange)
    assert "this file takes it out" in page_of(lea, exchange)
    file, after = event_of(lea, exchange)
    assert (file["METHOD"], after["STATUS"]) == ("CANCEL", "CANCELLED")
    assert after["UID"] == before["UID"] and after["SEQUENCE"] > before["SEQUENCE"]


def test_the_calendar_keeps_what_a_moderator_hid_out_of_sight(cast, as_member) -> None:
    exchange = between(cast, State.AGREED, hidden_at=timezone.now())
    _file, read = event_of(as_member("lea"), exchange)
    assert "An evening with your accounts." not in str(read.to_ical())


def test_whoever_wrote_what_is_hidden_is_led_to_the_decision(cast, as_member, offer_of) -> None:
    offer = offer_of(cast.lea)
    report(reporter=cast.ben, thing=offer, words=Words(reason=Reason.OTHER, explanation="No."))
    case = Case.objects.get()
    decide(moderator=cast.mara, case=case, verdict=HIDE)
    answer = as_member("lea").get(offer.get_absolute_url())
    assert answer.status_code == 302 and answer.url == case.decisions.get().get_absolute_url()
    assert as_member("lea").get(answer.url).status_code == 200
    assert as_member("ben").get(offer.get_absolute_url()).status_code == 404
