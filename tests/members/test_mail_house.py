"""Every mail of the house has the same headers, and says to a closed account that it is closed."""

import ast
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.test import Client, RequestFactory

from members.models import Member
from members.reader import read_in
from members.shelves import mail_samples
from tests.members.test_sign_in_guess import ASKED, NEW
from tests.sign_in import PASSWORD, give_password

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
FLOORS = ("config", "sharing", "debates", "communities", "members")
MAKES_MAIL = {"EmailMessage", "EmailMultiAlternatives", "send_mail", "send_mass_mail"}
RESET = "/accounts/password/reset/"


def makes_mail(path: Path) -> bool:
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    names = (node.func for node in calls if isinstance(node, ast.Call))
    called = {getattr(name, "id", getattr(name, "attr", "")) for name in names}
    return not called.isdisjoint(MAKES_MAIL)


def test_only_one_place_makes_mail() -> None:
    files = (path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))
    found = {str(path.relative_to(ROOT)) for path in files if makes_mail(path)}
    # The adapter hands on what allauth writes.
    assert found == {"members/services/mails.py", "members/accounts.py"}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", [sample.name for sample in mail_samples])
def test_every_mail_says_that_no_person_wrote_it_and_in_which_language(name, language) -> None:
    request = RequestFactory().get("/")
    with read_in(language):
        headers = mail_samples[name].make(request).message()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["Content-Language"] == language
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    assert headers["Message-ID"].endswith(f"@{domain}>")


@pytest.fixture
def lea(cast) -> Member:
    """Lea reads German, whatever the browser speaks."""
    give_password(cast.lea)
    Member.objects.filter(pk=cast.lea.pk).update(language="de")
    return cast.lea


@pytest.mark.parametrize("name", ASKED)
def test_so_do_those_that_a_page_of_the_accounts_sends(lea, name) -> None:
    path, given = ASKED[name]
    Client(headers={"accept-language": "en"}).post(path, given)
    sent = mail.outbox[-1]
    is_hers = lea.email in sent.to
    assert sent.message()["Auto-Submitted"] == "auto-generated"
    assert sent.message()["Content-Language"] == ("de" if is_hers else "en")
    assert sent.body.startswith("Hallo" if is_hers else "Hello")


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_unknown_address_is_answered_in_the_language_of_the_browser(db, language) -> None:
    Client(headers={"accept-language": language}).post(*ASKED["unknown_account"])
    assert mail.outbox[-1].message()["Content-Language"] == language


def test_an_address_somebody_else_never_confirmed_does_not_make_it_theirs(lea) -> None:
    EmailAddress.objects.create(user=lea, email="nobody@example.org", verified=False)
    Member.objects.filter(pk=lea.pk).update(is_active=False)
    Client(headers={"accept-language": "en"}).post(*ASKED["unknown_account"])
    assert "closed" not in mail.outbox[-1].body


@pytest.mark.parametrize(
    ("path", "given"),
    [
        (RESET, {"email": "lea@example.org"}),
        (RESET, {"email": "LEA@example.org"}),
        (RESET, {"email": "second@example.org"}),
        ("/accounts/signup/", NEW | {"email": "lea@example.org"}),
    ],
)
def test_whose_account_is_closed_reads_so_and_whom_to_write_to(lea, path, given) -> None:
    EmailAddress.objects.create(user=lea, email="second@example.org", verified=True)
    Member.objects.filter(pk=lea.pk).update(is_active=False)
    closed = Client().post(path, given)
    (sent,) = mail.outbox
    assert sent.subject == "Dein Konto ist geschlossen"
    assert settings.CONTACT_EMAIL in sent.body
    assert "/accounts/" not in sent.body
    stranger = Client().post(path, given | {"email": "nobody@example.org"})
    assert (closed.status_code, closed.url) == (stranger.status_code, stranger.url)
    assert len(mail.outbox) == 2


def test_signing_in_tells_it_only_whoever_knows_the_password(lea) -> None:
    Member.objects.filter(pk=lea.pk).update(is_active=False)
    browser = Client(headers={"accept-language": "en"})
    right = browser.post(
        "/accounts/login/", {"login": lea.email, "password": PASSWORD}, follow=True
    )
    assert "This account is closed" in right.content.decode()
    wrong = {
        login: Client(headers={"accept-language": "en"})
        .post("/accounts/login/", {"login": login, "password": "not the password at all"})
        .context["form"]
        .errors
        for login in (lea.email, "stranger@example.org")
    }
    assert wrong[lea.email] == wrong["stranger@example.org"] != {}
