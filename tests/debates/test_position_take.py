"""A member stands for something, changes it, withdraws it, and every version stays readable."""

import threading

import pytest
from django.db import connection, connections

from communities.models import Activity
from debates.models import Position, PositionVersion
from debates.refusals import HiddenByModeration
from debates.services import moderation
from debates.services.positions import (
    FirstValue,
    Rest,
    restore_position,
    take_position,
    withdraw_position,
)
from members.models import Block, Consent, Notification, Purpose, ValueStatement
from members.refusals import Invalid, NotAllowed
from members.services.consents import consents_to, withdraw_consent
from members.services.notifications import drain_next

FORM = {"stance": "1", "core": "Rules first.", "reasons": "I have seen both.", "language": "en"}
BECAUSE = "because rules are for all"


def ticked(statement, because=BECAUSE):
    """The ground of a form, with its because."""
    return {"grounds": statement.code, f"because_{statement.code}": because}


def test_a_position_rests_on_ones_own_values(cast, topic, value_of):
    statement = value_of(cast.ben)
    position = take_position(
        member=cast.ben,
        topic=topic,
        stance=-2,
        core=" Rules   first. ",
        reasons="I have seen both.",
        grounds=[Rest(statement.pk, "because rules are for all")],
        language="en",
    )
    ground = position.current.grounds.get()
    assert (position.stance, position.side, position.current.core) == (-2, -1, "Rules first.")
    assert (ground.statement, ground.because) == (statement, "because rules are for all")


def test_taking_it_again_adds_a_version_and_keeps_the_earlier_one(cast, topic, stand):
    first = stand(cast.ben, topic, 1)
    second = stand(cast.ben, topic, -1, core="I was wrong.")
    assert first.pk == second.pk
    versions = second.versions.order_by("number").values_list("number", "stance", "core")
    assert list(versions) == [(1, 1, "Ben has a reason."), (2, -1, "I was wrong.")]
    assert second.stance == -1
    kinds = list(Activity.objects.filter(target_id=first.pk).values_list("kind", flat=True))
    assert sorted(kinds) == ["debates.position_moved", "debates.position_taken"]


def test_other_words_for_the_same_stance_are_no_move(cast, topic, stand):
    stand(cast.ben, topic, 1)
    stand(cast.ben, topic, 1, core="The same, said better.")
    assert PositionVersion.objects.count() == 2
    assert not Activity.objects.filter(kind="debates.position_moved").exists()


