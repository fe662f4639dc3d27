"""An answer to a joint statement stands without a name where its author's position is not read."""

import pytest

from communities.models import Activity
from debates.models import JointStatement, Ratification, Readers
from debates.services.joint import cosign, draft_joint, ratify
from members.models import Notification
from members.services.notifications import drain_next
from tests.conftest import join, make_member

pytestmark = pytest.mark.django_db
WORDS = "Whoever asks why they earn less gets an answer in whole sentences."
DISSENT = "I was paid less for years and say no to this."


@pytest.fixture
def dissent(cast, topic, stand) -> Ratification:
    """Kim, whose position only the community reads, sees it otherwise."""
    kim = make_member("kim")
    join(kim, cast.public)
    stand(cast.lea, topic, 2)
    stand(cast.ben, topic, -2)
    for member in (kim, cast.mara):
        stand(member, topic, 1, visibility=Readers.COMMUNITY)
    joint: JointStatement = draft_joint(member=cast.lea, topic=topic, text=WORDS, language="en")
    cosign(member=cast.ben, joint=joint)
    return ratify(member=kim, joint=joint, agrees=False, dissent=DISSENT, language="en")


def answers(program, handle: str, joint: JointStatement) -> list[dict]:
    return program(handle).get(f"joint/{joint.code}/answers/").json()["results"]


@pytest.mark.parametrize("suspect", ["kim", "mara", "odo"])
def test_a_block_does_not_say_whose_an_unnamed_answer_is(
    program, as_member, dissent, suspect
) -> None:
    before = answers(program, "nora", dissent.joint)
    assert [one["member"] for one in before if one["id"] == dissent.code] == [None]
    code = type(dissent.member).objects.get(handle=suspect).code
    assert program("nora").put(f"me/blocks/{code}/").status_code == 204
    assert answers(program, "nora", dissent.joint) == before
    assert as_member("nora").get(f"/report/ratification/{dissent.code}/").status_code == 200


def test_a_block_takes_the_name_of_an_answer_and_leaves_its_words(cast, program, dissent) -> None:
    def named() -> list[str | None]:
        rows = answers(program, "odo", dissent.joint)
        return [one["member"] and one["member"]["handle"] for one in rows if one["dissent"]]

    assert named() == ["kim"]
    assert program("odo").put(f"me/blocks/{dissent.member.code}/").status_code == 204
    assert named() == [None]


def test_news_of_a_joint_statement_is_told_in_nobodys_name(dissent) -> None:
    while drain_next():
        pass
    news = Notification.objects.filter(kind="debates.joint_opened")
    assert news and {one.actor for one in news} == {None}
    happened = Activity.objects.filter(kind__startswith="debates.joint")
    assert happened and {one.actor for one in happened} == {None}
