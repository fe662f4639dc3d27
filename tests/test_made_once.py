"""Three clicks on one button make one thing, in every form that makes something."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.core import mail
from django.urls import get_resolver

from tests import settlings
from tests.access.rows import POST
from tests.at_once import at_once
from tests.clicks import Page, added_since, made_by_one, rows_now
from tests.made_by_forms import MAKINGS
from tests.makings import Making
from tests.test_access import TABLE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.clock]
SETTLINGS = settlings.settlings()


@pytest.fixture
def page_of(cast, stage, making: Making) -> Page:
    making.before(stage)
    return Page(cast[making.who] if making.who else None)


@pytest.mark.parametrize("making", MAKINGS, ids=str)
def test_three_clicks_make_one_thing(making: Making, page_of: Page, stage) -> None:
    address, words = making.path(stage), making.words(stage)
    wanted = made_by_one(page_of, address, words, making.answers)
    assert wanted
    said = page_of.toasts()
    mail.outbox.clear()
    before, answers = rows_now(), []
    assert not at_once(*[lambda: answers.append(page_of.click(address, words))] * 3)
    assert [answer.status_code for answer in answers] == [making.answers] * 3
    assert len({answer.headers.get("Location") for answer in answers}) == 1
    assert added_since(before) == wanted
    assert page_of.toasts() == said
    assert nobody_got_two_letters()


@pytest.mark.parametrize("making", SETTLINGS, ids=str)
def test_three_clicks_settle_a_thing_as_one_does(making: Making, page_of: Page, stage) -> None:
    address, words = making.path(stage), making.words(stage)
    wanted = made_by_one(page_of, address, words, making.answers)
    said = page_of.toasts()
    mail.outbox.clear()
    before, answers = rows_now(), []
    assert not at_once(*[lambda: answers.append(page_of.click(address, words))] * 3)
    # Where it is done already, some say so.
    assert making.answers in {answer.status_code for answer in answers}
    assert all(answer.status_code < 500 for answer in answers)
    assert added_since(before) == wanted
    assert page_of.toasts() == said
    assert nobody_got_two_letters()


def nobody_got_two_letters() -> bool:
    letters = Counter((tuple(sent.to), sent.subject) for sent in mail.outbox)
    return set(letters.values()) <= {1}


# -- The table


def test_every_form_stands_in_the_table() -> None:
    takes_a_form = {row.name for row in TABLE if row.method == POST}
    makes = {making.name for making in MAKINGS}
    assert not makes & settlings.names()
    assert makes | settlings.names() == takes_a_form


def test_every_form_of_accounts_is_known() -> None:
    of_accounts = {
        name
        for name in get_resolver().reverse_dict
        if isinstance(name, str) and name.startswith(("account_", "mfa_", "usersessions_"))
    }
    assert of_accounts == set(settlings.OF_ACCOUNTS.split())


def test_the_table_knows_which_views_are_marked() -> None:
    marked = {making.name for making in MAKINGS if making.marked}
    assert marked == set(marked_addresses())


def marked_addresses() -> Iterator[str]:
    for space, (_, within) in get_resolver().namespace_dict.items():
        for pattern in within.url_patterns:
            if getattr(pattern.callback, "makes_one", False):
                yield f"{space}:{pattern.name}"