def test_the_same_again_changes_nothing(cast, topic, stand):
    stand(cast.ben, topic, 1)
    stand(cast.ben, topic, 1)
    assert PositionVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"stance": 3}, "stance"),
        ({"stance": -3}, "stance"),
        ({"core": "   "}, "core"),
        ({"core": "x" * 201}, "core"),
        ({"reasons": " \n"}, "reasons"),
        ({"reasons": "x" * 6001}, "reasons"),
        ({"language": "xx"}, "language"),
        ({"grounds": []}, "grounds"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_field(cast, topic, stand, fields, field):
    with pytest.raises(Invalid) as refused:
        stand(cast.ben, topic, **fields)
    assert (refused.value.field, refused.value.status) == (field, 400)
    assert not Position.objects.exists()


def test_nobody_stands_on_the_values_of_another(cast, topic, stand, value_of):
    with pytest.raises(Invalid) as refused:
        stand(cast.ben, topic, grounds=[Rest(value_of(cast.lea).pk)])
    assert refused.value.field == "grounds"


def test_nobody_takes_a_position_where_they_do_not_belong(cast, topic, stand):
    with pytest.raises(NotAllowed):
        stand(cast.nora, topic)


def test_nobody_stands_under_the_question_of_somebody_who_blocked_them(cast, topic, stand):
    Block.objects.create(blocker=cast.lea, blocked=cast.ben)
    with pytest.raises(NotAllowed):
        stand(cast.ben, topic)


def test_without_the_consent_nothing_is_taken_and_publish_gives_it(cast, topic, stand):
    withdraw_consent(member=cast.ben, purpose=Purpose.PUBLISH_POSITIONS)
    with pytest.raises(Invalid) as refused:
        stand(cast.ben, topic)
    assert refused.value.field == "publish"
    stand(cast.ben, topic, publish=True)
    assert consents_to(cast.ben, Purpose.PUBLISH_POSITIONS)


def test_withdrawing_the_consent_takes_positions_out_of_sight_at_once(cast, topic, stand):
    position = stand(cast.ben, topic)
    assert position in Position.objects.visible_to(cast.nora)
    withdraw_consent(member=cast.ben, purpose=Purpose.PUBLISH_POSITIONS)
    assert position not in Position.objects.visible_to(cast.nora)
    assert position not in Position.objects.visible_to(None)
    assert position in Position.objects.visible_to(cast.ben)


def test_a_first_value_is_declared_on_the_way(cast, topic):
    position = take_position(
        member=cast.ben,
        topic=topic,
        stance=1,
        core="Yes.",
        reasons="Because.",
        grounds=[],
        language="en",
        declares=FirstValue("security", "I stand for nobody having to fear.", BECAUSE),
    )
    statement = ValueStatement.objects.get(member=cast.ben)
    assert (statement.value, statement.language) == ("security", "en")
    ground = position.current.grounds.get()
    assert (ground.statement, ground.because) == (statement, BECAUSE)


def test_a_withdrawn_position_is_read_by_nobody_else_and_can_come_back(cast, topic, stand):
    position = stand(cast.ben, topic)
    withdraw_position(member=cast.ben, position=position)
    assert not Position.objects.visible_to(cast.lea).exists()
    restore_position(member=cast.ben, position=position)
    assert Position.objects.visible_to(cast.lea).exists()
    with pytest.raises(NotAllowed):
        withdraw_position(member=cast.mara, position=position)


def test_a_hidden_position_is_not_written_over(cast, topic, stand):
    position = stand(cast.ben, topic)
    moderation.hide_position(position)
    with pytest.raises(HiddenByModeration) as refused:
        stand(cast.ben, topic, core="I say it again.")
    assert refused.value.status == 403
    moderation.restore_position(position)
    stand(cast.ben, topic, core="I say it again.")


def test_who_asked_and_who_follows_are_told_once(cast, topic, stand, as_member):
    as_member("mara").post(f"{topic.get_absolute_url()}choice/", {"wish": "follow"})
    as_member("odo").post(f"{topic.get_absolute_url()}choice/", {"wish": "mute"})
    stand(cast.ben, topic)
    stand(cast.ben, topic, core="Other words.")
    while drain_next():
        pass
    told = Notification.objects.filter(kind="debates.position_taken")
    assert sorted(row.recipient.handle for row in told) == ["lea", "mara"]


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_position(cast, topic, value_of):
    statement = value_of(cast.ben)
    start, problems = threading.Barrier(2), []

    def click() -> None:
        try:
            start.wait(5)
            take_position(
                member=cast.ben,
                topic=topic,
                stance=1,
                core="Yes.",
                reasons="Because.",
                grounds=[Rest(statement.pk, BECAUSE)],
                declares=FirstValue("security", "I stand for nobody having to fear.", BECAUSE),
            )
        except Exception as error:
            problems.append(error)
        finally:
            connections.close_all()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(20)
    assert problems == []
    assert Position.objects.count() == PositionVersion.objects.count() == 1
    assert ValueStatement.objects.filter(member=cast.ben).count() == 2
    assert Activity.objects.filter(kind="debates.position_taken").count() == 1


def test_the_database_keeps_one_position_per_member_and_topic(cast, topic, stand):
    position = stand(cast.ben, topic)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_constraint WHERE conname IN "
            "('one_position_per_member_and_topic', 'stance_within_its_range')"
        )
        assert cursor.fetchone() == (2,)
    assert position.versions.count() == 1


def test_the_page_takes_a_position_and_leads_to_it(cast, topic, value_of, as_member):
    statement, client = value_of(cast.ben), as_member("ben")
    address = f"{topic.get_absolute_url()}position/"
    assert 'value="-1"' in client.get(f"{address}?stance=-1").content.decode()
    done = client.post(
        address,
        FORM | {"grounds": statement.code, f"because_{statement.code}": "because it holds"},
    )
    assert (done.status_code, done.url) == (303, f"{topic.get_absolute_url()}#own")
    ground = Position.objects.get().current.grounds.get()
    assert (ground.statement, ground.because) == (statement, "because it holds")


