"""A session knows its member, as long as their account is active."""

import pytest
from django.test import Client

from members.backends import MemberBackend
from members.models import Member

BACKEND = "members.backends.MemberBackend"


@pytest.fixture
def browser(cast) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.lea, backend=BACKEND)
    return client


def test_a_session_brings_the_whole_member(cast) -> None:
    found, kept = MemberBackend().get_user(cast.lea.pk), Member.objects.get(pk=cast.lea.pk)
    assert found is not None
    for field in Member._meta.concrete_fields:
        assert getattr(found, field.attname) == getattr(kept, field.attname)


def test_a_session_opens_what_is_for_members(browser) -> None:
    assert browser.get("/inbox/").status_code == 200


def test_a_session_ends_with_the_account(cast, browser) -> None:
    cast.lea.is_active = False
    cast.lea.save()
    assert browser.get("/inbox/").status_code == 302
    assert MemberBackend().get_user(cast.lea.pk) is None
    assert MemberBackend().get_user(7) is None


def test_a_session_ends_with_a_new_password(cast, browser) -> None:
    cast.lea.set_password("another long secret")
    cast.lea.save()
    assert browser.get("/inbox/").status_code == 302
