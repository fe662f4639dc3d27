"""Drafts, what was withdrawn, and cases about the reader's own words are not in the back office."""

import re

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.utils import timezone

from communities.models import Case, Complaint, Decision, Invitation, Membership, Report
from communities.services import invitations, moderation
from communities.services.moderation import Verdict, Words
from debates.models import Statement
from members.models import Member, Outbox
from sharing.models import Skill
from tests.back_office import (
    CANARY,
    address,
    chosen,
    every_page,
    lists,
    pages_of,
    plant,
    set_columns,
    where,
)
from tests.conftest import join, make_member

pytestmark = pytest.mark.clock
# How a thing is kept back: by which column, and what it then holds.
KEPT_BACK = {"is_draft": True, "withdrawn_at": timezone.now(), "published_at": None}
SOUNDS_LIKE_IT = re.compile("draft|withdr|publish|retract|taken_back")
OF_CASES = (Case, Report, Decision, Complaint)


def columns_of(model) -> list[str]:
    return [field.name for field in model._meta.concrete_fields]


@pytest.fixture
def boss(cast, as_member):
    Member.objects.filter(pk=cast.sam.pk).update(is_superuser=True)
    return as_member("sam")


def opens(client, row) -> bool:
    return {client.get(page).status_code for page in pages_of(row)} == {200}


def leads_nowhere(client, row) -> bool:
    return {client.get(page).status_code for page in pages_of(row)} == {302}


@pytest.mark.clock
@pytest.mark.parametrize(
    ("model", "column"),
    [(model, column) for model in chosen() for column in KEPT_BACK if column in columns_of(model)],
    ids=str,
)
def test_what_its_author_keeps_back_is_in_no_list(boss, stage, model, column) -> None:
    """A model that is added tomorrow, too: it needs `shared()`, and a row on the stage."""
    assert stage.of(model), "put one on the stage"
    row = stage.of(model)[-1]
    plant(row)
    assert opens(boss, row)
    set_columns(row, **{column: KEPT_BACK[column]})
    assert leads_nowhere(boss, row)
    assert where(boss, CANARY, lists(chosen())) == []


@pytest.fixture
def kept_back(stage) -> list:
    """One of each kind, with the canary in all its texts; each goes by itself."""
    ways = {
        "topic.public": "withdrawn_at",
        "offer.public": "is_draft",
        "offer.closed": "withdrawn_at",
        "request.public": "withdrawn_at",
        "request.closed": "is_draft",
        "experience.public": "published_at",
        "experience.closed": "withdrawn_at",
        "invitation": "withdrawn_at",
        "community.secret": "withdrawn_at",
    }
    plant(*(stage[name] for name in ways))
    return [(stage[name], {column: KEPT_BACK[column]}) for name, column in ways.items()]


@pytest.mark.clock
def test_what_its_author_keeps_back_is_on_no_page(boss, kept_back) -> None:
    pages = every_page(chosen())
    seen = where(boss, CANARY, pages)
    for row, columns in kept_back:
        assert isinstance(row, Invitation) or address(type(row), "change", row.pk) in seen
        set_columns(row, **columns)
    assert where(boss, CANARY, pages) == []


@pytest.mark.clock
@pytest.mark.parametrize("model", chosen(), ids=lambda model: model._meta.label)
def test_nothing_is_kept_back_by_a_column_of_another_name(model) -> None:
    sounding = {column for column in columns_of(model) if SOUNDS_LIKE_IT.search(column)}
    assert sounding <= set(KEPT_BACK), "name it in members/back_office.py and here"


@pytest.mark.clock
def test_what_belongs_to_a_withdrawn_thing_goes_with_it(boss, stage) -> None:
    set_columns(stage["topic.public"], withdrawn_at=timezone.now())
    assert leads_nowhere(boss, stage["statement.public"])
    assert leads_nowhere(boss, stage["run.public"])
    set_columns(stage["community.closed"], withdrawn_at=timezone.now())
    for name in ("topic.closed", "statement.closed", "experience.closed", "asked"):
        assert leads_nowhere(boss, stage[name])


@pytest.mark.clock
def test_what_a_decision_hid_stays_to_be_read_by_staff(boss, stage) -> None:
    for name in ("topic.public", "offer.public", "experience.public", "community.public"):
        set_columns(stage[name], hidden_at=timezone.now())
        assert opens(boss, stage[name])


def test_a_skill_named_in_a_draft_alone_is_not_there(boss, stage) -> None:
    skill = Skill.objects.create(words=CANARY, language="en")
    stage["offer.public"].skills.add(skill)
    assert opens(boss, skill)
    set_columns(stage["offer.public"], is_draft=True)
    assert leads_nowhere(boss, skill)
    assert where(boss, CANARY, lists([Skill])) == []


