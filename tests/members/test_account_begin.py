"""Signing up, being welcomed, the first administrator."""

import re
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command

from members.models import Consent, Member

GIVEN = {
    "name": "Lea  Amstutz",
    "email": "lea.amstutz@example.org",
    "password1": "a rather long phrase",
    "language": "en",
    "is_old_enough": "on",
    "accepts_guidelines": "on",
}


def test_signing_up_confirming_and_being_welcomed(db, client) -> None:
    assert client.post("/accounts/signup/", GIVEN).status_code == 302
    member = Member.objects.get()
    assert (member.name, member.handle, member.language) == ("Lea Amstutz", "lea-amstutz", "en")
    assert not Consent.objects.exists()
    link = re.search(r"https?://[^/]+(/accounts/confirm-email/\S+)", mail.outbox[0].body)
    client.post(link.group(1))
    sign_in = {"login": GIVEN["email"], "password": GIVEN["password1"]}
    assert client.post("/accounts/login/", sign_in).url == "/welcome/"
    client.post("/accounts/logout/")
    assert client.post("/accounts/login/", sign_in).url == "/"


@pytest.mark.parametrize(
    "without", ["name", "email", "password1", "is_old_enough", "accepts_guidelines"]
)
def test_nothing_goes_without(db, client, without) -> None:
    given = {key: value for key, value in GIVEN.items() if key != without}
    answer = client.post("/accounts/signup/", given)
    assert without in answer.context["form"].errors
    assert not Member.objects.exists()


def test_a_name_has_letters(db, client) -> None:
    client.post("/accounts/signup/", GIVEN | {"name": "1234"})
    assert not Member.objects.exists()


def test_a_closed_house_says_so_kindly(db, client, settings) -> None:
    settings.SIGN_UP_OPEN = False
    client.cookies["django_language"] = "en"
    page = client.get("/accounts/signup/").content.decode()
    assert "Right now nobody new can join" in page
    assert client.post("/accounts/signup/", GIVEN).status_code == 200
    assert not Member.objects.exists()
    assert "/accounts/signup/" not in client.get("/").content.decode()


def test_the_first_administrator_can_sign_in_at_once(db, client, monkeypatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", GIVEN["password1"])
    call_command(
        "createsuperuser",
        "--no-input",
        email="sam@example.org",
        name="Sam Ammann",
        stdout=StringIO(),
    )
    sam = Member.objects.get()
    assert (sam.handle, sam.is_superuser) == ("sam-ammann", True)
    assert EmailAddress.objects.get(user=sam).verified
    sign_in = {"login": "sam@example.org", "password": GIVEN["password1"]}
    assert client.post("/accounts/login/", sign_in).url == "/welcome/"
    assert client.get("/admin/").status_code == 200


def test_every_step_of_the_welcome_can_be_skipped(cast, as_member) -> None:
    nora = as_member("nora")
    url = "/welcome/"
    for _ in range(3):
        page = nora.get(url).content.decode()
        url = re.search(r'href="(/welcome/[a-z]+/)"', page).group(1)
        assert nora.get(url).status_code == 200
    assert 'href="/communities/"' in nora.get(url).content.decode()
    assert nora.get("/welcome/nowhere/").status_code == 404


def test_story_and_value_are_told_on_the_way(cast, as_member) -> None:
    nora = as_member("nora")
    story = {"story": "I began late.", "story_language": "en", "curious_about": "beginners"}
    assert nora.post("/welcome/story/", story).url == "/welcome/values/"
    value = {"value": "security", "words": "I stand for a full larder.", "language": "en"}
    assert nora.post("/welcome/values/", value).status_code == 303
    page = nora.get("/m/nora/").content.decode()
    assert "I began late." in page
    assert "a full larder" in page


def test_a_wrong_value_on_the_way_is_kept_and_explained(cast, as_member) -> None:
    answer = as_member("nora").post(
        "/welcome/values/", {"words": "I stand for something.", "language": "en"}
    )
    assert answer.status_code == 422
    assert "I stand for something." in answer.content.decode()
