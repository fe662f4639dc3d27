"""The same form sent three times at once makes one thing, also without scripts."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from members.models.once import LONGEST_PATH
from members.services.once import remembered
from members.viewer import viewer
from members.views.forms import still_unseen

View = Callable[..., HttpResponse]
# Each rendering of a page carries a token of its own, which a browser sends again with the form.
RENDERING = "csrfmiddlewaretoken"
MADE = 303


def makes_one(view: View) -> View:
    """For a view that makes something: sent again from the same page with the same words, it leads
    to what was made, and nothing is made, told or counted twice.

    Other words, or the same from a page that was loaded anew, are a new thing. It stands below
    `login_required`, and remembers only what led on (303); what was refused was never sent.
    """

    @wraps(view)
    def once(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent_as = print_of(request)
        if not sent_as:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            # The print holds the whole address, this only says to a reader where it was.
            path = request.path[:LONGEST_PATH]
            sent = remembered(member=viewer(request), path=path, key=sent_as, digest=sent_as)
            if sent.answer is not None:
                return _again(request, **sent.answer)
            answer = view(request, *args, **kwargs)
            if answer.status_code == MADE:
                sent.answer = {"to": answer.headers["Location"], "said": _said_to(request)}
                sent.save(update_fields=["answer"])
            else:
                sent.delete()
            return answer

    once.makes_one = True  # type: ignore[attr-defined]
    return once


def _said_to(request: HttpRequest) -> list[str]:
    """What was said to whoever has no session yet. It would be found in the session that begins
    with this answer, which a browser lets go where another click came after it.
    """
    if request.session.session_key:
        return []
    return [str(one.message) for one in still_unseen(request)]


def _again(request: HttpRequest, *, to: str, said: list[str]) -> HttpResponse:
    """The first answer once more; its sentence only to whoever has not begun a session with it."""
    if not request.session.session_key:
        for words in said:
            messages.success(request, words)
    return HttpResponseRedirect(to, status=MADE)


def print_of(request: HttpRequest) -> str:
    """What tells one sending from another: the rendering of the page, the address and the words.

    Empty for what is read, and for what comes without a page.
    """
    if request.method != "POST" or not request.POST.get(RENDERING):
        return ""
    words = [request.get_full_path(), sorted(request.POST.lists())]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()
