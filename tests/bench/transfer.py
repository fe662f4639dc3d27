"""What a first visit transfers, compressed, fonts included, and from which hosts.

    bin/bench transfer

Serves Resonanz under production settings and opens each page in Chromium with nothing in its cache,
as somebody without an account who never was here. A page may transfer 150 KB.
"""

import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from config.launch.debian import CHROMIUM, find
from tests.bench.pages import production, served

MOST = 150 * 1024
KINDS = ("Document", "Stylesheet", "Script", "Font", "Other")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"]


@dataclass
class Visit:
    """Bytes by kind, as they went over the wire, headers included."""

    sizes: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    strangers: list[str] = field(default_factory=list)


def first_visit(browser: Browser, home: str, address: str) -> Visit:
    """Open a page in a browser that has kept nothing, and wait until it has all it wants."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="de-CH")
    page, seen, kinds = context.new_page(), Visit(), {}
    wire = context.new_cdp_session(page)

    def begin(event: dict[str, Any]) -> None:
        kind = event.get("type", "Other")
        kinds[event["requestId"]] = kind if kind in KINDS else "Other"
        seen.requests += 1
        if not event["request"]["url"].startswith((home, "data:")):
            seen.strangers.append(event["request"]["url"])

    def end(event: dict[str, Any]) -> None:
        seen.sizes[kinds.get(event["requestId"], "Other")] += int(event["encodedDataLength"])

    wire.on("Network.requestWillBeSent", begin)
    wire.on("Network.loadingFinished", end)
    wire.send("Network.enable")
    page.goto(home + address, wait_until="networkidle")
    context.close()
    return seen


def main() -> int:
    os.environ.update(production())
    # Django reads its settings from the environment, which is complete only now.
    from tests.bench.world import collect_static, look_around

    collect_static()
    pages = {"landing": "/", **look_around().pages}
    with served("resonanz") as house, sync_playwright() as playwright:
        path = os.environ.get("RESONANZ_BROWSER") or find(CHROMIUM)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        home = f"http://localhost:{house.port}"
        found = {name: first_visit(browser, home, address) for name, address in pages.items()}
        browser.close()
    print_table(found)
    return int(any(seen.strangers or seen.sizes.total() > MOST for seen in found.values()))


def print_table(found: dict[str, Visit]) -> None:
    print(f"{'page':<13}{'requests':>9}{'KB':>8}", *(f"{kind:>11}" for kind in KINDS))
    for name, seen in found.items():
        parts = (f"{seen.sizes[kind] / 1024:>11.1f}" for kind in KINDS)
        print(f"{name:<13}{seen.requests:>9}{seen.sizes.total() / 1024:>8.1f}", *parts)
        for stranger in seen.strangers:
            print(f"  another host: {stranger}")


if __name__ == "__main__":
    sys.exit(main())
