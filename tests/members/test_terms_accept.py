"""Whoever accepted earlier terms is asked on Today, until they accept those that hold."""

import pytest

from members.models import VERSIONS, Acceptance, Accepted
from members.services import accounts

ASKS = "The terms of use have changed"


@pytest.fixture
def second(monkeypatch, cast):
    """Lea accepted the first version; now the second holds."""
    accounts.accept_all(member=cast.lea)
    monkeypatch.setitem(VERSIONS, Accepted.TERMS, 2)
    return cast


def test_nobody_is_asked_while_the_first_version_holds(cast, as_member) -> None:
    assert ASKS not in as_member("lea").get("/").content.decode()


@pytest.mark.parametrize("who", ["lea", "ben"])
def test_an_earlier_acceptance_or_none_is_asked_for_until_it_is_given(
    second, as_member, who
) -> None:
    browser = as_member(who)
    assert ASKS in browser.get("/").content.decode()
    for _ in range(2):
        assert browser.post("/legal/terms/accept/").status_code == 303
        page = browser.get("/").content.decode()
        assert ASKS not in page
    mine = Acceptance.objects.filter(member=second[who], what=Accepted.TERMS)
    assert mine.filter(version=2).count() == 1
    assert mine.filter(version=1).count() == (who == "lea")


def test_a_visitor_and_a_mere_link_accept_nothing(second, client, as_member) -> None:
    assert client.post("/legal/terms/accept/").status_code == 302
    assert as_member("lea").get("/legal/terms/accept/").status_code == 405
    assert not Acceptance.objects.filter(version=2).exists()
