"""Lists that somebody searches by words: each such page is a search, and counts as one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from members.refusals import Refusal
from members.services import limits
from members.viewer import network, viewer
from members.views.forms import show, status_of

# What is typed into the boxes of a list; names that lead to rows by their words.
TYPED = ("q", "skill")


def counts_searches(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a list be searched as often as the search page; beyond that keep what was asked for."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not any(request.GET.get(name, "").strip() for name in TYPED):
            return view(request, *args, **kwargs)
        try:
            with limits.one_more(limits.SEARCHES, viewer(request) or network(request)):
                return view(request, *args, **kwargs)
        except limits.TooMuch as refusal:
            return _later(request, refusal)

    return counted


def _later(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    asked = [(name, value) for name in request.GET for value in request.GET.getlist(name)]
    words = request.GET.get("q", "")
    kept = [(name, value) for name, value in asked if name != "q"]
    context = {"sentence": refusal.sentence, "words": words, "kept": kept}
    return show(request, "searched_too_often.html", context, status=status_of(refusal))
