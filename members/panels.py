"""Draws the pieces other floors have put on the shelf of panels.

Places and what a panel's template writes there:

- `today`: up to three items of the list of what waits, `<li class="waiting__item">…</li>` each
- `today_after`: a `<section class="section">` below it, for whoever still likes to read
- `landing`, `member`, `community`, `mission`: a `<section class="section">`

`context(request, subject)` answers None where there is nothing to show.
"""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from members.shelves import panels_at


def drawn_at(place: str, request: HttpRequest, subject: Any = None) -> list[SafeString]:
    """The panels of a place as HTML, in their order."""
    drawn = []
    for panel in panels_at(place):
        context = panel.context(request, subject)
        if context is not None:
            drawn.append(render_to_string(panel.template, context, request))
    return drawn
