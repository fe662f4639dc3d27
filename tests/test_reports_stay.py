"""What was reported keeps its answer, for every kind of thing that can be reported, when its author
leaves and when the thing itself is deleted.
"""

import pytest
from django.test import Client

from communities.models import Case, Decision, Report
from communities.services import moderation
from communities.services.moderation import NothingToHide, Verdict
from members.models import Member
from members.services import privacy
from tests.test_reports_of_every_kind import (
    HIDE,
    KINDS,
    NAME,
    WRITTEN_BY_ONE,
    Reported,
    browser,
    of_kinds,
    reported,  # noqa: F401 (a fixture for this file)
)

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
LEAVE = Verdict("none", "It is a hard word, and it may stand where it was said.")


def figures() -> str:
    page = Client(headers={"accept-language": "en"}).get("/transparency/").content.decode()
    return page.partition("<main")[2].partition("</main>")[0]


def answer_read_by(reporter: Member) -> str:
    page = browser(reporter).get(Report.objects.get().get_absolute_url())
    assert page.status_code == 200
    return page.content.decode()


@of_kinds(*(name for name in KINDS if name != "member"))
def test_the_answer_stays_when_the_thing_is_deleted(reported: Reported) -> None:  # noqa: F811
    decision = moderation.decide(moderator=reported.staff, case=reported.case, verdict=LEAVE)
    before = figures()
    type(reported.thing)._base_manager.filter(pk=reported.thing.pk).delete()
    assert figures() == before
    assert LEAVE.reason in answer_read_by(reported.reporter)
    page = browser(reported.reporter).get(decision.get_absolute_url())
    assert page.status_code == 200 and LEAVE.reason in page.content.decode()


@of_kinds(*WRITTEN_BY_ONE)
def test_the_answer_stays_when_its_author_leaves(reported: Reported) -> None:  # noqa: F811
    assert reported.author is not None
    moderation.decide(moderator=reported.staff, case=reported.case, verdict=HIDE)
    before = figures()
    privacy.erase_account(member=reported.author)
    assert figures() == before
    told = answer_read_by(reported.reporter)
    assert HIDE.reason in told and NAME not in told
    case = Case.objects.get()
    assert case.author is None and case.snapshot == ""
    assert browser(reported.staff).get(case.get_absolute_url()).status_code == 200


@of_kinds(*WRITTEN_BY_ONE)
def test_what_is_gone_before_somebody_decided_still_gets_an_answer(
    reported: Reported,  # noqa: F811
) -> None:
    assert reported.author is not None
    privacy.erase_account(member=reported.author)
    case = reported.case
    if case.target is None:
        with pytest.raises(NothingToHide):
            moderation.decide(moderator=reported.staff, case=case, verdict=HIDE)
    moderation.decide(moderator=reported.staff, case=case, verdict=LEAVE)
    assert LEAVE.reason in answer_read_by(reported.reporter)
    assert Decision.objects.count() == 1


@of_kinds("exchange", "joint", "restatement", "message")
def test_words_of_several_go_with_what_they_stood_in(reported: Reported) -> None:  # noqa: F811
    assert reported.case.snapshot
    for one in reported.concerned:
        privacy.erase_account(member=one)
    case = reported.case
    assert case.author is None and not case.parties.exists()
    assert case.snapshot == ""
