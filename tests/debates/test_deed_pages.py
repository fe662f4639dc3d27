"""The pages of joint statements and missions: what they show, keep, and never tell."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from debates.models import (
    Carrier,
    Commitment,
    JointStatement,
    Mission,
    Position,
    Progress,
    Ratification,
    Readers,
    Statement,
)
from debates.services import missions
from debates.services.joint import cosign, draft_joint, ratify
from members.models import Consent, Purpose
from members.services.consents import withdraw_consent
from tests.conftest import join, make_member

WORDS = "Whoever asks why they earn less gets an answer in whole sentences."
AIM = "Five firms try a talk about pay that can be practised."
PLAN = {"deed": "I ask the head of our home.", "obstacle": "Time.", "then": "I ask her deputy."}


@pytest.fixture
def sides(cast, topic, stand) -> None:
    stand(cast.lea, topic, 2)
    stand(cast.ben, topic, -1)


@pytest.fixture
def joint(cast, topic, stand, sides) -> JointStatement:
    """Open: a third and a fourth member have not answered yet."""
    stand(cast.mara, topic, 1)
    stand(cast.odo, topic, -2)
    draft = draft_joint(member=cast.lea, topic=topic, text=WORDS, language="en")
    return cosign(member=cast.ben, joint=draft)


@pytest.fixture
def mission(cast, topic, sides) -> Mission:
    skills = ["writing down what was said"]
    return missions.start_mission(
        member=cast.lea, topic=topic, aim=AIM, ground="We talk.", skills=skills, language="en"
    )


def read(client, thing) -> str:
    answer = client.get(thing if isinstance(thing, str) else thing.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_joint_statement_is_written_shared_and_answered_by_forms_alone(
    cast, topic, stand, sides, as_member
):
    claim = Statement.objects.create(topic=topic, text="Every exception needs a reason.")
    lea, ben = as_member("lea"), as_member("ben")
    here = f"{topic.get_absolute_url()}joint/"
    assert claim.text in read(lea, here)
    sent = lea.post(here, {"text": WORDS, "stands_on": claim.code, "language": "en"})
    joint = JointStatement.objects.get()
    assert (sent.status_code, sent.url) == (303, joint.get_absolute_url())
    assert "Make these words mine, too" not in read(lea, joint)
    assert "Make these words mine, too" in read(ben, joint)
    shared = ben.post(f"{joint.get_absolute_url()}cosign/", {"text": f"{WORDS}\r\n"})
    assert shared.status_code == 303
    page = read(as_member(None), joint)
    assert "written by Lea (for) and Ben (against)" in page
    assert "Ratified by both sides" in page
    assert claim.text in page


def test_a_page_sends_lines_otherwise_than_a_program_and_says_the_same(cast, topic, sides):
    draft = draft_joint(member=cast.lea, topic=topic, text=f"{WORDS}\n\nWithin a week.")
    shared = cosign(member=cast.ben, joint=draft, text=f"{WORDS}\r\n\r\nWithin a week.\r\n")
    assert shared.opened_at is not None


def test_names_of_both_sides_stand_side_by_side_and_dissent_beneath(cast, joint, as_member):
    ratify(member=cast.odo, joint=joint, agrees=False, dissent="A week is short.", language="en")
    page = read(as_member("mara"), joint)
    assert page.index("Who stands behind it") < page.index("Seen otherwise")
    assert "A week is short." in page
    assert "Not answered yet: Mara" in page
    assert "%" not in page[page.index("Who stands behind it") : page.index("Seen otherwise")]


def test_who_shows_a_position_to_few_is_named_to_few(cast, topic, joint, as_member):
    ratify(member=cast.odo, joint=joint, agrees=False, dissent="A week is short.", language="en")
    Position.objects.filter(member__in=[cast.odo, cast.ben]).update(visibility=Readers.COMMUNITY)
    visitor = read(as_member(None), joint)
    assert "Odo" not in visitor
    assert "A week is short." in visitor
    assert "written by Lea and a member whose position you cannot read here" in visitor
    assert "(for)" not in visitor and "Ben" not in visitor
    assert "and 1 member whose position you cannot read here" in visitor
    assert "Ben (against)" in read(as_member("mara"), joint)


def test_the_api_tells_a_side_only_with_the_position(cast, joint, mission, program):
    missions.carry(member=cast.ben, mission=mission)
    Position.objects.filter(member=cast.ben).update(visibility=Readers.COMMUNITY)
    answers = {who: program(who).get(f"joint/{joint.code}/answers/") for who in ("mara", None)}
    names = {
        who: sorted(
            row["member"]["handle"] if row["member"] else "nobody" for row in told.json()["results"]
        )
        for who, told in answers.items()
    }
    assert names == {"mara": ["ben", "lea"], None: ["lea", "nobody"]}
    authors = {who: program(who).get(f"joint/{joint.code}/").json() for who in ("mara", None)}
    assert authors["mara"]["coauthor"]["handle"] == "ben"
    assert (authors[None]["author"]["handle"], authors[None]["coauthor"]) == ("lea", None)


@pytest.mark.parametrize(
    ("address", "typed", "kept"),
    [
        ("ratify/", {"answer": "dissent", "dissent": "", "language": "en"}, "Say what you see"),
        ("ratify/", {"language": "en", "dissent": "My own words."}, "My own words."),
        ("set-aside/", {"because": "so"}, "Say in a sentence why"),
    ],
)
def test_a_form_with_errors_keeps_what_was_typed(cast, joint, as_member, address, typed, kept):
    answer = as_member("ben").post(f"{joint.get_absolute_url()}{address}", typed)
    assert answer.status_code == 422
    assert kept in answer.content.decode()


def test_a_second_draft_is_refused_with_the_way_to_the_first_and_its_words(
    cast, topic, joint, as_member
):
    typed = {"text": "Whoever asks gets an answer within a week, in writing.", "language": "en"}
    answer = as_member("mara").post(f"{topic.get_absolute_url()}joint/", typed)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert typed["text"] in page
    assert joint.get_absolute_url() in page


def test_without_the_consent_the_form_asks_for_it(cast, topic, joint, as_member):
    withdraw_consent(member=cast.mara, purpose=Purpose.PUBLISH_POSITIONS)
    mara, address = as_member("mara"), f"{joint.get_absolute_url()}ratify/"
    assert 'name="publish"' in read(mara, joint)
    yes = {"answer": "agree", "language": "en"}
    assert mara.post(address, yes).status_code == 422
    assert mara.post(address, yes | {"publish": "on"}).status_code == 303
    assert Consent.objects.given(Purpose.PUBLISH_POSITIONS).filter(member=cast.mara).exists()


@pytest.mark.clock
def test_a_mission_is_started_carried_and_set_out_by_forms_alone(cast, topic, sides, as_member):
    lea, ben = as_member("lea"), as_member("ben")
    day = timezone.localdate() + timedelta(days=40)
    typed = {"aim": AIM, "ground": "We talk.", "skills": "a room\r\nwriting down"}
    lea.post(f"{topic.get_absolute_url()}mission/", typed | {"language": "en", "review_on": day})
    mission = Mission.objects.get()
    here = mission.get_absolute_url()
    assert [one.words for one in mission.skills_needed.order_by("id")] == ["a room", "writing down"]
    assert "as soon as somebody who is against carries it too" in read(lea, here)
    refused = lea.post(f"{here}set-out/")
    assert refused.status_code == 409
    assert "only members who are for it carry it" in refused.content.decode()
    assert ben.post(f"{here}carry/").status_code == 303
    assert lea.post(f"{here}set-out/").status_code == 303
    assert "Under way" in read(as_member(None), here)


@pytest.mark.clock
def test_a_commitment_is_made_and_settled_by_forms_alone(cast, mission, as_member):
    missions.carry(member=cast.ben, mission=mission)
    lea, here = as_member("lea"), mission.get_absolute_url()
    past = {"due": "2020-01-31", "language": "en", **PLAN}
    refused = lea.post(f"{here}commitments/", past)
    assert refused.status_code == 422
    assert PLAN["obstacle"] in refused.content.decode()
    lea.post(f"{here}commitments/", past | {"due": timezone.localdate(), "witness": "ben"})
    mine = Commitment.objects.get()
    assert "Ben is asked to be the witness." in read(lea, here)
    assert "Ben is asked" not in read(as_member("mara"), here)
    assert "Be the witness" in read(as_member("ben"), here)
    as_member("ben").post(f"/commitments/{mine.code}/witness/", {"answer": "yes"})
    assert "Witness: Ben." in read(as_member("mara"), here)
    settle = f"/commitments/{mine.code}/settle/"
    assert mine.deed in read(lea, settle)
    assert lea.post(settle, {"words": "kept"}).status_code == 422
    assert lea.post(settle, {"state": "done", "words": "She said yes."}).status_code == 303
    assert "She said yes." in read(as_member(None), here)


def test_an_ended_mission_stays_readable_with_what_was_learnt(cast, mission, as_member):
    here = mission.get_absolute_url()
    typed = {"state": "stopped", "result": "Two talks.", "learnt": "Too short."}
    refused = as_member("lea").post(f"{here}end/", typed)
    assert refused.status_code == 422
    assert "Two talks." in refused.content.decode()
    typed["learnt"] = "Begin with two firms, not with five."
    assert as_member("lea").post(f"{here}end/", typed).status_code == 303
    page = read(as_member(None), here)
    assert "Begin with two firms" in page
    assert "Make a commitment" not in page


def test_a_form_is_prefilled_with_what_both_sides_ratified(cast, topic, sides, as_member):
    draft = draft_joint(member=cast.lea, topic=topic, text=WORDS, language="en")
    cosign(member=cast.ben, joint=draft)
    assert WORDS in read(as_member("ben"), f"{topic.get_absolute_url()}mission/")


@pytest.mark.clock
def test_today_names_what_i_promised_and_the_community_what_runs(cast, mission, as_member):
    due = timezone.localdate() + timedelta(days=2)
    missions.promise(member=cast.lea, mission=mission, due=due, language="en", **PLAN)
    assert PLAN["deed"] in read(as_member("lea"), "/")
    assert PLAN["deed"] not in read(as_member("ben"), "/")
    assert AIM in read(as_member(None), cast.public.get_absolute_url())


def crowd(cast, topic, count: int) -> list:
    made = []
    for number in range(count):
        member = make_member(f"crowd-{Position.objects.count()}-{number}")
        join(member, cast.public)
        stance = 1 if number % 2 else -1
        Position.objects.create(
            topic=topic,
            member=member,
            stance=stance,
            visibility=Readers.EVERYONE,
            taken_at=timezone.now(),
        )
        made.append((member, stance))
    return made


def answer_all(cast, topic, joint, mission, count: int) -> None:
    due = timezone.localdate()
    for member, side in crowd(cast, topic, count):
        Ratification.objects.create(
            joint=joint,
            member=member,
            side=side,
            agrees=side > 0,
            dissent="" if side > 0 else "No.",
        )
        Carrier.objects.create(mission=mission, member=member, side=side)
        Commitment.objects.create(
            mission=mission, member=member, due=due, witness=cast.mara, **PLAN
        )
        Progress.objects.create(mission=mission, member=member, text="It goes well.")
    crowd(cast, topic, count)


@pytest.mark.clock
@pytest.mark.parametrize(("who", "most"), [("lea", 18), (None, 14)])
@pytest.mark.parametrize("page", ["joint", "mission"])
def test_fifty_ask_the_database_as_often_as_five(
    cast, topic, joint, mission, as_member, page, who, most
):
    address = {"joint": joint, "mission": mission}[page].get_absolute_url()
    client, asked = as_member(who), []
    for count in (5, 45):
        answer_all(cast, topic, joint, mission, count)
        read(client, address)
        with CaptureQueriesContext(connection) as captured:
            read(client, address)
        asked.append(len(captured))
    assert asked[0] == asked[1] <= most


def test_no_two_fields_of_the_page_have_the_same_name_for_a_label(mission, as_member) -> None:
    """A commitment and how it goes are written side by side."""
    ids = re.findall(r'\bid="(\w+)"', read(as_member("lea"), mission))
    assert "id_language" in ids and "progress_language" in ids
    assert len(ids) == len(set(ids))
