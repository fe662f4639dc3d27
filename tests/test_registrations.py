"""Walks every shelf: what stands on it can be drawn in German and in English."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import timezone, translation

from communities.models import Activity
from communities.shelves import (
    activity_kinds,
    community_tabs,
    reportables,
    searchables,
)
from members.models import Member, Notification
from members.services.privacy import erase_account
from members.shelf import Shelf
from members.shelves import (
    askables,
    digest_sections,
    mail_samples,
    notification_kinds,
    panels,
    personal_data,
)
from tests.conftest import Cast
from tests.stage import Stage

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["de", "en"])


@pytest.fixture
def cast(standing: tuple[Cast, Stage]) -> Cast:
    return standing[0]


@pytest.fixture
def stage(standing: tuple[Cast, Stage]) -> Stage:
    return standing[1]


def names(shelf: Shelf[Any]) -> list[str]:
    return [entry.name for entry in shelf]


def target_for(stage: Any, kind: Any, reader: Any) -> Any:
    """Something on the stage that this kind can be about."""
    found = stage.of(kind.load(reader).model)
    assert found, f"nothing on the stage for {kind.name}"
    return found[0]


@LANGUAGES
@pytest.mark.parametrize("name", names(notification_kinds))
def test_every_kind_of_news_has_a_sentence_and_leads_somewhere(cast, stage, name, language) -> None:
    kind = notification_kinds[name]
    target = target_for(stage, kind, cast.lea)
    row = Notification(recipient=cast.lea, actor=cast.ben, kind=name)
    row.target = target
    with translation.override(language):
        assert str(kind.sentence(row)).strip()
        assert str(kind.label).strip() and str(kind.subject).strip()
        assert kind.url(row).startswith("/")
        assert isinstance(kind.excerpt(row), str)
        assert all(member.pk for member in kind.recipients(target, cast.ben))


@pytest.mark.parametrize("name", names(notification_kinds))
def test_no_subject_quotes_what_somebody_wrote(cast, stage, name) -> None:
    subject = str(notification_kinds[name].subject)
    for said in ("Grown-ups", "people who stay", "first Monday", "Should wages"):
        assert said not in subject


@LANGUAGES
@pytest.mark.parametrize("name", names(activity_kinds))
def test_every_kind_of_activity_is_told(cast, stage, name, language) -> None:
    kind = activity_kinds[name]
    row = Activity(community=cast.public, actor=cast.ben, kind=name)
    row.target = target_for(stage, kind, cast.lea)
    with translation.override(language):
        assert str(kind.sentence(row)).strip()
        assert kind.url(row).startswith("/")
        assert isinstance(kind.excerpt(row), str)


@pytest.mark.clock
@LANGUAGES
@pytest.mark.parametrize("name", names(digest_sections))
def test_every_section_of_the_letter_gives_its_items(cast, stage, name, language) -> None:
    with translation.override(language):
        section = digest_sections[name]
        assert str(section.title).strip()
        items = section.items(cast.lea, timezone.now() - timezone.timedelta(days=28))
        for item in items:
            assert item.title and item.why and item.url.startswith("/")


@LANGUAGES
@pytest.mark.parametrize("name", names(panels))
@pytest.mark.parametrize("who", ["lea", None])
def test_every_panel_can_be_drawn(cast, stage, name, language, who, rf: RequestFactory) -> None:
    panel = panels[name]
    request = rf.get("/")
    request.user = cast[who] if who else SimpleNamespace(is_authenticated=False, pk=None)
    request.session, request.htmx = {}, False
    subjects = {
        "member": cast.lea,
        "community": cast.public,
        "mission": stage["mission.public"],
    }
    subject = subjects.get(panel.place)
    with translation.override(language):
        context = panel.context(request, subject)
        if context is not None:
            from django.template.loader import render_to_string

            assert render_to_string(panel.template, context, request=request).strip()


@pytest.mark.parametrize("name", names(askables))
def test_everything_one_may_ask_about_has_an_author_and_words(cast, stage, name) -> None:
    entry = askables[name]
    thing = stage.of(entry.model)[0]
    assert entry.author_of(thing).pk
    assert entry.words(thing).strip() and str(entry.label).strip()
    assert entry.url(thing).startswith("/")
    assert entry.visible_to(cast.ben).filter(pk=thing.pk).exists()


@pytest.mark.parametrize("name", names(reportables))
def test_everything_that_can_be_reported_can_be_hidden_and_brought_back(cast, stage, name) -> None:
    entry = reportables[name]
    thing = stage.of(entry.model)[0]
    assert entry.words(thing).strip() and entry.url(thing).startswith("/")
    assert entry.visible_to(cast.ben).filter(pk=thing.pk).exists()
    entry.hide(thing)
    entry.restore(thing)
    assert entry.visible_to(cast.ben).filter(pk=thing.pk).exists()


@pytest.mark.parametrize("who", ["lea", "nora", None])
@pytest.mark.parametrize("name", names(searchables))
def test_every_search_answers_to_anything(cast, stage, name, who) -> None:
    entry = searchables[name]
    reader = cast[who] if who else None
    for words in ("wages", "säge", "'; drop table x; --", "a" * 300, "%_\\", "\N{FIRE}"):
        assert list(entry.find(reader, words)[:3]) is not None


@pytest.mark.parametrize("name", names(community_tabs))
def test_every_part_of_a_community_has_an_address(cast, name) -> None:
    assert community_tabs[name].url(cast.public).startswith("/c/open-house/")


@pytest.mark.parametrize("name", names(personal_data))
def test_what_is_kept_about_a_member_can_be_handed_out(cast, stage, name) -> None:
    rows = list(personal_data[name].export(cast.lea))
    assert all(isinstance(row, dict) for row in rows)


@LANGUAGES
@pytest.mark.parametrize("name", names(mail_samples))
def test_every_mail_can_be_looked_at(cast, name, language, client) -> None:
    for kind in ("html", "plain"):
        mail = client.get(f"/dev/mails/{name}/{language}/{kind}/")
        assert mail.status_code == 200 and mail.content.strip()
        assert "<img" not in mail.content.decode()
    assert f"/dev/mails/{name}/{language}/html/" in client.get("/dev/mails/").content.decode()


def test_a_member_who_leaves_takes_everything_along(cast, stage) -> None:
    ben = Member.objects.get(pk=cast.ben.pk)
    erase_account(member=cast.ben)
    assert not Member.objects.filter(pk=ben.pk).exists()
    for entry in personal_data:
        if entry.name != "account":
            assert list(entry.export(ben)) == [], entry.name
