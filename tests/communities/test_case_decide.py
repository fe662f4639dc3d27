"""From a case to a decision, a complaint and a second decision."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from communities.models import Case, CaseState, Complaint, Decision, Role
from communities.services import moderation
from communities.services.moderation import DecidedAlready, NothingToHide, Verdict, Words
from debates.models import Topic
from members.models import Question, ValueStatement
from members.refusals import Invalid, NotAllowed
from members.services import limits
from tests.communities.conftest import HIDE, LEAVE, REASON
from tests.conftest import join, make_community, make_member

OBJECTION = "It names a firm and not a person; please read it again."


@pytest.fixture
def case(cast, topic) -> Case:
    words = Words("privacy", "I know who is meant.")
    return moderation.report(reporter=cast.ben, thing=topic, words=words).case


def test_hiding_takes_it_out_of_sight_and_tells_both(cast, case, topic, told, as_member) -> None:
    given = {"measure": "hide", "ground": "guidelines", "rule": "guideline 2", "reason": REASON}
    answer = as_member("mara").post(case.get_absolute_url(), given)
    assert answer.status_code == 303
    assert not Topic.objects.visible_to(cast.ben).exists()
    assert told(cast.lea) == ["communities.decided"]
    assert told(cast.ben) == ["communities.decided"]


def test_leaving_it_tells_both_as_well(cast, case, topic, told) -> None:
    moderation.decide(moderator=cast.mara, case=case, verdict=LEAVE)
    assert Topic.objects.visible_to(cast.ben).get() == topic
    assert told(cast.lea) == ["communities.decided"]
    assert told(cast.ben) == ["communities.decided"]


def test_the_author_reads_the_reasons_and_the_ways_to_object(hidden, as_member) -> None:
    page = as_member("lea").get(hidden.get_absolute_url()).content.decode()
    for said in (REASON, "guideline 2", "without automated means", "Complain", "out-of-court"):
        assert said in page


def test_the_author_never_learns_who_reported(cast, hidden, as_member) -> None:
    lea = as_member("lea")
    assert "Ben" not in lea.get(hidden.get_absolute_url()).content.decode()
    assert lea.get(hidden.case.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("who", ["nora", None])
def test_a_decision_concerns_only_whom_it_concerns(hidden, as_member, who) -> None:
    assert as_member(who).get(hidden.get_absolute_url()).status_code in {302, 404}


@pytest.mark.parametrize(
    ("who", "status"),
    [("mara", 200), ("odo", 200), ("sam", 200), ("ben", 404), ("lea", 404), ("nora", 404)],
)
def test_who_sees_a_case(case, as_member, who, status) -> None:
    answer = as_member(who).get(case.get_absolute_url())
    assert answer.status_code == status
    if status == 200:
        assert "I know who is meant." in answer.content.decode()


def test_a_moderator_does_not_see_the_case_about_their_own_words(cast, as_member) -> None:
    topic = Topic.objects.create(
        community=cast.public, author=cast.mara, question="Mine?", language="en"
    )
    case = moderation.report(reporter=cast.ben, thing=topic, words=Words("other")).case
    assert as_member("mara").get(case.get_absolute_url()).status_code == 404
    assert "Mine?" not in as_member("mara").get("/c/open-house/moderation/").content.decode()
    with pytest.raises(NotAllowed):
        moderation.decide(moderator=cast.mara, case=case, verdict=LEAVE)


def test_whoever_reported_does_not_decide(cast, topic, as_member) -> None:
    case = moderation.report(reporter=cast.mara, thing=topic, words=Words("other")).case
    with pytest.raises(NotAllowed):
        moderation.decide(moderator=cast.mara, case=case, verdict=LEAVE)
    assert "Not yours to decide" in as_member("mara").get(case.get_absolute_url()).content.decode()
    assert moderation.decide(moderator=cast.odo, case=case, verdict=LEAVE)


@pytest.mark.parametrize("who", ["ben", "nora"])
def test_others_do_not_decide(cast, case, as_member, who) -> None:
    with pytest.raises(NotAllowed):
        moderation.decide(moderator=cast[who], case=case, verdict=HIDE)
    assert as_member(who).post(case.get_absolute_url(), vars(LEAVE)).status_code == 404
    case.refresh_from_db()
    assert case.state == CaseState.OPEN


def test_a_case_is_decided_once(cast, case) -> None:
    moderation.decide(moderator=cast.mara, case=case, verdict=LEAVE)
    with pytest.raises(DecidedAlready):
        moderation.decide(moderator=cast.odo, case=case, verdict=HIDE)
    assert Topic.objects.visible_to(cast.ben).exists()


@pytest.mark.parametrize(
    ("missing", "field"),
    [({"ground": ""}, "ground"), ({"rule": ""}, "rule"), ({"reason": "Bad."}, "reason")],
)
def test_hiding_needs_ground_rule_and_reason(cast, case, as_member, missing, field) -> None:
    verdict = vars(HIDE) | missing
    with pytest.raises(Invalid) as refusal:
        moderation.decide(moderator=cast.mara, case=case, verdict=Verdict(**verdict))
    assert refusal.value.field == field
    answer = as_member("mara").post(case.get_absolute_url(), verdict)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert verdict["reason"] in answer.content.decode()
    assert not Decision.objects.exists()


def test_what_is_gone_cannot_be_hidden(cast, value_of) -> None:
    value = value_of(cast.lea)
    case = moderation.report(reporter=cast.ben, thing=value, words=Words("other")).case
    value.delete()
    with pytest.raises(NothingToHide):
        moderation.decide(moderator=cast.sam, case=case, verdict=HIDE)
    assert moderation.decide(moderator=cast.sam, case=case, verdict=LEAVE)


@pytest.mark.parametrize("who", ["lea", "ben"])
def test_author_and_reporter_can_complain_once(hidden, as_member, who) -> None:
    browser, path = as_member(who), hidden.get_absolute_url()
    assert browser.post(path, {"text": "No."}).status_code == 422
    assert browser.post(path, {"text": OBJECTION}).status_code == 303
    assert browser.post(path, {"text": OBJECTION}).status_code == 403
    assert Complaint.objects.count() == 1


@pytest.mark.clock
@pytest.mark.parametrize(("days", "may"), [(183, True), (185, False)])
def test_a_complaint_is_possible_for_184_days(cast, hidden, days, may) -> None:
    Decision.objects.update(created_at=timezone.now() - timedelta(days=days))
    hidden.refresh_from_db()
    if may:
        assert moderation.complain(member=cast.lea, decision=hidden, text=OBJECTION)
    else:
        with pytest.raises(NotAllowed):
            moderation.complain(member=cast.lea, decision=hidden, text=OBJECTION)


def test_somebody_else_answers_a_complaint_and_can_bring_it_back(cast, hidden, topic, told) -> None:
    moderation.complain(member=cast.lea, decision=hidden, text=OBJECTION)
    assert "communities.complained" in told(cast.odo)
    assert "communities.complained" not in told(cast.mara)
    with pytest.raises(NotAllowed):
        moderation.answer_complaint(moderator=cast.mara, decision=hidden, verdict=LEAVE)
    answer = moderation.answer_complaint(moderator=cast.odo, decision=hidden, verdict=LEAVE)
    assert answer.overrules == hidden
    assert Topic.objects.visible_to(cast.ben).get() == topic
    assert told(cast.lea) == ["communities.decided"] * 2
    with pytest.raises(NotAllowed):
        moderation.complain(member=cast.ben, decision=answer, text=OBJECTION)


def test_a_complaint_can_be_turned_down(cast, hidden, as_member) -> None:
    moderation.complain(member=cast.lea, decision=hidden, text=OBJECTION)
    odo = as_member("odo")
    assert OBJECTION in odo.get(hidden.case.get_absolute_url()).content.decode()
    assert odo.post(hidden.case.get_absolute_url(), vars(HIDE)).status_code == 303
    assert not Topic.objects.visible_to(cast.ben).exists()
    assert Complaint.objects.get().answered_at


def test_with_one_moderator_the_site_team_answers_complaints(cast, told) -> None:
    small = make_community("small")
    join(cast.nora, small, Role.OWNER)
    join(cast.lea, small)
    topic = Topic.objects.create(community=small, author=cast.lea, question="?", language="en")
    case = moderation.report(reporter=cast.ben, thing=topic, words=Words("other")).case
    decision = moderation.decide(moderator=cast.nora, case=case, verdict=HIDE)
    moderation.complain(member=cast.lea, decision=decision, text=OBJECTION)
    assert told(cast.sam) == ["communities.complained"]
    assert moderation.answer_complaint(moderator=cast.sam, decision=decision, verdict=LEAVE)


def test_a_profile_is_emptied_and_brought_back(cast) -> None:
    cast.lea.story = "Somebody's secret."
    cast.lea.save()
    case = moderation.report(reporter=cast.ben, thing=cast.lea, words=Words("privacy")).case
    decision = moderation.decide(moderator=cast.sam, case=case, verdict=HIDE)
    cast.lea.refresh_from_db()
    assert cast.lea.story == "" and cast.lea.name == "Lea"
    moderation.complain(member=cast.lea, decision=decision, text=OBJECTION)
    other = make_member("tom", is_staff=True)
    moderation.answer_complaint(moderator=other, decision=decision, verdict=LEAVE)
    cast.lea.refresh_from_db()
    assert cast.lea.story == "Somebody's secret."


def test_a_hidden_community_is_out_of_sight(cast, as_member) -> None:
    case = moderation.report(reporter=cast.ben, thing=cast.public, words=Words("hate")).case
    moderation.decide(moderator=cast.sam, case=case, verdict=HIDE)
    assert as_member("odo").get("/c/open-house/").status_code == 404
    assert as_member(None).get("/c/open-house/").status_code == 404


def test_a_value_and_a_question_can_be_hidden(cast, value_of) -> None:
    value = value_of(cast.lea)
    question = Question.objects.create(
        asker=cast.ben, addressee=cast.lea, target=value, text="Why on earth would you?"
    )
    for thing, reporter in ((value, cast.ben), (question, cast.lea)):
        case = moderation.report(reporter=reporter, thing=thing, words=Words("other")).case
        moderation.decide(moderator=cast.sam, case=case, verdict=HIDE)
        thing.refresh_from_db()
        assert thing.hidden_at
    assert not ValueStatement.objects.visible_to(cast.ben).exists()


def test_the_queue_shows_what_is_urgent_first(cast, case, as_member) -> None:
    other = Topic.objects.create(
        community=cast.public, author=cast.lea, question="Threatening?", language="en"
    )
    words = Words("illegal", "This is a threat, article 180.", in_good_faith=True)
    moderation.report(reporter=cast.ben, thing=other, words=words)
    page = as_member("mara").get("/c/open-house/moderation/").content.decode()
    assert page.index("Threatening?") < page.index("Shall names stand here?")
    assert "queue__due--soon" in page
    assert "Threatening?" in as_member("sam").get("/moderation/").content.decode()


@pytest.mark.parametrize("path", ["/c/open-house/moderation/", "/moderation/"])
def test_the_queue_is_for_those_who_decide(as_member, path) -> None:
    assert as_member("lea").get(path).status_code == 403
    assert as_member(None).get(path).status_code == 302
    assert as_member("mara").get(f"{path}?show=complaints").status_code == 200
    assert as_member("mara").get(f"{path}?show=decided").status_code == 200


def test_a_queue_costs_the_same_for_few_and_for_many(
    cast, as_member, django_assert_max_num_queries
) -> None:
    @limits.lifted()
    def fill(count: int) -> None:
        for number in range(count):
            topic = Topic.objects.create(
                community=cast.public, author=cast.lea, question=f"{number}?", language="en"
            )
            moderation.report(reporter=cast.ben, thing=topic, words=Words("other"))

    mara = as_member("mara")
    fill(2)
    mara.get("/moderation/")
    with django_assert_max_num_queries(20) as few:
        mara.get("/moderation/")
    fill(20)
    with django_assert_max_num_queries(len(few)):
        mara.get("/moderation/")


def test_transparency_counts_for_the_whole_house(cast, hidden, as_member) -> None:
    moderation.complain(member=cast.lea, decision=hidden, text=OBJECTION)
    moderation.answer_complaint(moderator=cast.odo, decision=hidden, verdict=LEAVE)
    figures = as_member(None).get("/transparency/").context["figures"]
    assert figures == {
        "open": 0,
        "decided": 1,
        "days": 0,
        "hidden": 1,
        "left": 0,
        "complaints": 1,
        "upheld": 1,
    }


@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_once_decide_once() -> None:
    community, author = make_community("open-house"), make_member("lea")
    moderators = [make_member("mara"), make_member("odo")]
    for moderator in moderators:
        join(moderator, community, Role.MODERATOR)
    topic = Topic.objects.create(community=community, author=author, question="?", language="en")
    case = moderation.report(reporter=None, thing=topic, words=Words("other")).case
    start = Barrier(2)

    def decide(moderator) -> bool:
        try:
            start.wait(timeout=10)
            moderation.decide(moderator=moderator, case=case, verdict=HIDE)
        except DecidedAlready:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        done = [future.result() for future in [pool.submit(decide, one) for one in moderators]]
    assert sorted(done) == [False, True]
    assert Decision.objects.count() == 1
