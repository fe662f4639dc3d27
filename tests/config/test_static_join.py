"""Static files in production: one sheet, hashed and compressed, and nothing in it leads nowhere."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

URL = re.compile(r"""url\(["']?([^"')]+)["']?\)""")
FIRST_VISIT = 150_000


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("static")
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "config.staticfiles.JoinedManifestStorage"},
    }
    # Only ours: what packages bring along takes a minute to compress and says nothing here.
    finders = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    with override_settings(STATIC_ROOT=folder, STORAGES=storages, STATICFILES_FINDERS=finders):
        call_command("collectstatic", interactive=False, verbosity=0)
        # A second time, as every deployment does: the joined sheet has to stay joined.
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@pytest.fixture
def names(collected: Path) -> dict[str, str]:
    return json.loads((collected / "staticfiles.json").read_text())["paths"]


def test_the_sheet_is_one_file(collected: Path, names: dict[str, str]) -> None:
    sheet = (collected / names["css/resonanz.css"]).read_text()
    assert "@import" not in sheet
    assert sheet.startswith("@layer reset, tokens, base, layout, components, utilities;")


def test_every_part_is_in_it(collected: Path, names: dict[str, str], settings) -> None:
    sheet = (collected / names["css/resonanz.css"]).read_text()
    main = (settings.BASE_DIR / "static/css/resonanz.css").read_text()
    parts = re.findall(r'@import url\("([\w-]+\.css)"\);', main)
    assert len(parts) > 40
    for part in parts:
        source = (settings.BASE_DIR / "static/css" / part).read_text()
        rule = re.search(r"^\s+(\.[\w-]+[^{}]*\{[^{}]*\})", source, re.MULTILINE)
        assert rule is None or rule.group(1).split("\n")[0] in sheet, part


def test_every_component_file_is_imported(settings) -> None:
    main = (settings.BASE_DIR / "static/css/resonanz.css").read_text()
    files = {path.name for path in (settings.BASE_DIR / "static/css").glob("*.css")}
    alone = {"resonanz.css", "specimen.css", "api-docs.css"}
    mail = {name for name in files if name.startswith("mail")}
    assert {name for name in files - alone - mail if f'"{name}"' not in main} == set()


def test_every_address_in_the_sheet_exists(collected: Path, names: dict[str, str]) -> None:
    sheet = collected / names["css/resonanz.css"]
    addresses = [url for url in URL.findall(sheet.read_text()) if not url.startswith("data:")]
    assert len(addresses) >= 5
    for address in addresses:
        assert (sheet.parent / address).resolve().is_file(), address
        assert re.search(r"\.[0-9a-f]{12}\.woff2$", address), address


def test_text_comes_compressed_twice(collected: Path, names: dict[str, str]) -> None:
    for name in ("css/resonanz.css", "icons.svg", "vendor/htmx-2.0.11.min.js"):
        assert (collected / f"{names[name]}.gz").is_file()
        assert (collected / f"{names[name]}.br").is_file()


def test_a_first_visit_stays_small(collected: Path, names: dict[str, str]) -> None:
    """Everything the frame of a page loads, fonts included, leaves 20 KB for the page itself."""
    compressed = ["css/resonanz.css", "icons.svg", "mark.svg", "vendor/htmx-2.0.11.min.js"]
    frame = (settings.BASE_DIR / "templates" / "base.html").read_text()
    compressed += [name for name in names if name.startswith("js/") and name in frame]
    fonts = [name for name in names if name.endswith("-latin-wght-normal.woff2")]
    fonts += [name for name in names if name.endswith("-latin-wght-italic.woff2")]
    size = sum((collected / names[name]).stat().st_size for name in fonts)
    for name in compressed:
        small = collected / f"{names[name]}.br"
        size += (small if small.exists() else collected / names[name]).stat().st_size
    assert len(fonts) == 3
    assert size < FIRST_VISIT - 20_000, size


def test_development_serves_the_parts_as_they_are() -> None:
    assert staticfiles_storage.url("css/resonanz.css") == "/static/css/resonanz.css"
