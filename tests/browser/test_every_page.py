"""Every page of the slice, by the access table, before axe and on the narrowest screen."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from tests.access.rows import GET, Row
from tests.browser.conftest import seen_by_axe
from tests.stage import Stage
from tests.test_access import TABLE

NOT_PAGES = {
    "livez",
    "readyz",
    "letter",
    "mail_sample",
    "members:export",
    "sharing:exchange_calendar",
    "members:notification",
    "styleguide",
}
ACCOUNTS = (
    "/accounts/signup/",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/nonsense/",
    "/nothing/",
)
OWN_ACCOUNT = (
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/logout/",
)
SETTLED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
# What light or dark, wide or narrow, can change; the rest of the rules saw the same page before.
BY_LOOKS = ("color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block")


def open_to(who: str | None, *, closed_to: tuple[str | None, ...] = ()) -> list[Row]:
    """A row for each page that opens for somebody, the first of each kind."""
    rows: dict[str, Row] = {}
    for row in TABLE:
        answers = row.expected
        mine = answers[who] == "200" and all(answers[other] != "200" for other in closed_to)
        if row.method == GET and mine and row.name not in NOT_PAGES:
            rows.setdefault(row.name, row)
    return list(rows.values())


def look_at(page: Page, address: str) -> Iterator[str]:
    """Wide and light, then narrow and dark, then as narrow as it gets: one load, three looks."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(address)
    yield from seen_by_axe(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate(SETTLED)
    yield from (f"dark, 390: {found}" for found in seen_by_axe(page, *BY_LOOKS))
    page.set_viewport_size({"width": 320, "height": 700})
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > 320:
        yield f"sticks out at 320: {width}"


def faults(page: Page, addresses: list[str]) -> dict[str, list[str]]:
    """The pages with something to mend."""
    looked = {address: list(look_at(page, address)) for address in addresses}
    return {address: found for address, found in looked.items() if found}


def test_every_page_a_visitor_sees_is_accessible(visit: Any, stage: Stage) -> None:
    pages = [row.path(stage) for row in open_to(None)]
    assert faults(visit(), [*pages, "/search/?q=wages", *ACCOUNTS]) == {}


def test_every_page_a_member_sees_is_accessible(visit: Any, cast: Any, stage: Stage) -> None:
    pages = [row.path(stage) for row in open_to("lea")]
    assert faults(visit(cast.lea), [*pages, "/search/?q=wages", *OWN_ACCOUNT]) == {}


def test_every_page_a_moderator_sees_is_accessible(visit: Any, cast: Any, stage: Stage) -> None:
    pages = [row.path(stage) for row in open_to("mara", closed_to=("lea",))]
    assert pages
    assert faults(visit(cast.mara), pages) == {}


def test_every_page_an_owner_or_a_newcomer_sees_is_accessible(
    visit: Any, cast: Any, stage: Stage
) -> None:
    for who in ("odo", "nora"):
        pages = [row.path(stage) for row in open_to(who, closed_to=("lea", "mara"))]
        assert faults(visit(cast[who]), pages) == {}
