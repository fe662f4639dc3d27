"""A NUL, which no text holds and PostgreSQL does not take, is refused in words and never breaks."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from members.models import Member
from tests.conftest import Cast
from tests.stage import Stage
from tests.test_access import TABLE, standing  # noqa: F401 (a fixture for this file)

pytestmark = pytest.mark.django_db
NUL = "\0"
SENTENCE = "We could not read that."
# Asked for by pages anywhere, also where no link or field of today names them.
EVERYWHERE = {"q", "community", "group", "page", "cursor", "next", "language", "address"}
FIELD = re.compile(r'<(?:input|select|textarea)\b[^>]*?\bname="([\w-]+)"')
LINK = re.compile(r"[?&]([a-z_]\w*)=")


def names_on(page: str) -> set[str]:
    """The fields and the parameters of links that stand on a page."""
    return set(FIELD.findall(page)) | set(LINK.findall(unescape(page)))


def signed_in(member: Member | None) -> Client:
    client = Client(raise_request_exception=False, headers={"accept-language": "en"})
    if member:
        client.force_login(member)
    return client


def test_no_list_breaks_over_a_nul_in_its_query(standing: tuple[Cast, Stage]) -> None:  # noqa: F811
    """Each parameter that a page knows by itself, where the address alone names the page."""
    _, stage = standing
    client = signed_in(None)
    for row in TABLE:
        if row.method == "get" and not row.arguments:
            path = row.path(stage)
            page = client.get(path).content.decode(errors="replace")
            for name in names_on(page) | EVERYWHERE:
                answer = client.get(path, {name: NUL})
                assert answer.status_code == 400, f"{path}?{name}="
                assert SENTENCE in answer.content.decode()


def test_no_page_breaks_over_a_nul_anywhere_in_its_address(
    standing: tuple[Cast, Stage],  # noqa: F811
) -> None:
    cast, stage = standing
    client = signed_in(cast.lea)
    for path in sorted({row.path(stage) for row in TABLE}):
        assert client.get(path, dict.fromkeys(EVERYWHERE, NUL)).status_code == 400, path
        last = path.strip("/").rpartition("/")[2]
        assert client.get(path.replace(f"/{last}", "/%00")).status_code == 400, path


def test_no_form_breaks_over_a_nul_in_its_fields(standing: tuple[Cast, Stage]) -> None:  # noqa: F811
    """Whatever a form names, and what the table sends, with a NUL in it."""
    cast, stage = standing
    broken = []
    rows = {(row.name, *row.data): row for row in TABLE if row.method == "post"}
    for row in rows.values():
        with transaction.atomic():
            client = signed_in(cast.lea)
            page = client.get(row.path(stage)).content.decode(errors="replace")
            sent: dict[str, Any] = dict.fromkeys(names_on(page) | row.data.keys() | {"next"}, NUL)
            answer = client.post(row.path(stage), sent)
            transaction.set_rollback(True)
        if answer.status_code >= 500:
            broken.append(str(row))
    assert not broken


@pytest.mark.parametrize("path", ["topics/?community=%00", "skills/%00/", "search/?q=%00"])
def test_the_api_says_so_as_a_problem(client: Client, path: str) -> None:
    answer = client.get(f"/api/v1/{path}", headers={"accept-language": "en"})
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"].startswith(SENTENCE)


def test_an_address_that_can_be_read_is_read(client: Client) -> None:
    assert client.get(reverse("sharing:offers"), {"q": "0\\0 %00"}).status_code == 200