def test_the_form_says_who_will_read_it(cast, ask, as_member):
    client = as_member("lea")
    for community, sentence in [
        (cast.public, "people without an account"),
        (cast.closed, "and nobody else"),
    ]:
        address = ask(cast.lea, community).get_absolute_url()
        assert sentence in client.get(f"{address}position/").content.decode()


def test_a_form_with_errors_keeps_what_was_typed(cast, topic, value_of, as_member):
    statement = value_of(cast.ben)
    typed = {**FORM, "stance": "9", "reasons": "My long reasons."}
    typed |= {"grounds": statement.code, f"because_{statement.code}": "my own because"}
    answer = as_member("ben").post(f"{topic.get_absolute_url()}position/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    for kept in ("Rules first.", "My long reasons.", "my own because", "checked"):
        assert kept in page
    assert "Choose one of the five places on the string." in page
    assert not Position.objects.exists()


def test_a_member_without_values_declares_the_first_one_in_the_form(cast, topic, as_member):
    client, address = as_member("ben"), f"{topic.get_absolute_url()}position/"
    assert "You have not declared a value yet." in client.get(address).content.decode()
    assert client.post(address, FORM).status_code == 422
    first = {"value": "security", "words": "I stand for nobody having to fear."}
    refused = client.post(address, FORM | first)
    assert refused.status_code == 422
    assert "Say for at least one value why your position rests on it" in refused.content.decode()
    first["value_because"] = BECAUSE
    assert client.post(address, FORM | first).status_code == 303
    assert Position.objects.get().current.grounds.get().statement.value == "security"


def test_the_consent_is_asked_in_the_form_when_it_is_missing(cast, topic, value_of, as_member):
    Consent.objects.filter(member=cast.ben).delete()
    client, address = as_member("ben"), f"{topic.get_absolute_url()}position/"
    assert "I agree that my positions are shown" in client.get(address).content.decode()
    typed = FORM | ticked(value_of(cast.ben))
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "Tick that you agree to this." in refused.content.decode()
    assert client.post(address, typed | {"publish": "on"}).status_code == 303
    assert consents_to(cast.ben, Purpose.PUBLISH_POSITIONS)


def test_a_closed_topic_answers_with_its_sentence_and_keeps_the_text(
    cast, topic, value_of, as_member
):
    client, address = as_member("ben"), topic.get_absolute_url()
    as_member("lea").post(f"{address}close/")
    answer = client.post(f"{address}position/", FORM | ticked(value_of(cast.ben)))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "it takes no positions any more" in page
    assert "I have seen both." in page


def test_who_does_not_belong_is_refused_and_a_visitor_signs_in(cast, topic, value_of, as_member):
    address = f"{topic.get_absolute_url()}position/"
    answer = as_member("nora").post(address, FORM | ticked(value_of(cast.nora)))
    assert answer.status_code == 403
    assert as_member(None).get(address).status_code == 302


def test_withdrawing_can_be_undone_in_the_browser(cast, topic, stand, as_member):
    position, client = stand(cast.ben, topic), as_member("ben")
    after = client.post(f"{position.get_absolute_url()}withdraw/", follow=True).content.decode()
    assert f"{position.get_absolute_url()}restore/" in after
    assert "Take a position again" in after
    client.post(f"{position.get_absolute_url()}restore/")
    assert "Change it" in client.get(topic.get_absolute_url()).content.decode()
    assert as_member("lea").post(f"{position.get_absolute_url()}withdraw/").status_code == 404


def test_the_permalink_shows_every_version_with_its_grounds(cast, topic, stand, as_member):
    position = stand(cast.ben, topic, 1, core="At first I said yes.")
    stand(cast.ben, topic, -1, core="Now I say no.")
    page = as_member(None).get(position.get_absolute_url()).content.decode()
    assert "Now I say no." in page
    assert "At first I said yes." in page
    assert page.count("I, Ben, stand for people who stay.") == 2
