"""A joint statement: drafted from one side, shared by the other, ratified side by side."""

import pytest

from communities.models import Activity
from debates.models import JointState, JointStatement, Ratification, Statement, TopicState
from debates.refusals import TopicClosed
from debates.services import moderation, topics
from debates.services.joint import (
    AnotherAtWork,
    AnswerHidden,
    AuthorMoved,
    NotAtWork,
    NotOpenYet,
    cosign,
    decide_open,
    draft_joint,
    ratify,
    set_aside,
)
from debates.services.positions import withdraw_position
from members.models import Block, Notification, Purpose
from members.refusals import Invalid, NotAllowed
from members.services.consents import consents_to, withdraw_consent
from members.services.notifications import drain_next
from members.services.privacy import erase_account
from members.services.revisions import revisions_of
from tests.at_once import at_once
from tests.conftest import join, make_member

WORDS = "Whoever asks why they earn less gets an answer in whole sentences."
OTHER = "Whoever asks why they earn less gets an answer within a week."


@pytest.fixture
def six(cast, topic, stand):
    """Three are for it (Lea, Mara, Ida), three against (Ben, Odo, Jon); no landscape."""
    people = {"ida": make_member("ida"), "jon": make_member("jon")}
    for member in people.values():
        join(member, cast.public)
    for member in (cast.lea, cast.mara, people["ida"]):
        stand(member, topic, 1)
    for member in (cast.ben, cast.odo, people["jon"]):
        stand(member, topic, -2)
    return people


@pytest.fixture
def drafted(cast, topic, six) -> JointStatement:
    return draft_joint(member=cast.lea, topic=topic, text=WORDS, language="en")


@pytest.fixture
def opened(cast, drafted) -> JointStatement:
    return cosign(member=cast.ben, joint=drafted)


def told() -> list[tuple[str, str]]:
    while drain_next():
        pass
    rows = Notification.objects.filter(kind__startswith="debates.joint")
    return sorted((row.kind.removeprefix("debates."), row.recipient.handle) for row in rows)


def test_a_draft_waits_for_the_other_side_and_the_topic_looks_for_common_ground(
    cast, topic, drafted
):
    topic.refresh_from_db()
    assert (drafted.state, drafted.author_side) == (JointState.DRAFTED, 1)
    assert topic.state == TopicState.BRIDGING
    assert told() == [("joint_drafted", handle) for handle in ("ben", "jon", "odo")]


def test_the_whole_way_with_six_members_and_no_landscape(cast, topic, six, opened):
    assert opened.state == JointState.OPEN
    assert set(opened.ratifications.values_list("member__handle", "agrees")) == {
        ("lea", True),
        ("ben", True),
    }
    ratify(member=cast.mara, joint=opened, agrees=True, language="en")
    opened.refresh_from_db()
    assert opened.state == JointState.OPEN
    ratify(member=six["jon"], joint=opened, agrees=True, language="en")
    opened.refresh_from_db()
    assert opened.state == JointState.RATIFIED
    assert opened.ratified_at is not None
    kinds = Activity.objects.filter(target_id=opened.pk).values_list("kind", flat=True)
    assert sorted(kinds) == ["debates.joint_opened", "debates.joint_ratified"]
    everybody = {"ben", "ida", "jon", "lea", "mara", "odo"}
    told_of = {kind: {who for one, who in told() if one == kind} for kind, _ in told()}
    assert told_of["joint_opened"] == everybody - {"ben"}
    assert told_of["joint_ratified"] == everybody
    unnamed = ["debates.joint_opened", "debates.joint_ratified"]
    assert not Notification.objects.filter(kind__in=unnamed, actor__isnull=False).exists()
    assert not Activity.objects.filter(kind__in=unnamed, actor__isnull=False).exists()


def test_one_side_alone_never_ratifies(cast, six, opened):
    for member in (cast.mara, six["ida"]):
        ratify(member=member, joint=opened, agrees=True, language="en")
    opened.refresh_from_db()
    assert opened.state == JointState.OPEN


def test_dissent_is_printed_with_its_words_and_can_be_changed_while_it_is_open(cast, six, opened):
    no = {"member": cast.odo, "joint": opened, "agrees": False, "language": "en"}
    with pytest.raises(Invalid) as refused:
        ratify(**no, dissent="  ")
    assert (refused.value.field, refused.value.status) == ("dissent", 400)
    ratify(**no, dissent="A week is too short.")
    ratify(member=cast.odo, joint=opened, agrees=True, dissent="left over", language="en")
    answer = Ratification.objects.get(member=cast.odo)
    assert (answer.agrees, answer.dissent, answer.side) == (True, "", -1)