def test_deleting_own_words_does_not_say_whose_they_are(boss, stage) -> None:
    plant(stage["member_skill"])
    page = boss.get(address(Skill, "delete", stage["skill"].pk)).content.decode()
    assert "sharpening saws" in page
    assert CANARY not in page and str(stage["member_skill"].member_id) not in page


@pytest.fixture
def about_sam(cast, stage) -> list:
    """Sam wrote what the case is about: the case, its report, its decision, the complaint."""
    kinds = ("case.decided", "report.decided", "decision", "complaint")
    rows = [stage[f"{kind}.public"] for kind in kinds]
    plant(*rows)
    set_columns(rows[0], author=cast.sam)
    return rows


def test_nobody_reads_a_case_about_their_own_words(boss, about_sam) -> None:
    assert {type(row) for row in about_sam} == set(OF_CASES)
    assert all(leads_nowhere(boss, row) for row in about_sam)
    assert where(boss, CANARY, every_page(chosen())) == []


def test_staff_read_cases_about_the_words_of_others(boss, cast, about_sam) -> None:
    set_columns(about_sam[0], author=cast.lea)
    assert all(opens(boss, row) for row in about_sam)
    assert where(boss, CANARY, every_page([Case])) and where(boss, CANARY, lists([Report]))


def test_whatever_leads_to_a_case_keeps_those_about_the_reader_back(cast, about_sam) -> None:
    """Also as a table within another page, and what is added tomorrow: it needs OthersCases."""
    request, case = RequestFactory().get("/"), about_sam[0]
    request.user = Member.objects.get(pk=cast.sam.pk)
    request.user.is_superuser = True
    pages = [admin.site.get_model_admin(model) for model in chosen()]
    tables = [table(page.model, admin.site) for page in pages for table in page.inlines]
    assert tables
    for reader in (*pages, *tables):
        for path in _paths_to_case(reader.model):
            assert not reader.get_queryset(request).filter(**{path: case.pk}), reader


def _paths_to_case(model, so_far: str = "") -> list[str]:
    """From a model along its links to the case it is about: `decision__case`."""
    if model is Case:
        return [f"{so_far}pk"]
    links = [field for field in model._meta.concrete_fields if field.related_model in OF_CASES]
    return [
        path
        for link in links
        if link.related_model is not model
        for path in _paths_to_case(link.related_model, f"{so_far}{link.name}__")
    ]


@pytest.fixture
def quagga(cast, stage) -> Member:
    """Wrote a statement that was reported, hidden, and complained about."""
    writer = make_member("quagga")
    join(writer, cast.public)
    claim = Statement.objects.create(
        topic=stage["topic.public"], author=writer, text="Claimed.", language="en"
    )
    moderation.report(reporter=cast.ben, thing=claim, words=Words("other"))
    verdict = Verdict("hide", "It names somebody who is not here.", "guidelines", "guideline 2")
    decision = moderation.decide(
        moderator=cast.mara, case=Case.objects.get(author=writer), verdict=verdict
    )
    moderation.complain(member=writer, decision=decision, text="It names nobody, read it anew.")
    return writer


def test_who_wrote_a_statement_is_not_told_by_its_case(boss, quagga) -> None:
    others = [model for model in chosen() if model not in {Member, Membership}]
    assert where(boss, "Quagga", [*every_page(others), *_with_filters(boss)]) == []


def test_no_search_finds_what_an_anonymous_author_wrote(boss, quagga) -> None:
    for model in (Report, Decision, Complaint, Statement):
        found = boss.get(f"{address(model, 'changelist')}?q=quagga").content.decode()
        assert not re.search(r"/\d+/change/", found), model


def _with_filters(client) -> list[str]:
    """The lists of cases, narrowed by each of their filters."""
    pages = []
    for model in (*OF_CASES, Statement):
        begin = address(model, "changelist")
        queries = re.findall(r'href="(\?[^"]+)"', client.get(begin).content.decode())
        pages += [f"{begin}{query.replace('&amp;', '&')}" for query in queries]
    return pages


def test_of_a_no_to_an_invitation_nobody_is_told(boss, cast, stage) -> None:
    row = stage["invitation"]
    pages = [address(Invitation, "changelist"), address(Invitation, "change", row.pk)]
    before = [_quiet(boss.get(page)) for page in pages]
    invitations.decline_invitation(member=cast.nora, invitation=row)
    assert [_quiet(boss.get(page)) for page in pages] == before


def _quiet(answer) -> str:
    """Without the token that is drawn anew for every page."""
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def test_what_was_said_at_the_door_stays_there(boss, stage) -> None:
    set_columns(stage["asked"], answer=CANARY, reply=CANARY)
    assert where(boss, CANARY, every_page([Membership])) == []


def test_news_on_their_way_do_not_say_what_they_are_about(boss, stage, quagga) -> None:
    report = Report.objects.get(case__author=quagga)
    assert Outbox.objects.filter(kind="communities.reported", target_id=report.pk)
    assert where(boss, str(report.pk), every_page([Outbox])) == []
