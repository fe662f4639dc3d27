"""Draws the pieces other floors have put on the shelf of panels.

Places and what a panel's template writes there:

- `today`: up to three items of the list of what waits, `<li class="waiting__item">…</li>` each
- `today_maybe`: the same, for what nobody waits for; it is not numbered and not counted
- `today_after`: a `<section class="section">` below it, for whoever still likes to read
- `landing`, `member`, `community`, `mission`: a `<section class="section">`

`context(request, subject)` answers None where there is nothing to show.
"""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from members.context import waiting_on
from members.shelves import Panel, panels_at


def drawn_at(place: str, request: HttpRequest, subject: Any = None) -> list[SafeString]:
    """The panels of a place as HTML, in their order."""
    drawn = []
    for panel in panels_at(place):
        if _may_speak(panel, request):
            context = panel.context(request, subject)
            if context is not None:
                drawn.append(render_to_string(panel.template, context, request))
    return drawn


def _may_speak(panel: Panel, request: HttpRequest) -> bool:
    """Not if one look said that nothing waits; the others look for themselves."""
    waiting = waiting_on(request) if panel.place == "today" and panel.waits else None
    return waiting is None or waiting.things[panel.name] > 0