def test_too_many_who_see_it_otherwise_keep_it_open(cast, six, opened):
    for member in (cast.mara, six["ida"]):
        ratify(member=member, joint=opened, agrees=True, language="en")
    for member in (cast.odo, six["jon"]):
        ratify(member=member, joint=opened, agrees=False, dissent="Not like this.", language="en")
    opened.refresh_from_db()
    assert opened.state == JointState.OPEN


def test_the_undecided_answer_and_do_not_decide(cast, topic, stand, six, opened):
    una = make_member("una")
    join(una, cast.public)
    stand(una, topic, 0)
    answer = ratify(member=una, joint=opened, agrees=False, dissent="Too early.", language="en")
    assert answer.side == 0
    for member in (cast.mara, six["jon"]):
        ratify(member=member, joint=opened, agrees=True, language="en")
    opened.refresh_from_db()
    assert opened.state == JointState.RATIFIED


def test_whoever_moves_counts_for_the_side_they_stand_on_now(cast, topic, stand, six, opened):
    ratify(member=cast.mara, joint=opened, agrees=True, language="en")
    stand(cast.mara, topic, -1)
    assert decide_open() == 0
    for leaving in six.values():
        withdraw_position(member=leaving, position=leaving.positions.get())
    assert decide_open() == 1
    opened.refresh_from_db()
    assert opened.state == JointState.RATIFIED


def test_other_words_go_back_and_the_roles_swap(cast, drafted):
    back = cosign(member=cast.ben, joint=drafted, text=OTHER)
    assert (back.author, back.coauthor, back.author_side) == (cast.ben, cast.lea, -1)
    assert (back.state, back.text) == (JointState.DRAFTED, OTHER)
    assert [row.fields["text"] for row in revisions_of(back)] == [WORDS]
    assert ("joint_reworded", "lea") in told()
    with pytest.raises(NotAllowed):
        cosign(member=cast.mara, joint=back)
    done = cosign(member=cast.lea, joint=back)
    assert done.state == JointState.OPEN
    sides = dict(done.ratifications.values_list("member__handle", "side"))
    assert sides == {"lea": 1, "ben": -1}


@pytest.mark.parametrize("who", ["lea", "mara", "nora"])
def test_only_the_other_side_makes_it_theirs(cast, drafted, who):
    with pytest.raises(NotAllowed):
        cosign(member=cast[who], joint=drafted)


def test_nothing_between_people_who_block_each_other(cast, drafted):
    Block.objects.create(blocker=cast.ben, blocked=cast.lea)
    with pytest.raises(NotAllowed):
        cosign(member=cast.ben, joint=drafted)


def test_an_author_who_moved_no_longer_speaks_for_that_side(cast, topic, stand, drafted):
    stand(cast.lea, topic, -1)
    with pytest.raises(AuthorMoved) as refused:
        cosign(member=cast.ben, joint=drafted)
    assert refused.value.status == 409


