"""The page for whoever builds: complete, and absent in production."""

import pytest
from django.test import Client

from config import styleguide

pytestmark = pytest.mark.django_db


def test_it_shows_every_icon(client: Client) -> None:
    html = client.get("/styleguide/").content.decode()
    assert all(f"icons.svg#{name}" in html for name in styleguide.icon_names())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_can_be_seen_in_one_light(client: Client, theme: str) -> None:
    html = client.get("/styleguide/", {"theme": theme}).content.decode()
    assert f'data-theme="{theme}"' in html.split("<head>")[0]


def test_no_part_has_an_inline_style_or_script(client: Client) -> None:
    html = client.get("/styleguide/").content.decode()
    assert " style=" not in html
    assert " onclick=" not in html
    assert "<script>" not in html
