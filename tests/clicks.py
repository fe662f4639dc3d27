"""A page that is open in a browser without scripts, and clicks on its button."""

from collections import Counter
from copy import deepcopy
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret
from django.test import Client
from zeal import zeal_ignore

from members.models import Member, SentOnce
from tests.sign_in import use_second_factor

# What is kept of clicks themselves.
OF_CLICKS = {SentOnce, apps.get_model("sessions", "Session")}


def rows_now() -> Counter[str]:
    """How many rows there are, of everything."""
    models = [one for one in apps.get_models() if one not in OF_CLICKS and one._meta.managed]
    return Counter({one._meta.label: one._base_manager.count() for one in models})


def added_since(before: Counter[str]) -> dict[str, int]:
    """How many rows more there are than before, or fewer."""
    now = rows_now()
    return {label: now[label] - before[label] for label in now if now[label] != before[label]}


class Page:
    """A page that somebody has open: each click on its button is a request of its own."""

    def __init__(self, member: Member | None) -> None:
        self.visit = Client(headers={"accept-language": "en"})
        if member is not None:
            self.visit.force_login(member)
            if member.is_staff:
                use_second_factor(self.visit, member)
        self.secret = _get_new_csrf_string()
        self.visit.cookies["csrf"] = self.secret
        self.load()

    def load(self) -> None:
        """Each rendering of a page has a token of its own."""
        self.token = _mask_cipher_secret(self.secret)

    def click(self, address: str, words: dict[str, Any]) -> Any:
        """Send the form; no click knows of the answer to another one."""
        browser = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
        browser.cookies = deepcopy(self.visit.cookies)
        # Whoever comes second may look twice for what the first has just made.
        with zeal_ignore():
            return browser.post(address, words | {"csrfmiddlewaretoken": self.token})

    def toasts(self) -> int:
        """How many sentences the next page says."""
        return self.visit.get("/legal/terms/").content.decode().count('class="toast toast--')


def made_by_one(page: Page, address: str, words: dict[str, Any], answers: int) -> dict[str, int]:
    """What a single click adds; it is taken back."""
    before = rows_now()
    with transaction.atomic():
        answer = page.click(address, words)
        assert answer.status_code == answers, answer.content.decode()
        made = added_since(before)
        transaction.set_rollback(True)
    cache.clear()
    return made
