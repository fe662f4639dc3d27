"""Every page in every width, theme and language; the names of the pictures say which."""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from tqdm import tqdm

from config.launch.debian import CHROMIUM, find
from members.models import Member
from members.services import accounts
from tests.screens.views import View, views

WIDTHS = (390, 768, 1440)
HEIGHTS = {390: 844, 768: 1024, 1440: 900}
THEMES = ("light", "dark")
LANGUAGES = ("de", "en")
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage")


def context_for(
    browser: Browser, url: str, who: str | None, theme: str, language: str
) -> BrowserContext:
    """A browser with the session of a member, who reads in this language."""
    context = browser.new_context(
        color_scheme=theme, locale=language, timezone_id="Europe/Zurich", reduced_motion="reduce"
    )
    if who:
        member = Member.objects.get(handle=who)
        accounts.choose_language(member=member, language=language)
        client = Client()
        client.force_login(member)
        name = settings.SESSION_COOKIE_NAME
        session = client.cookies[name].value
        context.add_cookies([{"name": name, "value": session, "url": url}])
    return context


def shoot(context: BrowserContext, view: View, url: str, out: Path, mark: str) -> Iterator[Path]:
    """One page in all widths, loaded once."""
    page = context.new_page()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        if width == WIDTHS[0]:
            answer = page.goto(url + view.address)
            if answer is None or answer.status != 200:
                raise SystemExit(f"{view.address} did not open for {view.who or 'a visitor'}.")
            page.evaluate("document.fonts.ready")
        path = out / f"{view.name}-{width}-{mark}.png"
        page.screenshot(path=path, full_page=True, animations="disabled")
        yield path
    page.close()


def everything(browser: Browser, url: str, out: Path, wanted: list[View]) -> Iterator[Path]:
    """Every page for everyone, theme by theme, language by language."""
    for language in LANGUAGES:
        for theme in THEMES:
            for who in dict.fromkeys(view.who for view in wanted):
                context = context_for(browser, url, who, theme, language)
                for view in (view for view in wanted if view.who == who):
                    yield from shoot(context, view, url, out, f"{theme}-{language}")
                context.close()


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.screens")
    parser.add_argument("--url", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("pages", nargs="*", help="only these, by name")
    asked = parser.parse_args(argv)
    # The driver of the browser keeps a loop running, beside which the database is asked.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    wanted = [view for view in views() if not asked.pages or view.name in asked.pages]
    asked.out.mkdir(parents=True, exist_ok=True)
    total = len(wanted) * len(WIDTHS) * len(THEMES) * len(LANGUAGES)
    with sync_playwright() as playwright:
        path = os.environ.get("RESONANZ_BROWSER") or find(CHROMIUM)
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        shots = everything(browser, asked.url, asked.out, wanted)
        for _ in tqdm(shots, total=total, unit=" pictures", desc="Screens"):
            pass
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
