"""What stands under each position in the list of a topic, and what one may do next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from debates.models import (
    Argument,
    DebateRules,
    Position,
    PositionVersion,
    Restatement,
)
from members.models import Block, Consent, Purpose
from tests.debates.test_position_bridge import restated
from tests.debates.test_topic_page import page_of, public_question

pytestmark = pytest.mark.clock

OBJECT = "argue/?kind=objection"


def argue(author, position: Position, kind: str = "support", **fields) -> Argument:
    number = Argument.objects.count()
    return Argument.objects.create(
        position=position,
        version=position.current,
        author=author,
        kind=kind,
        path=f"{number:020x}",
        **{"text": f"Contribution {number}", "language": "de"} | fields,
    )


@pytest.fixture
def read(cast, topic, stand, as_member):
    """The page as Ben reads it, who stands against; Lea is for it."""
    stand(cast.ben, topic, -1)
    stand(cast.lea, topic, 1)

    def reading(who: str | None = "ben", query: str = "") -> str:
        return page_of(as_member(who), topic, query)

    return reading


@pytest.fixture
def of_lea(cast, read) -> Position:
    return Position.objects.select_related("current", "member").get(member=cast.lea)


def test_ask_comes_first_then_restate_and_objecting_waits_for_being_heard(read, of_lea):
    page = read()
    ask, restate = page.index("Ask first"), page.index(f"/positions/{of_lea.code}/restate/")
    assert ask < restate < page.index('aria-disabled="true" aria-describedby="g-')
    assert OBJECT not in page
    assert "You may object as soon as Lea feels heard by you." in page


@pytest.mark.parametrize(
    ("state", "opens", "says"),
    [
        ("sent", False, "Your restatement waits for Lea."),
        ("not_quite", False, "“Not quite”, Lea said. Restate once more"),
        ("heard", True, ""),
        ("lapsed", True, ""),
    ],
)
def test_the_gate_follows_what_became_of_the_restatement(cast, read, of_lea, state, opens, says):
    restated(cast.ben, of_lea, state)
    page = read()
    assert (f"/positions/{of_lea.code}/{OBJECT}" in page) is opens
    assert says in page


def test_a_restatement_left_unanswered_opens_the_gate_before_the_worker_comes(cast, read, of_lea):
    one = restated(cast.ben, of_lea, "sent")
    Restatement.objects.filter(pk=one.pk).update(
        created_at=timezone.now() - timedelta(hours=72, minutes=1)
    )
    assert f"/positions/{of_lea.code}/{OBJECT}" in read()


@pytest.mark.parametrize(("days", "opens"), [(13, True), (15, False)])
def test_being_heard_carries_over_to_a_new_version_for_two_weeks(cast, read, of_lea, days, opens):
    restated(cast.ben, of_lea)
    first = of_lea.current
    version = PositionVersion.objects.create(
        position=of_lea, number=2, stance=1, core="New.", reasons="Better.", language="en"
    )
    PositionVersion.objects.filter(pk=version.pk).update(
        created_at=timezone.now() - timedelta(days=days)
    )
    Position.objects.filter(pk=of_lea.pk).update(current=version)
    assert first.number == 1
    assert (f"/positions/{of_lea.code}/{OBJECT}" in read()) is opens


def test_somebody_elses_restatement_opens_no_gate_for_me(cast, read, of_lea):
    restated(cast.mara, of_lea)
    assert OBJECT not in read()


def test_where_the_community_switched_the_gate_off_one_objects_at_once(cast, read, of_lea):
    DebateRules.objects.create(community=cast.public, restating_comes_first=False)
    page = read()
    assert f"/positions/{of_lea.code}/{OBJECT}" in page
    assert f"/positions/{of_lea.code}/restate/" in page


def test_whoever_does_not_belong_may_ask_only(read, of_lea):
    page = read("nora")
    assert "Ask first" in page
    assert "restate/" not in page and OBJECT not in page


def test_a_visitor_is_offered_nothing_to_do(read):
    page = read(None)
    for words in ("Ask first", "restate/", OBJECT):
        assert words not in page


def test_a_closed_topic_lets_one_ask_only(read, topic, of_lea):
    type(topic).objects.filter(pk=topic.pk).update(state="closed", closed_at=timezone.now())
    page = read()
    assert "Ask first" in page
    assert "restate/" not in page


def test_the_latest_question_restatement_and_two_contributions_stand_below(cast, read, of_lea):
    public_question(cast.mara, of_lea, text="An older question?")
    public_question(cast.ben, of_lea, text="The latest question?")
    restated(cast.mara, of_lea)
    for kind in ("support", "experience", "objection"):
        argue(cast.mara, of_lea, kind)
    page = read()
    assert "The latest question?" in page and "An older question?" not in page
    assert "Lea feels heard." in page
    assert "<b>Mara</b> supports this" in page and "<b>Mara</b> has lived through this" in page
    assert "<b>Mara</b> objects" not in page
    assert 'lang="de">Contribution 0' in page
    assert f'href="/positions/{of_lea.code}/#thread">Read the whole conversation' in page


def test_what_one_may_not_read_does_not_stand_below(cast, read, of_lea):
    restated(cast.mara, of_lea, "not_quite")
    restated(cast.odo, of_lea, hidden_at=timezone.now())
    argue(cast.mara, of_lea, text="Hidden", hidden_at=timezone.now())
    argue(cast.mara, of_lea, text="Withdrawn", withdrawn_at=timezone.now())
    argue(cast.odo, of_lea, text="By somebody who does not publish")
    argue(None, of_lea, text="By somebody who has left")
    argue(cast.sam, of_lea, text="By somebody blocked")
    Consent.objects.filter(member=cast.odo, purpose=Purpose.PUBLISH_POSITIONS).delete()
    Block.objects.create(blocker=cast.ben, blocked=cast.sam)
    page = read()
    assert "feels heard." not in page
    assert "dialogue" not in page
    assert "Read the whole conversation" not in page


def test_only_what_answers_the_position_itself_stands_below(cast, read, of_lea):
    head = argue(cast.mara, of_lea, text="A head")
    argue(cast.odo, of_lea, "answer", text="A reply", parent=head, depth=1)
    page = read()
    assert "A head" in page and "A reply" not in page


def test_the_story_stands_behind_a_word_and_a_long_one_is_cut(cast, read, of_lea):
    assert "How I came to this" not in read()
    PositionVersion.objects.filter(pk=of_lea.current_id).update(story="It was *raining*. " * 60)
    page = read()
    assert "How I came to this" in page and "It was <em>raining</em>." in page
    assert "…</p>" in page and "Read on" in page


def test_what_members_wrote_below_is_escaped(cast, read, of_lea):
    restated(cast.mara, of_lea)
    Restatement.objects.update(text="<script>1</script>")
    argue(cast.mara, of_lea, text="<script>2</script>")
    PositionVersion.objects.filter(pk=of_lea.current_id).update(story="<script>3</script>")
    cast.mara.name = "<b>Mara</b>"
    cast.mara.save()
    page = read()
    assert "<script>1" not in page and "<script>2" not in page and "<script>3" not in page
    assert "<b>Mara</b>" not in page.replace("&lt;b&gt;Mara&lt;/b&gt;", "")


def test_the_column_to_act_names_what_waits_and_what_is_shared(cast, read, topic):
    statement = topic.statements.create(author=cast.lea, text="Every exception needs a reason.")
    page = read()
    assert "With little time" in page and "1 statement waits for you." in page
    assert "What you already share" not in page
    type(statement).objects.update(bridging=0.7, consensus=0.8)
    assert "What you already share" in read()
    assert "With little time" not in read(None)
