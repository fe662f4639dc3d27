"""The sides of those who act together are told together or not at all: one tells of the other."""

import pytest

from debates.models import JointStatement, Mission, Position, Readers
from debates.services import missions
from debates.services.joint import cosign, draft_joint
from members.models import Member, Purpose
from members.services.consents import withdraw_consent
from tests.debates.test_deed_pages import AIM, WORDS, read


@pytest.fixture
def sides(cast, topic, stand) -> None:
    stand(cast.lea, topic, 2)
    stand(cast.ben, topic, -1)


@pytest.fixture
def joint(cast, topic, sides) -> JointStatement:
    draft = draft_joint(member=cast.lea, topic=topic, text=WORDS, language="en")
    return cosign(member=cast.ben, joint=draft)


@pytest.fixture
def mission(cast, topic, sides) -> Mission:
    return missions.start_mission(
        member=cast.lea, topic=topic, aim=AIM, ground="We talk.", language="en"
    )


def test_the_sides_of_a_mission_are_told_together_or_not_at_all(
    cast, mission, as_member, program
) -> None:
    missions.carry(member=cast.ben, mission=mission)
    here = f"missions/{mission.code}/"
    told = {"lea": 1, "ben": -1}
    assert sides_in(program("mara").get(here)) == told
    assert "Nobody so far" not in read(as_member("mara"), mission)
    Position.objects.filter(member=cast.ben).update(visibility=Readers.COMMUNITY)
    assert sides_in(program("mara").get(here)) == told
    assert sides_in(program(None).get(here)) == {"lea": None, "ben": None}
    page = read(as_member(None), mission)
    assert "Lea" in page and "Ben" in page and "From which side is not shown here" in page
    assert 'class="sides__label"' not in page
    assert "firmly" not in carried_in(page)


def sides_in(answer) -> dict[str, int | None]:
    return {row["member"]["handle"]: row["side"] for row in answer.json()["carriers"]}


def carried_in(page: str) -> str:
    return page[page.index('id="carry"') : page.index('id="commitments"')]


def test_a_mission_does_not_say_which_side_it_lacks_where_the_other_is_not_told(
    cast, mission, as_member
) -> None:
    assert "as soon as somebody who is against" in read(as_member(None), mission)
    Position.objects.filter(member=cast.lea).update(visibility=Readers.COMMUNITY)
    page = read(as_member(None), mission)
    assert "It starts when both sides take part." in page and "who is against" not in page


@pytest.mark.parametrize("who", [None, "nora", "mara"])
def test_who_takes_the_consent_back_is_not_betrayed_by_the_other_side(
    cast, joint, as_member, who
) -> None:
    withdraw_consent(member=cast.lea, purpose=Purpose.PUBLISH_POSITIONS)
    page = read(as_member(who), joint)
    assert "Lea" not in page and "(against)" not in page
    assert "written by Ben and a member whose position you cannot read here" in page
    known = read(as_member("ben"), joint)
    assert "written by Lea and Ben" in known and "(against)" not in known


def test_where_neither_position_is_open_neither_author_is_named(cast, joint, as_member) -> None:
    Position.objects.filter(member__in=[cast.lea, cast.ben]).update(visibility=Readers.COMMUNITY)
    page = read(as_member(None), joint)
    assert "written by two members whose positions you cannot read here" in page


def test_an_author_whose_account_is_closed_leaves_the_words(cast, joint, as_member) -> None:
    Member.objects.filter(pk=cast.lea.pk).update(is_active=False)
    assert "written by Ben and somebody who has left" in read(as_member(None), joint)
