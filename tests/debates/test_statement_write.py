"""Members write statements; others read them without a name."""

import pytest

from debates.models import Moderated, Statement
from debates.refusals import SaidAlready, StatementTakenOut, TopicClosed
from debates.services.statement_moderation import hide_statement, restore_statement
from debates.services.statements import write_statement
from debates.services.topics import close_topic
from members.refusals import Invalid, NotAllowed
from members.services.privacy import erase_account

CLAIM = "There may be exceptions, but somebody has to give the reason."


def write(member, topic, text=CLAIM) -> Statement:
    return write_statement(member=member, topic=topic, text=text, language="en")


def test_a_statement_stands_at_once_and_without_a_name(cast, topic, as_member) -> None:
    here = f"{topic.get_absolute_url()}statements/"
    sent = as_member("ben").post(here, {"text": f"  {CLAIM} ", "language": "en"})
    assert sent.status_code == 303
    statement = Statement.objects.get()
    assert (statement.text, statement.author) == (CLAIM, cast.ben)
    assert statement.moderated == Moderated.NOT_REVIEWED
    for reader in ("lea", "mara", None):
        page = as_member(reader).get(here).content.decode()
        assert CLAIM in page
        assert "Ben" not in page
    assert "You wrote this" in as_member("ben").get(here).content.decode()


@pytest.mark.parametrize("text", ["", "Too short", "x" * 281])
def test_words_that_are_no_claim_are_sent_back_and_kept(cast, topic, as_member, text) -> None:
    here = f"{topic.get_absolute_url()}statements/"
    answer = as_member("ben").post(here, {"text": text, "language": "en"})
    assert answer.status_code == 422
    assert text in answer.content.decode()
    with pytest.raises(Invalid):
        write(cast.ben, topic, text)
    assert not Statement.objects.exists()


def test_the_same_words_twice_are_refused_kindly(cast, topic, as_member) -> None:
    write(cast.ben, topic)
    with pytest.raises(SaidAlready):
        write(cast.mara, topic, f" {CLAIM.upper().rstrip('.')}!")
    here = f"{topic.get_absolute_url()}statements/"
    answer = as_member("mara").post(here, {"text": CLAIM, "language": "en"})
    assert answer.status_code == 409
    assert "stands here already" in answer.content.decode()
    assert Statement.objects.count() == 1


def test_a_second_click_is_the_same_statement(cast, topic) -> None:
    assert write(cast.ben, topic) == write(cast.ben, topic)


def test_only_members_of_the_community_write(cast, topic, ask) -> None:
    with pytest.raises(NotAllowed):
        write(cast.nora, topic)
    with pytest.raises(NotAllowed):
        write(cast.nora, ask(cast.lea, cast.secret, question="Who may read this at all?"))


def test_a_closed_topic_takes_none(cast, topic, as_member) -> None:
    close_topic(member=cast.lea, topic=topic)
    with pytest.raises(TopicClosed):
        write(cast.ben, topic)
    here = f"{topic.get_absolute_url()}statements/"
    answer = as_member("ben").post(here, {"text": CLAIM, "language": "en"})
    assert answer.status_code == 409
    assert CLAIM in answer.content.decode()


def test_a_decision_takes_it_out_and_nobody_brings_the_words_back(cast, topic, as_member) -> None:
    statement = write(cast.ben, topic)
    hide_statement(statement)
    here = f"{topic.get_absolute_url()}statements/"
    assert CLAIM not in as_member("lea").get(here).content.decode()
    assert as_member("lea").get(statement.get_absolute_url()).status_code == 404
    for member in (cast.ben, cast.mara):
        with pytest.raises(StatementTakenOut):
            write(member, topic)
    restore_statement(statement)
    assert CLAIM in as_member("lea").get(here).content.decode()


def test_who_leaves_leaves_the_words_without_an_author(cast, topic) -> None:
    statement = write(cast.ben, topic)
    erase_account(member=cast.ben)
    statement.refresh_from_db()
    assert (statement.text, statement.author) == (CLAIM, None)


def test_one_sees_what_became_of_ones_own(cast, topic, as_member) -> None:
    shown = write(cast.ben, topic)
    taken_out = write(cast.ben, topic, "Whoever puts wages on the wall puts people on the wall.")
    hide_statement(taken_out)
    page = as_member("ben").get("/my-statements/").content.decode()
    assert shown.text in page
    assert taken_out.text in page
    assert "It stands there and waits for votes." in page
    assert "A decision of the moderators took it out." in page
    assert shown.text not in as_member("lea").get("/my-statements/").content.decode()


@pytest.mark.parametrize("count", [3, 15])
def test_the_list_asks_as_often_for_few_as_for_many(
    cast, topic, as_member, count, django_assert_max_num_queries
) -> None:
    for place in range(count):
        write(cast.ben, topic, f"Claim number {place} is one to vote on.")
    client = as_member("ben")
    for here, most in ((f"{topic.get_absolute_url()}statements/", 11), ("/my-statements/", 9)):
        client.get(here)
        with django_assert_max_num_queries(most):
            client.get(here)


def test_where_there_is_none_nobody_is_told_of_having_voted_on_all(cast, topic, as_member) -> None:
    here = f"{topic.get_absolute_url()}statements/"
    page = as_member("ben").get(here).content.decode()
    assert "Nobody has written a statement here yet" in page
    assert 'id="ballot"' not in page
