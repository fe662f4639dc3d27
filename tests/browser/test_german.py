"""The key pages once more in German, as somebody from Zürich meets them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from members.models import Member
from members.services.values import declare_value
from tests.sign_in import PASSWORD
from tests.stage import Stage

LINK = re.compile(r"/accounts/confirm-email/\S+")
NEVER = ["ß", "Oops", "Ups", "Sign in", "Take a position", "Submit"]


@pytest.fixture
def german(visit: Callable[..., Page], cast: Any) -> Callable[[Member | None], Page]:
    def come(member: Member | None = None) -> Page:
        if member:
            member.language = "de"
            member.save()
        return visit(member, locale="de-CH")

    return come


def test_one_signs_up_in_german(german: Any, stage: Stage, mailoutbox: list[Any]) -> None:
    page = german()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Erzähl mir mehr.")
    expect(page.locator("html")).to_have_attribute("lang", "de-CH")
    page.get_by_role("link", name="Mitglied werden").first.click()
    page.locator("[name=name]").fill("Zoë Bürgi")
    page.locator("[name=email]").fill("zoe@example.org")
    page.locator("[name=password1]").fill(PASSWORD)
    page.get_by_label("Ich bin mindestens 16 Jahre alt").check()
    page.get_by_label("Ich nehme die Leitlinien an").check()
    page.get_by_role("button", name="Mitglied werden").click()
    found = LINK.search(mailoutbox[-1].body)
    assert found
    page.goto(found.group())
    page.locator("main form button").click()
    page.locator("[name=login]").fill("zoe@example.org")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zoë")
    assert page.url.endswith("/welcome/")


def test_one_takes_a_position_in_german(german: Any, cast: Any, stage: Stage) -> None:
    words = "Ich stehe für Leute, die bleiben."
    declare_value(member=cast.ben, value="benevolence", words=words, language="de", example="")
    page = german(cast.ben)
    page.goto(stage["topic.public"].get_absolute_url())
    page.get_by_role("radio", name="eher dafür").check()
    page.get_by_role("button", name="Position beziehen").click()
    page.locator("[name=core]").fill("Erwachsene vertragen die Wahrheit.")
    page.locator("[name=reasons]").fill("Wir haben es drei Jahre lang gemacht.")
    page.get_by_role("checkbox", name="Wohlwollen").check()
    page.get_by_label("Weil …").first.fill("Sie bleiben, wenn man sie fragt.")
    page.get_by_role("button", name="Diese Position beziehen").click()
    expect(page.get_by_role("heading", name="Erwachsene vertragen die Wahrheit.")).to_be_visible()
    own = page.get_by_role("heading", name="Erwachsene vertragen die Wahrheit.")
    expect(own).to_have_attribute("lang", "de")
    expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Dunkel").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_key_pages_speak_german_throughout(german: Any, cast: Any, stage: Stage) -> None:
    page = german(cast.mara)
    pages = {
        "/": "Guten",
        "/communities/": "Communities",
        "/offers/new/": "Was bietest du an?",
        "/inbox/": "Eingang",
        "/digest/": "Dein Brief",
        "/settings/consents/": "Einwilligungen",
        "/c/open-house/moderation/": "Entscheid",
        "/search/?q=wages": "Suche",
    }
    for address, heading in pages.items():
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        words = page.locator("body").inner_text()
        assert [never for never in NEVER if never in words] == [], address
