"""What a page remembers of the form that was sent from it: its answer, for whoever sent it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from communities.models import Report
from members.models import Member, SentOnce, ValueStatement
from members.services import once, privacy
from members.tasks import forget_what_programs_sent
from tests.clicks import Page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.clock]
VALUES = "/settings/values/"
VALUE = {"value": "security", "words": "I stand for what holds.", "language": "en"}
REPORT = {"reason": "privacy", "explanation": "It names my employer and my salary."}
THANKS = "Your report is with people who decide"


@pytest.fixture
def lea(cast) -> Page:
    return Page(cast.lea)


@pytest.fixture
def visitor(cast) -> Page:
    return Page(None)


def stated() -> int:
    return ValueStatement.objects.count()


def test_the_same_words_from_a_page_loaded_anew_are_a_new_thing(lea: Page) -> None:
    lea.click(VALUES, VALUE)
    lea.load()
    lea.click(VALUES, VALUE)
    assert stated() == 2


def test_other_words_from_the_same_page_are_a_new_thing(lea: Page) -> None:
    lea.click(VALUES, VALUE)
    lea.click(VALUES, VALUE | {"words": "I stand for what lasts."})
    assert stated() == 2


def test_what_was_refused_is_not_remembered(lea: Page) -> None:
    unfinished = VALUE | {"words": ""}
    assert [lea.click(VALUES, unfinished).status_code for _ in range(2)] == [422, 422]
    assert not SentOnce.objects.exists()
    assert lea.click(VALUES, VALUE).status_code == 303


def test_a_refusal_that_time_ends_can_be_sent_again_from_the_same_page(lea: Page, cast) -> None:
    made = [ValueStatement.objects.create(member=cast.lea, **VALUE) for _ in range(10)]
    assert lea.click(VALUES, VALUE).status_code == 409
    made[0].delete()
    assert lea.click(VALUES, VALUE).status_code == 303


def test_what_fails_is_not_remembered(lea: Page, monkeypatch) -> None:
    def fail(**_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("members.views.values.services.declare_value", fail)
    with pytest.raises(RuntimeError):
        lea.click(VALUES, VALUE)
    assert not SentOnce.objects.exists()


# -- Whose answer it is


def test_whoever_is_signed_out_between_two_clicks_comes_to_the_sign_in(lea: Page) -> None:
    lea.click(VALUES, VALUE)
    lea.visit.session.flush()
    answer = lea.click(VALUES, VALUE)
    assert answer.status_code in {302, 303} and "/accounts/login/" in answer["Location"]
    assert stated() == 1


def test_whoever_lost_their_account_between_two_clicks_gets_no_answer(lea: Page, cast) -> None:
    lea.click(VALUES, VALUE)
    Member.objects.filter(pk=cast.lea.pk).update(is_active=False)
    assert VALUES not in lea.click(VALUES, VALUE).headers.get("Location", "").partition("?")[0]
    assert stated() == 1


def test_nobody_gets_the_answer_of_whoever_sat_there_before(visitor: Page, cast) -> None:
    """The same page and words: a report without an account leads to an address that is a key."""
    receipts = []
    for member in (None, cast.lea, cast.ben):
        if member is not None:
            visitor.visit.force_login(member)
            visitor.visit.cookies["csrf"] = visitor.secret
        receipts.append(visitor.click("/report/", REPORT)["Location"])
    assert len(set(receipts)) == Report.objects.count() == 3


def test_a_page_of_somebody_else_has_an_answer_of_its_own(visitor: Page) -> None:
    first = visitor.click("/report/", REPORT)["Location"]
    assert Page(None).click("/report/", REPORT)["Location"] != first


def test_a_form_from_elsewhere_is_turned_away_before_anything_is_remembered(visitor: Page) -> None:
    visitor.click("/report/", REPORT)
    foreign = Page(None)
    foreign.token = visitor.token
    assert foreign.click("/report/", REPORT).status_code == 403


# -- What is said


def said_after(answer: Any) -> str:
    """The next page of whoever got only this answer."""
    browser = Client(headers={"accept-language": "en"})
    browser.cookies = answer.cookies
    return browser.get(answer["Location"]).content.decode()


def test_a_visitor_hears_the_sentence_whichever_answer_arrives(visitor: Page) -> None:
    first, second = [visitor.click("/report/", REPORT) for _ in range(2)]
    assert said_after(first).count(THANKS) == said_after(second).count(THANKS) == 1


def test_a_member_hears_the_sentence_once(lea: Page) -> None:
    for _ in range(3):
        lea.click(VALUES, VALUE)
    assert (lea.toasts(), lea.toasts()) == (1, 0)


def test_what_is_settled_twice_is_said_once(lea: Page, stage) -> None:
    for _ in range(3):
        lea.click(f"/topics/{stage['topic.public'].code}/choice/", {"wish": "follow"})
    assert lea.toasts() == 1


# -- How long it is kept


def test_what_a_visitor_sent_is_forgotten_after_a_day(visitor: Page, lea: Page) -> None:
    visitor.click("/report/", REPORT)
    lea.click(VALUES, VALUE)
    forget_what_programs_sent()
    assert SentOnce.objects.count() == 2
    SentOnce.objects.update(created_at=timezone.now() - timedelta(days=1))
    forget_what_programs_sent()
    assert not SentOnce.objects.exists()


def test_after_a_day_the_same_page_makes_another(visitor: Page) -> None:
    visitor.click("/report/", REPORT)
    SentOnce.objects.update(created_at=timezone.now() - once.KEPT_FOR)
    visitor.click("/report/", REPORT)
    assert Report.objects.count() == 2


def test_what_is_kept_says_nothing_of_the_words(lea: Page, visitor: Page) -> None:
    lea.click(VALUES, VALUE)
    visitor.click("/report/", REPORT | {"email": "somebody@example.org"})
    for kept in SentOnce.objects.all():
        row = f"{kept.path} {kept.key} {kept.digest} {kept.answer}"
        assert VALUE["words"] not in row and "example.org" not in row


def test_it_is_handed_out_without_the_answer_and_goes_with_the_account(lea: Page, cast) -> None:
    lea.click(VALUES, VALUE)
    (told,) = privacy.export_of(cast.lea)["kinds"]["sent_once"]["rows"]
    assert told["path"] == VALUES and "answer" not in told
    privacy.erase_account(member=cast.lea)
    assert not SentOnce.objects.exists()
