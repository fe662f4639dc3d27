"""Echoes: what became of what somebody gave 7, 30 and 90 days ago, told once, to them alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from debates.models import (
    Argument,
    Carrier,
    Echo,
    JointStatement,
    Mission,
    Position,
    Restatement,
    Statement,
)
from debates.reading.traces import MILESTONES, traces_of
from debates.services.echoes import sound_echo, sound_echoes
from debates.tasks import sound_echoes as sound_echoes_task
from members.models import (
    Block,
    Consent,
    Notification,
    NotificationChoice,
    Outbox,
    Purpose,
    Question,
)
from members.services.notifications import drain_next
from tests.clock import day, moment
from tests.conftest import make_member
from tests.debates.test_position_bridge import credit, restated
from tests.debates.test_topic_lines import argue
from tests.debates.test_topic_page import public_question

pytestmark = pytest.mark.clock


def age(thing, days: int, **fields) -> None:
    """As if it had been made so many days ago."""
    type(thing).objects.filter(pk=thing.pk).update(created_at=moment(-days), **fields)


def sentences(member, on=None) -> list[str]:
    given = traces_of(member, on or day())
    return [trace.sentence for one in given for trace in one.traces]


@pytest.fixture
def position(cast, topic, stand) -> Position:
    """Lea took it a week ago."""
    position = stand(cast.lea, topic)
    age(position, 7)
    return position


def test_nothing_sounds_where_nothing_became_of_it(cast, position):
    assert sound_echoes() == 0
    assert not Echo.objects.exists()
    assert not Outbox.objects.filter(kind="debates.echo").exists()


@pytest.mark.parametrize("days", MILESTONES)
def test_it_sounds_after_seven_thirty_and_ninety_days(cast, position, days):
    age(position, days)
    one = restated(cast.ben, position)
    Restatement.objects.filter(pk=one.pk).update(answered_at=moment(-1))
    assert sound_echoes() == 1
    assert [one.days for one in traces_of(cast.lea, day())] == [days]


@pytest.mark.parametrize("days", [0, 6, 8, 29, 31, 89, 91])
def test_on_other_days_it_does_not(cast, position, days):
    age(position, days)
    restated(cast.ben, position)
    assert sound_echoes() == 0


def test_running_twice_sounds_once_and_tells_once(cast, position):
    restated(cast.ben, position)
    assert [sound_echoes(), sound_echoes()] == [1, 0]
    sound_echoes_task()
    while drain_next():
        pass
    assert Notification.objects.filter(recipient=cast.lea, kind="debates.echo").count() == 1
    assert Echo.objects.count() == 1


def test_all_of_one_day_is_one_echo(cast, topic, position, stand):
    restated(cast.ben, position)
    other = public_question(cast.lea, stand(cast.ben, topic))
    Question.objects.filter(pk=other.pk).update(created_at=moment(-30))
    assert sound_echoes() == 1
    assert len(traces_of(cast.lea, day())) == 2


def test_whoever_does_not_want_it_gets_no_news(cast, position):
    NotificationChoice.objects.create(member=cast.lea, kind="debates.echo", inbox=False, mail=False)
    restated(cast.ben, position)
    sound_echoes()
    while drain_next():
        pass
    assert not Notification.objects.filter(kind="debates.echo").exists()


def test_what_was_told_after_a_week_is_not_told_again_after_a_month(cast, position):
    one = restated(cast.ben, position)
    age(position, 30)
    Restatement.objects.filter(pk=one.pk).update(answered_at=moment(-24))
    assert sentences(cast.lea, day(-23)) == ["Ben restated it, and you felt heard."]
    assert sentences(cast.lea) == []


def test_a_position_hears_who_asked_who_listened_and_who_moved(cast, position, stand, topic):
    public_question(cast.mara, position)
    restated(cast.ben, position)
    restated(cast.odo, position, "not_quite")
    credit(cast.ben, cast.lea, stand(cast.ben, topic), kind="story", story=position.current)
    assert sorted(sentences(cast.lea)) == [
        "Ben moved, and says your story had a part in it.",
        "Ben restated it, and you felt heard.",
        "Mara asked you about it.",
    ]


def test_a_question_hears_its_answer_and_whom_it_moved(cast, position, stand, topic):
    question = public_question(cast.ben, position)
    Question.objects.filter(pk=question.pk).update(created_at=moment(-7))
    credit(cast.lea, cast.ben, position, kind="question", question=question)
    assert sentences(cast.ben) == [
        "Lea answered you.",
        "Lea moved, and says your question had a part in it.",
    ]


def test_a_position_hears_whom_an_answer_about_it_moved(cast, position, stand, topic):
    question = public_question(cast.ben, position)
    credit(cast.ben, cast.lea, stand(cast.ben, topic), kind="question", question=question)
    assert "Ben moved, and says your answer had a part in it." in sentences(cast.lea)
    assert "Ben moved, and says your answer had a part in it." not in sentences(cast.ben)


def test_a_restatement_hears_that_it_was_heard(cast, position):
    one = restated(cast.ben, position)
    age(one, 7)
    assert sentences(cast.ben) == ["Lea feels heard by you."]
    Restatement.objects.update(state="not_quite")
    assert sentences(cast.ben) == []


def test_a_contribution_hears_answers_of_others_only(cast, position):
    one = argue(cast.ben, position)
    age(one, 7)
    argue(cast.mara, position, "answer", parent=one, depth=1)
    argue(cast.ben, position, "answer", parent=one, depth=1)
    assert sentences(cast.ben) == ["Mara answered it in the debate."]


def test_a_statement_hears_of_the_joint_statement_and_the_mission(cast, topic):
    statement = Statement.objects.create(topic=topic, author=cast.ben, text="Reasons.")
    age(statement, 30)
    joint = JointStatement.objects.create(
        topic=topic,
        author=cast.lea,
        author_side=1,
        text="We agree.",
        state="ratified",
        ratified_at=timezone.now(),
    )
    joint.stands_on.add(statement)
    mission = Mission.objects.create(
        topic=topic,
        aim="Practise the talk",
        ground="Reasons.",
        review_on=day(),
        state="done",
        ended_at=timezone.now(),
        learnt="Ask earlier.",
    )
    mission.stands_on.add(statement)
    assert sorted(sentences(cast.ben)) == [
        "It became part of the ground of the mission “Practise the talk”.",
        "It went into a joint statement.",
        "The joint statement it went into is ratified by both sides.",
        "The mission “Practise the talk” is done.",
    ]


def test_a_position_hears_of_the_mission_its_author_carries(cast, topic, position):
    mission = Mission.objects.create(
        topic=topic, aim="Practise", ground="Reasons.", review_on=day()
    )
    Carrier.objects.create(mission=mission, member=cast.ben, side=1)
    assert sentences(cast.lea) == []
    Carrier.objects.create(mission=mission, member=cast.lea, side=1)
    assert sentences(cast.lea) == ["Out of it you carry the mission “Practise”."]


def test_the_echo_tells_nothing_one_may_not_see_any_more(cast, topic, position, as_member):
    restated(cast.ben, position)
    restated(cast.mara, position)
    sound_echoes()
    address = Echo.objects.get().get_absolute_url()
    page = as_member("lea").get(address).content.decode()
    assert "Ben restated it" in page and "Mara restated it" in page
    Block.objects.create(blocker=cast.ben, blocked=cast.lea)
    Consent.objects.filter(member=cast.mara, purpose=Purpose.PUBLISH_POSITIONS).delete()
    page = as_member("lea").get(address).content.decode()
    assert "Ben restated it" not in page
    type(topic).objects.update(hidden_at=timezone.now())
    page = as_member("lea").get(address).content.decode()
    assert "What stood here is no longer open to you." in page


def test_nobody_reads_the_echo_of_somebody_else(cast, position, as_member):
    restated(cast.ben, position)
    address = sound_echo(cast.lea, day()).get_absolute_url()
    assert as_member("lea").get(address).status_code == 200
    for who in ("ben", "mara", "odo", "sam"):
        assert as_member(who).get(address).status_code == 404
    assert as_member(None).get(address).status_code == 302
    assert as_member("lea").post(address).status_code == 405


def test_today_leads_to_a_fresh_echo(cast, position, as_member):
    restated(cast.ben, position)
    echo = sound_echo(cast.lea, day())
    assert echo.get_absolute_url() in as_member("lea").get("/").content.decode()
    assert echo.get_absolute_url() not in as_member("ben").get("/").content.decode()
    Echo.objects.update(day=day(-8))
    assert echo.get_absolute_url() not in as_member("lea").get("/").content.decode()


def test_an_echo_costs_the_same_for_one_trace_and_for_many(cast, topic, position):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            traces_of(cast.lea, day())
        return len(queries)

    def happen(begin: int, end: int) -> None:
        for number in range(begin, end):
            member = make_member(f"l{number}")
            restated(member, position)
            public_question(member, position)
            one = argue(cast.lea, position)
            age(one, 7)
            argue(member, position, "answer", parent=one, depth=1)

    Restatement.objects.all().delete()
    happen(0, 1)
    few = asked()
    happen(1, 12)
    assert asked() == few <= 20
    assert Argument.objects.count() == 24


def test_the_api_tells_the_same(cast, position, program):
    restated(cast.ben, position)
    echo = sound_echo(cast.lea, day())
    lea = program("lea")
    (row,) = lea.get("echoes/").json()["results"]
    assert row["id"] == echo.code
    (given,) = lea.get(f"echoes/{echo.code}/").json()["given"]
    assert given["days"] == 7
    assert [one["sentence"] for one in given["traces"]] == ["Ben restated it, and you felt heard."]
    assert program("ben").get(f"echoes/{echo.code}/").status_code == 404
