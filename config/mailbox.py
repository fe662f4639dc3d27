"""Mail to be read in a browser: what was sent, and samples of every kind. Not in production."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members.reader import read_in
from members.shelves import mail_samples

NEWEST = 100
KINDS = ("html", "plain")
LANGUAGES = [code for code, _ in settings.LANGUAGES]
LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups"


def _read(path: Path) -> EmailMessage:
    # Django's file backend writes several mails of one connection into one file, parted by a line.
    return BytesParser(policy=policy.default).parsebytes(
        path.read_bytes().split(b"\n" + b"-" * 79)[0]
    )


def _files() -> list[Path]:
    folder = Path(settings.MAIL_FOLDER)
    return sorted(folder.glob("*.log"), reverse=True)[:NEWEST] if folder.is_dir() else []


@require_safe
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    """All mail, the newest first."""
    mails = [{"name": path.stem, "mail": _read(path)} for path in _files()]
    return render(request, "mailbox.html", {"mails": mails})


@require_safe
@never_cache
def letter(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """One mail as text or HTML, which may carry styles but runs and loads nothing."""
    path = next((path for path in _files() if path.stem == name), None)
    return _shown(_read(path) if path else None, kind)


@require_safe
@never_cache
def samples(request: HttpRequest) -> HttpResponse:
    """Every kind of mail the house sends."""
    return render(request, "mail_samples.html", {"samples": mail_samples, "languages": LANGUAGES})


@require_safe
@never_cache
def sample(request: HttpRequest, name: str, language: str, kind: str) -> HttpResponse:
    """One kind of mail with made-up people, as it would be sent in a language."""
    found = mail_samples.get(name)
    if found is None or language not in LANGUAGES:
        raise Http404
    with read_in(language):
        made = found.make(request).message().as_bytes()
    return _shown(BytesParser(policy=policy.default).parsebytes(made), kind)


def _shown(mail: EmailMessage | None, kind: str) -> HttpResponse:
    body = mail.get_body((kind, "plain")) if mail and kind in KINDS else None
    if mail is None or body is None:
        raise Http404
    kind_found = f"{body.get_content_type()}; charset=utf-8"
    response = HttpResponse(body.get_content(), content_type=kind_found)
    response["Content-Security-Policy"] = LETTER_POLICY
    return response