def test_the_undecided_and_strangers_do_not_draft(cast, topic, stand):
    for member in (cast.nora, cast.mara):
        with pytest.raises(NotAllowed):
            draft_joint(member=member, topic=topic, text=WORDS)
    stand(cast.mara, topic, 0)
    with pytest.raises(NotAllowed):
        draft_joint(member=cast.mara, topic=topic, text=WORDS)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": "Too short."}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"language": "xx"}, "language"),
        ({"stands_on": [12345]}, "stands_on"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_field(cast, topic, six, fields, field):
    with pytest.raises(Invalid) as refused:
        draft_joint(member=cast.lea, topic=topic, **{"text": WORDS, **fields})
    assert refused.value.field == field
    assert not JointStatement.objects.exists()


def test_it_stands_on_statements_of_its_own_topic_only(cast, topic, ask, six):
    here = Statement.objects.create(topic=topic, text="Every exception needs a reason.")
    there = Statement.objects.create(topic=ask(cast.odo, question="Who pays for this?"), text="No.")
    with pytest.raises(Invalid):
        draft_joint(member=cast.lea, topic=topic, text=WORDS, stands_on=[here.pk, there.pk])
    joint = draft_joint(member=cast.lea, topic=topic, text=WORDS, stands_on=[here.pk])
    assert list(joint.stands_on.all()) == [here]


def test_one_at_a_time_and_the_refusal_leads_to_it(cast, topic, drafted):
    again = draft_joint(member=cast.lea, topic=topic, text=f" {WORDS} ")
    assert again == drafted
    with pytest.raises(AnotherAtWork) as refused:
        draft_joint(member=cast.ben, topic=topic, text=OTHER)
    assert refused.value.status == 409
    assert drafted.get_absolute_url() in str(refused.value.sentence)


def test_it_is_set_aside_with_a_reason_and_the_next_one_can_begin(cast, topic, opened):
    with pytest.raises(Invalid):
        set_aside(member=cast.ben, joint=opened, because="no")
    with pytest.raises(NotAllowed):
        set_aside(member=cast.nora, joint=opened, because="These words lead nowhere.")
    set_aside(member=cast.ben, joint=opened, because="These words lead nowhere.")
    opened.refresh_from_db()
    assert (opened.state, opened.aside_because) == (
        JointState.SET_ASIDE,
        "These words lead nowhere.",
    )
    with pytest.raises(NotAtWork):
        ratify(member=cast.mara, joint=opened, agrees=True, language="en")
    assert draft_joint(member=cast.ben, topic=topic, text=OTHER).state == JointState.DRAFTED


def test_a_draft_takes_no_answers_and_a_ratified_one_no_more(cast, six, drafted):
    with pytest.raises(NotOpenYet):
        ratify(member=cast.mara, joint=drafted, agrees=True, language="en")
    cosign(member=cast.ben, joint=drafted)
    for member in (cast.mara, cast.odo):
        ratify(member=member, joint=drafted, agrees=True, language="en")
    with pytest.raises(NotAtWork) as refused:
        ratify(member=six["ida"], joint=drafted, agrees=False, dissent="Wait.", language="en")
    assert refused.value.status == 409


def test_a_closed_topic_takes_neither_drafts_nor_answers(cast, topic, opened):
    topics.close_topic(member=cast.lea, topic=topic)
    with pytest.raises(TopicClosed):
        ratify(member=cast.mara, joint=opened, agrees=True, language="en")
    with pytest.raises(TopicClosed):
        draft_joint(member=cast.ben, topic=topic, text=OTHER)


def test_the_consent_is_asked_where_it_is_missing(cast, opened):
    withdraw_consent(member=cast.mara, purpose=Purpose.PUBLISH_POSITIONS)
    yes = {"member": cast.mara, "joint": opened, "agrees": True, "language": "en"}
    with pytest.raises(Invalid) as refused:
        ratify(**yes)
    assert refused.value.field == "publish"
    ratify(**yes, publish=True)
    assert consents_to(cast.mara, Purpose.PUBLISH_POSITIONS)


def test_a_hidden_answer_is_not_written_over(cast, opened):
    no = {"member": cast.odo, "joint": opened, "agrees": False, "language": "en"}
    answer = ratify(**no, dissent="An insult.")
    moderation.hide_words(answer)
    with pytest.raises(AnswerHidden) as refused:
        ratify(**no, dissent="An insult again.")
    assert refused.value.status == 403


def test_while_one_is_hidden_another_may_begin(cast, topic, opened):
    moderation.hide_joint(opened)
    assert not JointStatement.objects.visible_to(cast.lea).exists()
    moderation.restore_joint(opened)
    opened.refresh_from_db()
    assert opened.state == JointState.OPEN
    moderation.hide_joint(opened)
    other = draft_joint(member=cast.ben, topic=topic, text=OTHER)
    moderation.restore_joint(opened)
    opened.refresh_from_db()
    assert opened.state == JointState.SET_ASIDE
    assert list(JointStatement.objects.at_work()) == [other]


def test_the_words_stay_when_an_author_leaves(cast, opened):
    erase_account(member=cast.lea)
    opened.refresh_from_db()
    assert (opened.author, opened.text, opened.state) == (None, WORDS, JointState.OPEN)


def test_a_draft_nobody_can_share_any_more_gives_way(cast, topic, drafted):
    topic.author = cast.odo
    topic.save()
    erase_account(member=cast.lea)
    drafted.refresh_from_db()
    assert drafted.state == JointState.SET_ASIDE


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_answer(cast, opened):
    def click() -> None:
        ratify(member=cast.mara, joint=opened, agrees=True, language="en")

    assert at_once(click, click) == []
    assert Ratification.objects.filter(member=cast.mara).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_two_answers_at_once_ratify_it_once(cast, opened):
    problems = at_once(
        lambda: ratify(member=cast.mara, joint=opened, agrees=True, language="en"),
        lambda: ratify(member=cast.odo, joint=opened, agrees=True, language="en"),
    )
    assert problems == []
    opened.refresh_from_db()
    assert opened.state == JointState.RATIFIED
    assert Activity.objects.filter(kind="debates.joint_ratified").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_drafts_at_once_are_one_and_a_refusal(cast, topic, six):
    problems = at_once(
        lambda: draft_joint(member=cast.lea, topic=topic, text=WORDS),
        lambda: draft_joint(member=cast.ben, topic=topic, text=OTHER),
    )
    assert [type(problem) for problem in problems] == [AnotherAtWork]
    assert JointStatement.objects.count() == 1
