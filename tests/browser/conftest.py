"""A browser that complains: a script error or a violated policy fails the test that caused it."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
)

from config.launch.clock import in_real_time
from config.launch.debian import CHROMIUM, find
from members.models import Member

# A page of a busy machine may take its time; what never comes fails all the same.
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-first-run",
]
# Answers of 404 or 422 are meant, lost connections too; missing parts are heard of by status.
EXPECTED = (
    "Failed to load resource",
    "Response Status Error Code 4",
    "htmx:afterRequest",
    "htmx:sendError",
)
# What axe would fetch again by itself breaks the policy of the page, not the page.
AXE = {"preload": False, "resultTypes": ["violations"]}
RUN_AXE = """async (options) => {
  const { violations } = await axe.run(document, options);
  const said = (rule) => rule.nodes.slice(0, 3).map((node) => `${rule.id}: ${node.html}`);
  return violations.flatMap(said);
}"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = os.environ.get("RESONANZ_BROWSER") or find(CHROMIUM)
    env = in_real_time(dict(os.environ))
    return {**browser_type_launch_args, "executable_path": path, "args": QUIET, "env": env}


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    # Nothing moves: axe would measure colours on their way from light to dark.
    calm = {"locale": "en-GB", "timezone_id": "Europe/Zurich", "reduced_motion": "reduce"}
    return {**browser_context_args, **calm}


def listen(context: BrowserContext, own: str) -> list[str]:
    """What a browser complains about, collected while it is used."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(EXPECTED):
            complaints.append(message.text)

    def watch(request: Request) -> None:
        if not request.url.startswith((own, "data:")):
            complaints.append(f"another host: {request.url}")

    def weigh(response: Response) -> None:
        if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
            complaints.append(f"{response.status}: {response.url}")

    context.on("console", hear)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("request", watch)
    context.on("response", weigh)
    return complaints


@pytest.fixture
def visit(
    browser: Browser, browser_context_args: dict[str, Any], live_server: Any
) -> Iterator[Callable[..., Page]]:
    """Another browser, with a member signed in or nobody: `visit(cast.ben, locale="de")`."""
    contexts: list[BrowserContext] = []
    heard: list[list[str]] = []

    def come(member: Member | None = None, **options: Any) -> Page:
        arguments = browser_context_args | {"base_url": live_server.url} | options
        context = browser.new_context(**arguments)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        heard.append(listen(context, live_server.url))
        if member:
            carry_session(context, member, live_server.url)
        return context.new_page()

    yield come
    for context in contexts:
        context.close()
    assert [complaint for complaints in heard for complaint in complaints] == []


@pytest.fixture
def page(page: Page, live_server: Any) -> Iterator[Page]:
    complaints = listen(page.context, live_server.url)
    yield page
    assert complaints == []


def carry_session(context: BrowserContext, member: Member, url: str) -> None:
    """Give a browser the session of a member."""
    client = Client()
    client.force_login(member)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])


@pytest.fixture
def sign_in(page: Page, live_server: Any) -> Callable[[Member], None]:
    """Give the browser the session of a member."""

    def go(member: Member) -> None:
        carry_session(page.context, member, live_server.url)

    return go


@pytest.fixture
def violations(page: Page) -> Callable[[], list[str]]:
    """What axe finds on the page as it stands."""

    return lambda: seen_by_axe(page)


def seen_by_axe(page: Page, *rules: str) -> list[str]:
    """All rules, or only some, against the page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    return page.evaluate(RUN_AXE, AXE | only)
