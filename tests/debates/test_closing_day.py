"""A day ends at one moment for everybody: by the clock of its community, wherever one reads.

Between the two places below there are 25 hours, so they never have the same day.
"""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from communities.models import Community
from debates.models import Commitment, CommitmentState, Topic, TopicState
from debates.services.missions.reminders import call_missed
from debates.services.topics import close_due_topics
from members import days
from members.markup.dates import last_day
from members.models import Member
from members.reader import read_by
from tests.clock import day
from tests.programs import Program

pytestmark = pytest.mark.clock
EARLIEST, LATEST = "Pacific/Kiritimati", "Pacific/Pago_Pago"


def place(community: Community, zone: str) -> None:
    Community.objects.filter(pk=community.pk).update(time_zone=zone)
    community.refresh_from_db()


@pytest.fixture
def topic(cast) -> Topic:
    return Topic.objects.create(
        community=cast.public, author=cast.odo, question="Shall we cook together?"
    )


def closes(topic: Topic, on) -> None:
    topic.closes_on = on
    topic.save()


@pytest.mark.parametrize(("ahead", "is_open"), [(0, True), (-1, False)])
@pytest.mark.parametrize("zone", [EARLIEST, LATEST, "Europe/Zurich"])
def test_page_list_session_and_key_agree_for_every_reader(
    cast, as_member, topic, zone, ahead, is_open
) -> None:
    closes(topic, day(ahead))
    Member.objects.filter(pk=cast.lea.pk).update(time_zone=zone)
    reader = Member.objects.get(pk=cast.lea.pk)
    browser, program = as_member("lea"), Program(reader)
    page = browser.get(topic.get_absolute_url()).content.decode()
    assert ("Closed topic" not in page) is is_open
    burning = browser.get("/topics/?state=burning").content.decode()
    assert (topic.question in burning) is is_open
    for answer in (
        browser.get(f"/api/v1/topics/{topic.code}/").json(),
        program.get(f"topics/{topic.code}/").json(),
    ):
        assert answer["is_open"] is is_open
        assert answer["closes_at"].startswith(
            days.end_of(topic.closes_on).astimezone(days.ZoneInfo(zone)).isoformat()
        )
    listed = program.get("topics/", state="burning").json()["results"]
    assert (topic.code in {one["id"] for one in listed}) is is_open
    with read_by(reader):
        assert Topic.objects.get(pk=topic.pk).is_open is is_open


@pytest.mark.parametrize(
    ("here", "elsewhere", "ends"), [(EARLIEST, LATEST, True), (LATEST, EARLIEST, False)]
)
def test_the_clock_of_the_community_decides(cast, topic, here, elsewhere, ends) -> None:
    place(cast.public, here)
    closes(topic, days.today(elsewhere) if ends else days.today(here))
    topic = Topic.objects.get(pk=topic.pk)
    assert topic.is_over is ends
    assert Topic.objects.over().filter(pk=topic.pk).exists() is ends
    assert Topic.objects.burning().filter(pk=topic.pk).exists() is not ends
    assert close_due_topics() == int(ends)
    topic.refresh_from_db()
    assert (topic.state == TopicState.CLOSED) is ends


def test_a_last_day_says_where_it_ends_to_whoever_has_another_clock(cast) -> None:
    last = day(40)
    assert "in" not in last_day(last).split()
    with timezone.override(LATEST):
        assert last_day(last).endswith(", end of day in Zurich")
        with translation.override("de"):
            assert last_day(last).endswith(", 24 Uhr in Zürich")
    with timezone.override("Europe/Berlin"):
        assert "Zurich" not in last_day(last)


@pytest.mark.parametrize(("zone", "ends"), [(EARLIEST, True), (LATEST, False)])
def test_a_commitment_is_missed_by_the_clock_of_its_community(cast, stage, zone, ends) -> None:
    commitment = stage["commitment.public"]
    place(cast.public, zone)
    due = days.today(LATEST) - timedelta(days=7)
    Commitment.objects.filter(pk=commitment.pk).update(due=due, state=CommitmentState.PROMISED)
    call_missed()
    commitment.refresh_from_db()
    assert (commitment.state == CommitmentState.MISSED) is ends


def test_owners_choose_the_clock_of_their_community(cast, as_member, program) -> None:
    here = f"communities/{cast.public.code}/"
    assert program("odo").patch(here, {"time_zone": LATEST}).json()["time_zone"] == LATEST
    assert program("odo").patch(here, {"time_zone": "Moon/Sea"}).status_code == 400
    page = as_member("odo").get(f"{cast.public.get_absolute_url()}settings/").content.decode()
    assert f'value="{LATEST}" selected' in page
    cast.public.refresh_from_db()
    assert cast.public.today() == days.today(LATEST)
