"""Private messages between two, never cold, never across a block."""

import pytest

from members.models import Conversation, Message, Opening, Outbox
from members.refusals import Invalid, NotAllowed
from members.services import blocks, conversations


@pytest.fixture
def talk(cast) -> Conversation:
    return conversations.open_conversation(one=cast.lea, other=cast.ben, opening=Opening.ANSWER)


def test_a_pair_has_one_conversation_whoever_opens_it(cast, talk) -> None:
    again = conversations.open_conversation(one=cast.ben, other=cast.lea, opening=Opening.EXCHANGE)
    assert again == talk
    assert again.opening == Opening.ANSWER


def test_writing_tells_the_other(cast, talk) -> None:
    message = conversations.send_message(member=cast.lea, conversation=talk, text=" Hello. ")
    assert message.text == "Hello."
    assert Outbox.objects.get().kind == "members.message_received"
    assert list(conversations.unread_for(cast.ben)) == [talk]
    assert not conversations.unread_for(cast.lea).exists()


def test_reading_ends_the_news_for_oneself_only(cast, talk) -> None:
    conversations.send_message(member=cast.lea, conversation=talk, text="Hello.")
    talk.refresh_from_db()
    conversations.mark_read(member=cast.ben, conversation=talk)
    assert not conversations.unread_for(cast.ben).exists()


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_nothing_and_too_much_are_refused(cast, talk, text) -> None:
    with pytest.raises(Invalid):
        conversations.send_message(member=cast.lea, conversation=talk, text=text)


@pytest.mark.parametrize("who", ["lea", "ben"])
def test_nobody_writes_across_a_block(cast, talk, who) -> None:
    blocks.block(member=cast.ben, other=cast.lea)
    with pytest.raises(NotAllowed):
        conversations.send_message(member=cast[who], conversation=talk, text="Hello.")


def test_a_third_person_writes_nothing(cast, talk) -> None:
    with pytest.raises(NotAllowed):
        conversations.send_message(member=cast.nora, conversation=talk, text="Hello.")


def test_the_page_is_for_two(talk, as_member) -> None:
    url = talk.get_absolute_url()
    assert as_member("lea").get(url).status_code == 200
    assert as_member("ben").get(url).status_code == 200
    for stranger in ("nora", "mara", "sam"):
        assert as_member(stranger).get(url).status_code == 404
        assert as_member(stranger).post(url, {"text": "Hi."}).status_code == 404
    assert not Message.objects.exists()


def test_sending_leads_back_to_the_newest(talk, as_member) -> None:
    answer = as_member("lea").post(talk.get_absolute_url(), {"text": "Hello Ben."})
    assert answer.status_code == 303
    assert "Hello Ben." in as_member("ben").get(talk.get_absolute_url()).content.decode()


def test_what_was_typed_is_kept_when_it_is_refused(cast, talk, as_member) -> None:
    blocks.block(member=cast.ben, other=cast.lea)
    answer = as_member("lea").post(talk.get_absolute_url(), {"text": "Hello Ben."})
    assert answer.status_code == 403
    assert "cannot write to each other" in answer.content.decode()


def test_older_messages_come_page_by_page(cast, talk, as_member) -> None:
    for number in range(35):
        conversations.send_message(member=cast.lea, conversation=talk, text=f"Line {number:02}.")
    lea = as_member("lea")
    newest = lea.get(talk.get_absolute_url())
    page = newest.content.decode()
    assert "Line 34." in page
    assert "Line 04." not in page
    older = lea.get(talk.get_absolute_url() + newest.context["page"].next).content.decode()
    assert "Line 04." in older


@pytest.mark.parametrize("count", [3, 30])
def test_a_conversation_costs_the_same_for_few_and_many(
    cast, talk, as_member, django_assert_max_num_queries, count
) -> None:
    for number in range(count):
        author = cast.lea if number % 2 else cast.ben
        conversations.send_message(member=author, conversation=talk, text=f"Line {number}.")
    lea = as_member("lea")
    lea.get(talk.get_absolute_url())
    with django_assert_max_num_queries(8):
        lea.get(talk.get_absolute_url())


def test_the_list_leaves_out_blocked_people(cast, talk, as_member) -> None:
    assert "Ben" in as_member("lea").get("/conversations/").content.decode()
    blocks.block(member=cast.ben, other=cast.lea)
    assert talk.get_absolute_url() not in as_member("lea").get("/conversations/").content.decode()
