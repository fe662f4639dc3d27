"""What a member sent when their session had ended: kept until they have signed in again.

Nothing is done by itself. Afterwards one is back on the page where the button stood, which says
that this was not sent yet, with what was typed. Three things keep it in the right hands:

- It is only kept once the form has proved that it comes from here (CSRF), so no other site plants
  anything.
- Every form says by a signed mark whose page it stood on. Whoever signs in as somebody else finds
  nothing; and without a mark, which only members get, nothing is kept.
- The page to go back to is one of our own. Secrets, consents and files are not kept.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from members.models import Member

MARK = "whose"
KEPT = "unsent"
LASTS = 3600
MOST_SIGNS = 60_000
SHORTEST_WORDS = 12
# Never kept: what proves who one is, and what has to be agreed to each time.
SECRET = re.compile(
    r"(^|[-_])(password\d?|passphrase|code|otp|token|key|secret|csrfmiddlewaretoken|agrees|consent"
    r"|publish|accepts|terms)([-_]|$)"
)
QUIET = ("/accounts/", "/settings/privacy/", "/settings/tokens/", "/settings/consents/")
# Of every form, and typed by nobody.
FRAME = {MARK, "next", "based_on"}
signer = signing.Signer(salt="members.unsent")


@dataclass(frozen=True)
class Unsent:
    """Whose it is, the page it stood on, where it was to go, and what was in it."""

    whose: str
    page: str
    action: str
    fields: list[tuple[str, str]]
    at: float

    @property
    def words(self) -> list[str]:
        """What somebody has written themselves, as far as one can tell: not the choices."""
        return [value for name, value in self.fields if name not in FRAME and _is_written(value)]

    @property
    def is_fresh(self) -> bool:
        return time.time() - self.at < LASTS


def mark_of(member: Member | AnonymousUser) -> str:
    """Says in a form on whose page it stands."""
    return signer.sign(str(member.pk)) if member.is_authenticated else ""


def keep(request: HttpRequest, page: str) -> None:
    """Keep what was sent without a session, if a member's page sent it."""
    whose = _whose(request.POST.get(MARK, ""))
    if not whose:
        return
    fields = [] if request.path.startswith(QUIET) else list(_fields(request))
    if sum(len(name) + len(value) for name, value in fields) > MOST_SIGNS:
        fields = []
    unsent = Unsent(whose, page, request.path, fields, time.time())
    request.session[KEPT] = asdict(unsent)
    request.session.set_expiry(LASTS)


def waiting(request: HttpRequest) -> Unsent | None:
    """What waits for whoever signs in here next; nobody is shown it before."""
    kept: dict[str, Any] | None = request.session.get(KEPT)
    if kept is None:
        return None
    unsent = Unsent(**kept)
    return unsent if unsent.is_fresh else None


def of(request: HttpRequest) -> Unsent | None:
    """One's own; what somebody else or an earlier hour left is thrown away."""
    if not request.user.is_authenticated or KEPT not in request.session:
        return None
    unsent = waiting(request)
    if unsent is None or unsent.whose != str(request.user.pk):
        forget(request)
        return None
    return unsent


def forget(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)


def page_before(request: HttpRequest, otherwise: str) -> str:
    """The page of this house a request came from, else the one given."""
    came_from = request.headers.get("Referer", "")
    here = url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    )
    parts = urlsplit(came_from)
    if not here or not parts.path or parts.path.startswith(settings.LOGIN_URL):
        return otherwise
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _whose(mark: str) -> str:
    try:
        return signer.unsign(mark)
    except signing.BadSignature:
        return ""


def _fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name != MARK and not SECRET.search(name):
            yield from ((name, str(value)) for value in values)


def _is_written(value: str) -> bool:
    return " " in value.strip() or len(value) > SHORTEST_WORDS
