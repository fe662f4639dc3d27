"""Every address of the access table for all its readers, in both languages, every kind of mail, and
the pages for what goes wrong; run as tests/recorder/__init__.py says.
"""

from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import transaction
from django.test import Client
from django.utils import translation
from django.views.defaults import permission_denied

from config import errors
from members.models import Member
from members.shelves import mail_samples
from tests.access.rows import WHO, Row
from tests.conftest import Cast
from tests.recorder.everything import keep
from tests.recorder.folding import folded, without_chance
from tests.sign_in import give_password, sign_in
from tests.stage import Stage
from tests.test_access import TABLE, standing  # noqa: F401 (a fixture)

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
LANGUAGES = ["de", "en"]
KINDS = {"html": folded, "plain": without_chance}
ACCOUNT = (
    "confirm-email login logout signup password/reset password/reset/done password/change email "
    "inactive reauthenticate 2fa 2fa/totp/activate 2fa/recovery-codes 2fa/recovery-codes/generate "
    "2fa/webauthn 2fa/webauthn/add 2fa/authenticate 2fa/reauthenticate password/reset/key/done"
)
BESIDE = [
    *(f"/accounts/{name}/" for name in ACCOUNT.split()),
    *(
        "/offers/?q=saws",
        "/requests/?way=hours",
        "/search/?q=a",
        "/search/?q=open",
        "/topics/?q=pay",
    ),
    *("/communities/?q=open", "/members/?q=lea", "/topics/?page=99", "/offers/?skill=nothing"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", TABLE, ids=str)
def test_every_row_is_recorded(
    standing: tuple[Cast, Stage],  # noqa: F811
    row: Row,
    language: str,
) -> None:
    cast, stage = standing
    path = row.path(stage)
    for who in WHO:
        with transaction.atomic():
            response = _answer(cast, who, language, row, path)
            transaction.set_rollback(True)
        kind = response.headers.get("content-type", "")
        if not kind.startswith("text/html") or not response.content:
            continue
        name = f"{row.name}/{row.method} {row.arguments} {' '.join(sorted(row.data))}"
        text = f"{response.status_code}\n{folded(response.content.decode())}"
        keep(f"table/{name}/{who or 'visitor'}.{language}", text)


def _answer(cast: Cast, who: str | None, language: str, row: Row, path: str) -> Any:
    client = Client(headers={"accept-language": language})
    Member.objects.update(language=language)
    if who:
        client.force_login(cast[who])
    return getattr(client, row.method)(path, row.data)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_is_recorded(client: Client, language: str, kind: str) -> None:
    for name in mail_samples:
        response = client.get(f"/dev/mails/{name}/{language}/{kind}/")
        if response.status_code == 200:
            keep(f"mails/{name}.{language}.{kind}", KINDS[kind](response.content.decode()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", BESIDE)
def test_pages_beside_the_table_are_recorded(
    standing: tuple[Cast, Stage],  # noqa: F811
    path: str,
    language: str,
) -> None:
    cast, _stage = standing
    cache.clear()
    for who in (None, "nora", "lea"):
        with transaction.atomic():
            Member.objects.update(language=language)
            client = Client(headers={"accept-language": language})
            if who:
                give_password(cast[who])
                client = sign_in(cast[who], **{"accept-language": language})
            response = client.get(path, follow=True)
            transaction.set_rollback(True)
        keep(f"beside/{path}/{who or 'visitor'}.{language}", folded(response.content.decode()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", [None, "lea"])
def test_every_page_for_what_goes_wrong_is_recorded(
    standing: tuple[Cast, Stage],  # noqa: F811
    who: str | None,
    language: str,
) -> None:
    cast, _stage = standing
    Member.objects.update(language=language)
    client = Client(headers={"accept-language": language}, enforce_csrf_checks=True)
    if who:
        client.force_login(cast[who])
    request = client.get("/topics/").wsgi_request
    with translation.override(language):
        answers = {
            "403": client.post("/theme/"),
            "404": client.get("/nowhere/"),
            "405": client.put("/topics/"),
            "400": errors.bad_request(request, SuspiciousOperation()),
            "429": errors.too_many_requests(request),
            "500": errors.server_error(request),
            "denied": permission_denied(request, PermissionDenied()),
        }
    for name, answer in answers.items():
        keep(f"errors/{name}/{who or 'visitor'}.{language}", folded(answer.content.decode()))
