"""Error pages say what happened, what was kept and where to go, in both languages."""

import pytest
from django.test import Client, RequestFactory

from config import errors

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "words"), [("en", "This page does not exist"), ("de", "Diese Seite gibt es nicht")]
)
def test_a_missing_page_speaks_the_language_of_the_browser(
    client: Client, language: str, words: str
) -> None:
    answer = client.get("/nothing-here/", headers={"accept-language": language})
    assert answer.status_code == 404
    assert words in answer.content.decode()


def test_a_stale_form_says_that_the_draft_is_kept(cast) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/accounts/login/", {"login": "x"}, headers={"accept-language": "en"})
    assert answer.status_code == 403
    assert "What you typed is kept as a draft" in answer.content.decode()


def test_a_broken_page_needs_neither_session_nor_database(
    rf: RequestFactory, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0):
        answer = errors.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert b"Something broke on our side" in answer.content
