"""A plugin for pytest: every page that a test sees and every mail it sends is written down."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.mail.backends import locmem
from django.test import Client

from tests.recorder.folding import folded, without_chance

FOLDER = Path(os.environ.get("RECORD", "var/recorded"))


@pytest.fixture(autouse=True)
def _recorded(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Answers of the test client and mails, in their order."""
    if "/recorder/" in request.node.nodeid:
        yield
        return
    pages: list[str] = []
    answer, send = Client.request, locmem.EmailBackend.send_messages

    def heard(client: Client, **how: Any) -> Any:
        response = answer(client, **how)
        kind = response.headers.get("content-type", "")
        if kind.startswith("text/html") and not response.streaming and response.content:
            pages.append(folded(response.content.decode()))
        return response

    def sent(backend: Any, messages: Any) -> int:
        messages = list(messages)
        pages.extend(written(mail) for mail in messages)
        return send(backend, messages)

    monkeypatch.setattr(Client, "request", heard)
    monkeypatch.setattr(locmem.EmailBackend, "send_messages", sent)
    yield
    if pages:
        keep(f"tests/{request.node.nodeid}", "\n=====\n".join(pages))


def written(mail: Any) -> str:
    """A mail as text, its HTML folded."""
    parts = [f"Subject: {mail.subject}", without_chance(mail.body)]
    return "\n".join([*parts, *(folded(html) for html, _kind in mail.alternatives)])


def keep(name: str, text: str) -> None:
    """One file, with the name of what it shows."""
    safe = re.sub(r"[^\w./=-]+", "_", name).replace("::", "/")[:200]
    path = FOLDER / f"{safe}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
