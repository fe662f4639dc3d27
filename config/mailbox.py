"""The mail that was sent, to be read in a browser. For development: production has no such page."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

NEWEST = 100
LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups"


def _read(path: Path) -> EmailMessage:
    # Django's file backend writes several mails of one connection into one file, parted by a line.
    return BytesParser(policy=policy.default).parsebytes(
        path.read_bytes().split(b"\n" + b"-" * 79)[0]
    )


def _files() -> list[Path]:
    folder = Path(settings.MAIL_FOLDER)
    return sorted(folder.glob("*.log"), reverse=True)[:NEWEST] if folder.is_dir() else []


@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    """All mail, the newest first."""
    mails = [{"name": path.stem, "mail": _read(path)} for path in _files()]
    return render(request, "mailbox.html", {"mails": mails})


@never_cache
def letter(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """One mail as text or HTML, which may carry styles but runs and loads nothing."""
    path = next((path for path in _files() if path.stem == name), None)
    body = _read(path).get_body((kind, "plain")) if path else None
    if body is None:
        raise Http404
    kind_found = f"{body.get_content_type()}; charset=utf-8"
    response = HttpResponse(body.get_content(), content_type=kind_found)
    response["Content-Security-Policy"] = LETTER_POLICY
    return response
