"""Whatever can be reported: who sees its case, and whether the case names who wrote it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from communities import access
from communities.models import Case, Complaint, Decision, Report
from communities.services import moderation
from communities.services.deciders import deciders_of
from communities.services.moderation import Verdict, Words
from communities.shelves import Reportable, reportables
from members.models import Block, Member
from tests.back_office import every_page, where

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
NAME = "Quagga Fernweh"
HIDE = Verdict("hide", "It says something about people who are not here.", "guidelines", "rule 2")
OF_CASES = (Case, Report, Decision, Complaint)


@dataclass
class Reported:
    """One thing of a kind with its open case, and everybody who has a part in it."""

    entry: Reportable
    thing: Any
    author: Member | None
    others: list[Member]
    reporter: Member
    staff: Member

    @property
    def case(self) -> Case:
        return Case.objects.get()

    @property
    def concerned(self) -> set[Member]:
        return {one for one in (self.author, *self.others) if one is not None}


def of_kinds(*names: str) -> pytest.MarkDecorator:
    """The test is about things of these kinds only."""
    return pytest.mark.parametrize("reported", names, indirect=True)


KINDS = [entry.name for entry in reportables]
UNNAMED = [entry.name for entry in reportables if entry.is_unnamed]
# An exchange is written by two; the communities of the stage were founded by nobody.
WRITTEN_BY_ONE = [name for name in KINDS if name not in {"exchange", "community"}]


@pytest.fixture(params=KINDS)
def reported(request, standing) -> Reported:
    cast, stage = standing
    Case.objects.all().delete()
    entry = reportables[request.param]
    thing = stage.of(entry.model)[0]
    author = entry.author_of(thing)
    if author is not None:
        Member.objects.filter(pk=author.pk).update(name=NAME)
    people = [one for one in (cast.ben, cast.lea, cast.mara) if one != author]
    seeing = [one for one in people if entry.visible_to(one).filter(pk=thing.pk).exists()]
    moderation.report(reporter=seeing[0], thing=thing, words=Words("other"))
    Member.objects.filter(pk=cast.sam.pk).update(is_superuser=True)
    return Reported(entry, thing, author, [*entry.others_of(thing)], seeing[0], cast.sam)


def browser(member: Member) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(member)
    return client


def test_nobody_who_has_a_part_in_it_sees_the_case(reported) -> None:
    Member.objects.update(is_staff=True)
    case = reported.case
    for one in Member.objects.filter(pk__in=[one.pk for one in reported.concerned]):
        assert not access.can_see_case(one, case) and not access.can_decide(one, case)
        assert one not in deciders_of(case)
        assert browser(one).get(case.get_absolute_url()).status_code == 404
    assert access.can_decide(reported.staff, case)


@of_kinds(*WRITTEN_BY_ONE)
def test_a_case_names_its_author_only_where_the_thing_itself_does(reported) -> None:
    assert reported.author is not None
    path = urlsplit(reported.entry.url(reported.thing)).path
    in_place = browser(reported.reporter).get(path, follow=True)
    assert in_place.status_code == 200
    if not reported.entry.is_unnamed:
        assert NAME in in_place.content.decode(), "register it with is_unnamed"
    staff = browser(reported.staff)
    desk = ["/moderation/", reported.case.get_absolute_url()]
    assert bool(where(staff, NAME, desk)) is not reported.entry.is_unnamed


@of_kinds(*UNNAMED)
def test_what_follows_from_a_report_names_an_unnamed_author_nowhere(reported) -> None:
    assert reported.author is not None
    decision = moderation.decide(moderator=reported.staff, case=reported.case, verdict=HIDE)
    text = "I named nobody, and I ask you to read it once more."
    moderation.complain(member=reported.author, decision=decision, text=text)
    desk = [f"/moderation/{show}" for show in ("", "?show=complaints", "?show=decided")]
    case_page = reported.case.get_absolute_url()
    staff, reporter = browser(reported.staff), browser(reported.reporter)
    assert text in staff.get(case_page).content.decode()
    assert where(staff, NAME, [*desk, case_page, *every_page(OF_CASES)]) == []
    report = Report.objects.get()
    told = [decision.get_absolute_url(), report.get_absolute_url(), "/transparency/"]
    assert where(reporter, NAME, told) == []
    assert text not in reporter.get(decision.get_absolute_url()).content.decode()


def test_a_case_about_something_named_does_not_lead_to_unnamed_ones(standing) -> None:
    cast, stage = standing
    Case.objects.all().delete()
    claim, position = stage["statement.public"], stage["position.public"]
    type(claim).objects.filter(pk=claim.pk).update(author=cast.lea)
    claim.refresh_from_db()
    for thing in (claim, position):
        moderation.report(reporter=cast.ben, thing=thing, words=Words("other"))
    unnamed, named = Case.objects.order_by("created_at")
    moderation.decide(moderator=cast.mara, case=unnamed, verdict=HIDE)
    page = browser(cast.odo).get(named.get_absolute_url()).content.decode()
    assert "Nothing of theirs was hidden before." in page
    assert unnamed.get_absolute_url() not in page


def test_its_author_reads_the_decision_about_something_unnamed(standing) -> None:
    cast, stage = standing
    Case.objects.all().delete()
    claim = stage["statement.public"]
    moderation.report(reporter=cast.lea, thing=claim, words=Words("other"))
    decision = moderation.decide(moderator=cast.mara, case=Case.objects.get(), verdict=HIDE)
    page = browser(cast.ben).get(decision.get_absolute_url())
    assert page.status_code == 200 and HIDE.reason in page.content.decode()


def test_whoever_joins_in_after_the_first_report_does_not_decide(standing) -> None:
    cast, stage = standing
    Case.objects.all().delete()
    joint = stage["joint.public"]
    type(joint).objects.filter(pk=joint.pk).update(coauthor=None)
    joint.refresh_from_db()
    moderation.report(reporter=cast.ben, thing=joint, words=Words("other"))
    assert access.can_decide(cast.mara, Case.objects.get())
    type(joint).objects.filter(pk=joint.pk).update(coauthor=cast.mara)
    with pytest.raises(Exception, match="Somebody else has to decide this"):
        moderation.decide(moderator=cast.mara, case=Case.objects.get(), verdict=HIDE)


@of_kinds(*UNNAMED)
def test_a_block_takes_nothing_unnamed_out_of_sight(reported) -> None:
    Block.objects.create(blocker=reported.reporter, blocked=reported.author)
    reader = Member.objects.get(pk=reported.reporter.pk)
    assert reported.entry.visible_to(reader).filter(pk=reported.thing.pk).exists()
