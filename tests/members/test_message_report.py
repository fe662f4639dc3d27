"""Where two people write to each other, each can report what the other wrote, and block them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities.models import Case, Report
from communities.services import moderation
from communities.services.addresses import thing_at
from communities.services.moderation import OwnWords, Verdict, Words
from members.models import Block, Message, Notification, Opening
from members.services import blocks, conversations, privacy
from members.services.notifications import drain_next

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
HIDE = Verdict("hide", "It threatens somebody who did not answer.", "terms", "chapter 3")


@pytest.fixture
def talk(cast):
    return conversations.open_conversation(one=cast.lea, other=cast.ben, opening=Opening.ANSWER)


@pytest.fixture
def kind_words(cast, talk) -> Message:
    return conversations.send_message(member=cast.lea, conversation=talk, text="Good morning.")


@pytest.fixture
def threat(cast, talk, kind_words) -> Message:
    return conversations.send_message(member=cast.ben, conversation=talk, text="I know your door.")


def path_of(message: Message) -> str:
    return f"/report/message/{message.code}/"


@pytest.fixture
def reported(cast, threat) -> Case:
    moderation.report(reporter=cast.lea, thing=threat, words=Words("harassment"))
    return Case.objects.get()


@pytest.fixture
def hidden(cast, reported, threat) -> Message:
    moderation.decide(moderator=cast.sam, case=reported, verdict=HIDE)
    return threat


def test_each_message_of_the_other_can_be_reported_where_it_stands(
    as_member, talk, threat, kind_words
) -> None:
    page = as_member("lea").get(talk.get_absolute_url()).content.decode()
    assert path_of(threat) in page and path_of(kind_words) not in page
    assert f'id="message-{threat.code}"' in page


def test_the_other_can_be_blocked_from_the_conversation(cast, as_member, talk) -> None:
    lea = as_member("lea")
    assert 'action="/m/ben/block/"' in lea.get(talk.get_absolute_url()).content.decode()
    assert lea.post("/m/ben/block/").status_code == 303
    assert Block.objects.filter(blocker=cast.lea, blocked=cast.ben).exists()
    assert "/block/" not in lea.get(talk.get_absolute_url()).content.decode()


def test_whoever_reports_is_told_what_is_shown_to_whom(as_member, threat) -> None:
    page = as_member("lea").get(path_of(threat)).content.decode()
    assert "I know your door." in page and "Good morning." not in page
    assert "nothing else of your conversation" in page


def test_the_site_team_reads_this_message_and_nothing_else(cast, as_member, talk, threat) -> None:
    answer = as_member("lea").post(path_of(threat), {"reason": "harassment"})
    assert answer.status_code == 303
    case = Case.objects.get()
    assert (case.community, case.author, case.snapshot) == (None, cast.ben, "I know your door.")
    page = as_member("sam").get(case.get_absolute_url()).content.decode()
    assert "I know your door." in page and "Good morning." not in page
    assert talk.get_absolute_url() not in page
    assert as_member("sam").get(talk.get_absolute_url()).status_code == 404
    assert as_member("mara").get(case.get_absolute_url()).status_code == 404


def test_nobody_else_can_report_it_and_nobody_reports_themselves(cast, as_member, threat) -> None:
    for who in ("nora", "mara", "sam", None):
        assert as_member(who).get(path_of(threat)).status_code == 404
    with pytest.raises(OwnWords):
        moderation.report(reporter=cast.ben, thing=threat, words=Words("other"))
    assert not Report.objects.exists()


def test_it_can_be_reported_after_a_block_too_and_by_its_address(cast, threat) -> None:
    blocks.block(member=cast.lea, other=cast.ben)
    assert thing_at(f"https://house{threat.get_absolute_url()}", cast.lea) == threat
    assert thing_at(threat.get_absolute_url(), cast.nora) is None
    moderation.report(reporter=cast.lea, thing=threat, words=Words("harassment"))
    assert Case.objects.get().target == threat


def test_it_can_be_reported_by_the_api(cast, program, threat) -> None:
    about = {"kind": "message", "id": threat.code}
    given = {"about": about, "reason": "harassment"}
    assert program("nora").post("reports/", given).status_code == 400
    assert program("lea").post("reports/", given).status_code == 201


@pytest.mark.parametrize("who", ["lea", "ben"])
def test_what_a_decision_hid_is_gone_for_both(as_member, talk, hidden, who) -> None:
    page = as_member(who).get(talk.get_absolute_url()).content.decode()
    assert "Good morning." in page
    assert "I know your door." not in page and hidden.code not in page
    assert as_member(who).get(path_of(hidden)).status_code == 404


def test_no_news_quotes_what_a_decision_hid(cast, as_member, threat, reported) -> None:
    while drain_next():
        pass
    assert Notification.objects.filter(recipient=cast.lea, kind="members.message_received").exists()
    assert "I know your door." in as_member("lea").get("/inbox/").content.decode()
    moderation.decide(moderator=cast.sam, case=reported, verdict=HIDE)
    assert "I know your door." not in as_member("lea").get("/inbox/").content.decode()


def test_the_export_of_the_reader_never_held_it(cast, hidden) -> None:
    rows = privacy.export_of(cast.lea)["kinds"]["conversations"]["rows"]
    assert "I know your door." not in str(rows) and "Good morning." in str(rows)


def test_its_author_reads_why_and_can_complain_and_it_comes_back(cast, as_member, hidden) -> None:
    decision = Case.objects.get().decisions.get()
    page = as_member("ben").get(decision.get_absolute_url()).content.decode()
    assert HIDE.reason in page and "I know your door." in page
    moderation.complain(member=cast.ben, decision=decision, text="It is a line from a song of us.")
    other = type(cast.sam).objects.create_user("eve@example.org", is_staff=True)
    leave = Verdict("none", "It is a line from a song they both quote.")
    moderation.answer_complaint(moderator=other, decision=decision, verdict=leave)
    assert Message.objects.visible_to(cast.lea).filter(pk=hidden.pk).exists()


def test_a_reported_message_goes_with_the_account_of_its_author(cast, reported) -> None:
    privacy.erase_account(member=cast.ben)
    reported.refresh_from_db()
    assert (reported.author, reported.snapshot, reported.target) == (None, "", None)


def test_a_long_conversation_asks_the_database_no_more(cast, as_member, talk) -> None:
    lea, counted = as_member("lea"), []
    for _round in range(2):
        for number in range(5):
            conversations.send_message(member=cast.ben, conversation=talk, text=f"Line {number}.")
        lea.get(talk.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            lea.get(talk.get_absolute_url())
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_the_page_promises_no_secret_that_cannot_be_kept(as_member, threat) -> None:
    """Only one person could have reported it."""
    page = as_member("lea").get(path_of(threat)).content.decode()
    assert "may guess that you reported it" in page
    assert "does not learn who reported it" not in page


def test_a_conversation_that_is_closed_is_not_called_open(cast, as_member, talk, threat) -> None:
    assert "Open because" in as_member("lea").get(talk.get_absolute_url()).content.decode()
    blocks.block(member=cast.lea, other=cast.ben)
    assert "Open because" not in as_member("lea").get(talk.get_absolute_url()).content.decode()
