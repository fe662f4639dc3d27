"""Reporting something, with an account and without."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from communities.models import Case, Report, Role
from communities.services import moderation
from communities.services.addresses import thing_at
from communities.services.moderation import OwnWords, ReportedAlready, Words
from debates.models import Topic
from members.refusals import Invalid
from tests.conftest import join, make_community, make_member

pytestmark = pytest.mark.clock


def path_of(topic) -> str:
    return reverse("communities:report", args=["topic", topic.pk])


def test_a_member_reports_and_gets_a_reference(cast, topic, as_member) -> None:
    answer = as_member("ben").post(path_of(topic), {"reason": "privacy"})
    report = Report.objects.get()
    assert answer.status_code == 303 and answer.url == report.get_absolute_url()
    page = as_member("ben").get(answer.url).content.decode()
    assert report.code in page and "Your report is being read" in page
    assert as_member("nora").get(answer.url).status_code == 404
    assert as_member(None).get(answer.url).status_code == 404


def test_the_case_keeps_the_words_and_a_date(cast, topic) -> None:
    moderation.report(reporter=cast.ben, thing=topic, words=Words(reason="privacy"))
    case = Case.objects.get()
    assert "Shall names stand here?" in case.snapshot
    assert (case.community, case.author) == (cast.public, cast.lea)
    assert timedelta(days=6) < case.due_at - timezone.now() < timedelta(days=8)


def test_all_reports_about_a_thing_are_one_case(cast, topic) -> None:
    moderation.report(reporter=cast.ben, thing=topic, words=Words(reason="privacy"))
    moderation.report(reporter=cast.nora, thing=topic, words=Words(reason="other"))
    moderation.report(reporter=None, thing=topic, words=Words(reason="hate"))
    assert Case.objects.get().reports.count() == 3


def test_what_may_be_against_the_law_is_due_within_a_day(cast, topic) -> None:
    moderation.report(reporter=cast.ben, thing=topic, words=Words(reason="privacy"))
    words = Words("illegal", "This is a threat, article 180.", in_good_faith=True)
    moderation.report(reporter=cast.nora, thing=topic, words=words)
    assert Case.objects.get().due_at - timezone.now() <= timedelta(hours=24)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (Words("illegal", "Bad.", in_good_faith=True), "explanation"),
        (Words("illegal", "This is a threat, article 180."), "in_good_faith"),
    ],
)
def test_against_the_law_needs_an_explanation_and_good_faith(cast, topic, words, field) -> None:
    with pytest.raises(Invalid) as refusal:
        moderation.report(reporter=cast.ben, thing=topic, words=words)
    assert refusal.value.field == field
    assert not Case.objects.exists()


def test_one_report_per_member_and_thing(cast, topic, as_member) -> None:
    ben = as_member("ben")
    ben.post(path_of(topic), {"reason": "privacy"})
    answer = ben.post(path_of(topic), {"reason": "hate", "explanation": "Once more."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "You reported this already" in page and "Once more." in page
    assert Report.objects.count() == 1
    with pytest.raises(ReportedAlready):
        moderation.report(reporter=cast.ben, thing=topic, words=Words(reason="hate"))


def test_nobody_reports_their_own_words(cast, topic) -> None:
    with pytest.raises(OwnWords):
        moderation.report(reporter=cast.lea, thing=topic, words=Words(reason="other"))


@pytest.mark.parametrize(
    ("stage", "who", "status"),
    [("closed", "nora", 404), ("secret", None, 404), ("secret", "ben", 200), ("public", None, 200)],
)
def test_only_what_one_can_see_can_be_reported(cast, as_member, stage, who, status) -> None:
    topic = Topic.objects.create(
        community=getattr(cast, stage), author=cast.lea, question="Here?", language="en"
    )
    assert as_member(who).get(path_of(topic)).status_code == status
    assert as_member(who).get("/report/nonsense/0123456789/").status_code == 404


def test_the_moderators_are_told_but_neither_author_nor_reporter(cast, topic, told) -> None:
    join(cast.sam, cast.public)
    moderation.report(reporter=cast.mara, thing=topic, words=Words(reason="privacy"))
    assert told(cast.odo) == ["communities.reported"]
    assert told(cast.mara) == told(cast.lea) == told(cast.ben) == told(cast.sam) == []


def test_without_an_impartial_moderator_the_site_team_is_told(cast, told) -> None:
    small = make_community("small")
    join(cast.nora, small, Role.OWNER)
    topic = Topic.objects.create(community=small, author=cast.nora, question="Mine?", language="en")
    moderation.report(reporter=cast.ben, thing=topic, words=Words(reason="other"))
    assert told(cast.sam) == ["communities.reported"]
    assert told(cast.nora) == []


def test_what_belongs_to_no_community_goes_to_the_site_team(cast, value_of, told) -> None:
    moderation.report(reporter=cast.ben, thing=value_of(cast.lea), words=Words(reason="hate"))
    assert Case.objects.get().community is None
    assert told(cast.sam) == ["communities.reported"]
    assert told(cast.mara) == []


def test_a_visitor_reports_without_a_name_and_follows_it(cast, topic, as_member) -> None:
    visitor = as_member(None)
    answer = visitor.post(path_of(topic), {"reason": "hate"})
    assert answer.status_code == 303
    assert Report.objects.get().reporter is None
    page = visitor.get(answer.url).content.decode()
    assert "the only way back to your report" in page


def test_a_wrong_mail_address_keeps_what_was_typed(topic, as_member) -> None:
    given = {"reason": "hate", "explanation": "Look at it.", "email": "nowhere"}
    answer = as_member(None).post(path_of(topic), given)
    assert answer.status_code == 422
    assert "Look at it." in answer.content.decode()
    assert not Report.objects.exists()


def test_a_pasted_address_finds_the_thing(cast, topic, as_member) -> None:
    given = {"reason": "other", "address": f"http://testserver{topic.get_absolute_url()}?a=1#b"}
    assert as_member(None).post("/report/", given).status_code == 303
    assert Report.objects.get().case.target == topic


def test_an_address_leads_to_what_one_may_see(cast, topic) -> None:
    assert thing_at("http://x/c/open-house/", None) == cast.public
    assert thing_at("/c/by-invitation/", None) is None
    assert thing_at("/c/by-invitation/", cast.lea) == cast.secret
    assert thing_at("/m/ben/", cast.lea) == cast.ben
    assert thing_at("/m/ben/", None) is None
    for nonsense in (
        "",
        "//[",
        "http://[x",
        "/c/open-house/members/",
        "javascript:alert(1)",
        "%00",
    ):
        assert thing_at(nonsense, cast.lea) is None


def test_an_address_of_elsewhere_becomes_a_case_in_words(cast, as_member, told) -> None:
    given = {"reason": "other", "address": "https://elsewhere.example/page"}
    answer = as_member(None).post("/report/", given)
    assert answer.status_code == 422 and "describe what you saw" in answer.content.decode()
    given["explanation"] = "A page there shows my old name."
    assert as_member(None).post("/report/", given).status_code == 303
    assert Case.objects.get().target is None
    assert told(cast.sam) == ["communities.reported"]
    page = as_member("sam").get(Case.objects.get().get_absolute_url()).content.decode()
    assert "A page there shows my old name." in page and "elsewhere.example" in page


def test_a_flood_of_reports_is_slowed_down(as_member) -> None:
    given = {"reason": "other", "explanation": "Something is wrong on a page."}
    answers = [as_member(None).post("/report/", given).status_code for _ in range(16)]
    assert answers == [303] * 15 + [429]


@pytest.mark.django_db(transaction=True)
def test_reports_at_the_same_moment_are_one_case() -> None:
    author = make_member("lea")
    community = make_community("open-house")
    topic = Topic.objects.create(
        community=community, author=author, question="Here?", language="en"
    )
    people = [make_member(f"member-{number}") for number in range(4)]
    start = Barrier(4)

    def send(person) -> int:
        try:
            start.wait(timeout=10)
            words = Words(reason="privacy")
            return moderation.report(reporter=person, thing=topic, words=words).case_id
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        cases = {future.result() for future in [pool.submit(send, one) for one in people]}
    assert len(cases) == 1
    assert Case.objects.get().reports.count() == 4
