"""Language, keys, blocks: settings that change something at once."""

import pytest

from members.models import ApiToken, Block, Member
from members.services.tokens import make_token, token_of


def test_language_and_time_zone(cast, as_member) -> None:
    lea = as_member("lea")
    given = {"language": "de", "time_zone": "America/Argentina/Buenos_Aires"}
    assert lea.post("/settings/language/", given).status_code == 303
    member = Member.objects.get(handle="lea")
    assert (member.language, member.time_zone) == ("de", given["time_zone"])
    assert lea.get("/settings/").wsgi_request.LANGUAGE_CODE == "de"


@pytest.mark.parametrize("wrong", [{"language": "xx"}, {"time_zone": "Moon/Sea"}])
def test_no_other_language_and_no_other_clock(cast, as_member, wrong) -> None:
    given = {"language": "de", "time_zone": "Europe/Zurich"} | wrong
    assert as_member("lea").post("/settings/language/", given).status_code == 422


def test_a_key_is_shown_once_and_opens_until_it_is_revoked(cast, as_member) -> None:
    lea = as_member("lea")
    given = {"name": "calendar", "scopes": ["read", "votes"], "days": 30}
    page = lea.post("/settings/tokens/", given)
    shown = page.context["shown"]
    assert shown in page.content.decode()
    assert token_of(shown).member == cast.lea
    later = lea.get("/settings/tokens/").content.decode()
    assert shown not in later
    assert "Read, Votes" in later
    token = ApiToken.objects.get()
    assert lea.post(f"/settings/tokens/{token.code}/revoke/").status_code == 303
    assert token_of(shown) is None


@pytest.mark.parametrize("wrong", [{"scopes": []}, {"scopes": ["all"]}, {"days": 4000}])
def test_a_key_needs_something_it_is_for_and_an_end(cast, as_member, wrong) -> None:
    given = {"name": "calendar", "scopes": ["read"], "days": 30} | wrong
    page = as_member("lea").post("/settings/tokens/", given)
    assert page.status_code == 422
    assert "calendar" in page.content.decode()
    assert not ApiToken.objects.exists()


def test_nobody_revokes_the_key_of_another(cast, as_member) -> None:
    token, text = make_token(member=cast.ben, name="mine", scopes=["read"], days=30)
    assert as_member("lea").post(f"/settings/tokens/{token.code}/revoke/").status_code == 404
    assert token_of(text) == token


def test_blocking_undoing_and_the_private_list(cast, as_member) -> None:
    lea = as_member("lea")
    page = lea.post("/m/ben/block/", follow=True).content.decode()
    assert "Ben is blocked." in page
    assert 'action="/m/ben/unblock/"' in page
    assert Block.objects.get().blocked == cast.ben
    lea.post("/m/ben/unblock/")
    assert not Block.objects.exists()


def test_nobody_lifts_the_block_of_another(cast, as_member) -> None:
    Block.objects.create(blocker=cast.ben, blocked=cast.lea)
    assert as_member("lea").post("/m/ben/unblock/").status_code == 404
    assert Block.objects.exists()
    assert "Ben" not in as_member("lea").get("/settings/blocks/").content.decode()


def test_nobody_blocks_themselves(cast, as_member) -> None:
    page = as_member("lea").post("/m/lea/block/", follow=True).content.decode()
    assert "You cannot block yourself." in page
    assert not Block.objects.exists()


@pytest.mark.parametrize(
    "path",
    ["/m/ben/block/", "/m/ben/unblock/", "/settings/consents/vote/", "/settings/privacy/leave/"],
)
def test_acts_are_no_links(cast, as_member, path) -> None:
    assert as_member("lea").get(path).status_code == 405


def test_the_operator_stands_in_the_imprint(db, client, settings) -> None:
    settings.OPERATOR_NAME = "Verein Hallraum"
    settings.OPERATOR_ADDRESS = "Gasse 1\n6000 Luzern"
    page = client.get("/legal/imprint/").content.decode()
    assert "Verein Hallraum" in page
    assert "6000 Luzern" in page
