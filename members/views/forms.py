"""What the views of all floors do with forms: a refusal keeps what was typed."""

from math import ceil
from typing import Any

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext

from members.refusals import Refusal
from members.services.held import last_editor

INVALID = 422
CHANGED_MEANWHILE = 409


class Later(int):
    """The status 429 that knows after how many seconds it is worth another try."""

    seconds: int


def refused(form: BaseForm, refusal: Refusal) -> int:
    """Put a refusal's sentence on the form, at the field it names; gives the answer's status."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal.sentence))
    return INVALID if refusal.status == 400 else status_of(refusal)


def unfinished(form: BaseForm, shared: Model | None = None) -> int:
    """The status of a form that cannot be saved as it is: 409 where it was changed meanwhile, and
    who did, of what several people edit.
    """
    if not getattr(form, "meanwhile", None):
        return INVALID
    if shared is not None:
        form.changed_by = last_editor(shared)  # type: ignore[attr-defined]
    return CHANGED_MEANWHILE


def status_of(refusal: Refusal) -> int:
    """The status of a refusal; where it names a time, `show` tells how long to wait."""
    if refusal.retry_after is None:
        return refusal.status
    later = Later(refusal.status)
    later.seconds = refusal.retry_after
    return later


def see_other(request: HttpRequest, url: str, message: Any = "", undo: str = "") -> HttpResponse:
    """Lead on after a success (303), with a message that may offer to undo it. What waits for the
    next page already, since somebody clicked twice, is not said once more.
    """
    tags = f"undo:{undo}" if undo else ""
    unseen = {(str(one.message), one.extra_tags) for one in still_unseen(request)}
    if message and (str(message), tags) not in unseen:
        messages.success(request, message, extra_tags=tags)
    return HttpResponseRedirect(url, status=303)


def still_unseen(request: HttpRequest) -> list[Message]:
    """The messages that wait for the next page; to look at them here is not to show them."""
    waiting = messages.get_messages(request)
    found = list(waiting)
    waiting.used = False  # type: ignore[attr-defined]
    return found


def sent_back(request: HttpRequest, url: str, refusal: Refusal) -> HttpResponse:
    """Say the sentence of a refusal, where there is no form to put it on, and the way back."""
    is_for_now = refusal.retry_after is not None
    context = {"sentence": refusal.sentence, "back": url, "is_for_now": is_for_now}
    return show(request, "refused.html", context, status=status_of(refusal))


class TooManyTries(Refusal):
    """So many that somebody may be guessing."""

    status = 429

    def __init__(self, seconds: int) -> None:
        self.retry_after = seconds
        minutes = ceil(seconds / 60)
        sentence = ngettext(
            "There were too many tries. Please try again in one minute.",
            "There were too many tries. Please try again in %(count)d minutes.",
            minutes,
        )
        super().__init__(sentence % {"count": minutes})


def too_many_tries(request: HttpRequest, seconds: int) -> HttpResponse:
    """Say when to come back, to people and to programs."""
    return sent_back(request, request.path, TooManyTries(seconds))


def back_or(request: HttpRequest, url: str) -> str:
    """The address a form names in `next`, if it lies in this house, else the one given."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if here else url


def show(
    request: HttpRequest,
    page: str,
    context: dict[str, Any] | None = None,
    *,
    piece: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page, or only its piece where htmx asked for it."""
    template = piece if piece and getattr(request, "htmx", False) else page
    answer = render(request, template, context, status=status)
    if isinstance(status, Later):
        answer["Retry-After"] = str(status.seconds)
    return answer
