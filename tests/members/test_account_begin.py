"""Signing up, being welcomed, the first administrator."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.core.management import call_command

from members.models import VERSIONS, Acceptance, Accepted, Consent, Member
from members.services import privacy

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
    page = {"referer": f"http://testserver{link.group(1)}"}
    # Not back to the link, which no longer works.
    assert client.post(link.group(1), headers=page).url == "/accounts/login/"
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


@pytest.mark.parametrize("password", ["Lea Amstutz 1!", "lea.amstutz@example"])
def test_a_password_like_ones_name_or_address_is_refused(db, client, password) -> None:
    answer = client.post("/accounts/signup/", GIVEN | {"password1": password})
    assert "password1" in answer.context["form"].errors
    assert not Member.objects.exists()


def test_terms_and_age_are_kept_with_version_and_moment(db, client) -> None:
    client.post("/accounts/signup/", GIVEN)
    member = Member.objects.get()
    kept = {row.what: row for row in Acceptance.objects.filter(member=member)}
    assert {what: row.version for what, row in kept.items()} == VERSIONS
    assert all(abs(row.at - member.joined_at) < timedelta(minutes=1) for row in kept.values())
    handed_out = privacy.export_of(member)["kinds"]["acceptances"]["rows"]
    assert {(row["what"], row["version"]) for row in handed_out} == set(VERSIONS.items())
    assert all(row["at"] for row in handed_out)
    privacy.erase_account(member=member)
    assert not Acceptance.objects.exists()


def test_whoever_is_turned_down_accepted_nothing(db, client) -> None:
    client.post("/accounts/signup/", {k: v for k, v in GIVEN.items() if k != "is_old_enough"})
    assert not Acceptance.objects.exists()


def test_the_terms_say_their_version(db, client) -> None:
    client.cookies["django_language"] = "en"
    page = client.get("/legal/terms/").content.decode()
    assert f"Version {VERSIONS[Accepted.TERMS]} of these terms" in page


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """Every password that is hashed, which is what takes time."""
    found: list[str] = []
    original = PBKDF2PasswordHasher.encode

    def encode(self, password, *args, **kwargs):
        found.append(password)
        return original(self, password, *args, **kwargs)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", encode)
    return found


@pytest.fixture
def known(db) -> Member:
    member = Member.objects.create_user("known@example.org", GIVEN["password1"], name="Known")
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return member


def test_signing_up_does_the_same_work_for_a_known_address(known, client, hashed) -> None:
    answers, work = [], []
    for email in (known.email, "new@example.org"):
        hashed.clear()
        answer = client.post("/accounts/signup/", GIVEN | {"email": email})
        answers.append((answer.status_code, answer.url, len(mail.outbox)))
        work.append(list(hashed))
        mail.outbox.clear()
    assert answers[0] == answers[1]
    assert work == [[GIVEN["password1"]]] * 2


@pytest.mark.parametrize(
    ("path", "field", "rest"),
    [
        ("/accounts/login/", "login", {"password": "not the password at all"}),
        ("/accounts/password/reset/", "email", {}),
    ],
)
def test_so_does_every_other_door_that_takes_an_address(
    known, client, hashed, path, field, rest
) -> None:
    """Whether there is an account, closed or not, shows neither in the answer nor in the work."""
    closed = Member.objects.create_user("closed@example.org", "a long phrase", is_active=False)
    EmailAddress.objects.create(user=closed, email=closed.email, verified=True, primary=True)
    seen = []
    for email in (known.email, closed.email, "nobody@example.org"):
        hashed.clear()
        answer = client.post(path, {field: email, **rest})
        seen.append((answer.status_code, len(hashed)))
    assert len(set(seen)) == 1, seen
    assert seen[0][1] <= 1, "hashed more than once"


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
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/accounts/2fa/"


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


def test_adding_an_address_does_the_same_work_whoever_has_it(
    cast, as_member, known, hashed
) -> None:
    lea, seen = as_member("lea"), []
    for email in (known.email, "nobody@example.org"):
        hashed.clear()
        answer = lea.post("/accounts/email/", {"action_add": "", "email": email})
        seen.append((answer.status_code, len(hashed), len(mail.outbox)))
        mail.outbox.clear()
    assert seen[0] == seen[1]
