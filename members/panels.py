"""Draws the pieces other floors have put on the shelf of panels.

Places and what a panel's template writes there:

- `today`: up to three items of the list of what waits, `<li class="waiting__item">…</li>` each
- `today_after`: a `<section class="section">` below it, for whoever still likes to read
- `landing`, `member`, `community`, `mission`: a `<section class="section">`

`context(request, subject)` answers None where there is nothing to show.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from members.models import Member
from members.shelves import Panel, panels_at
from members.viewer import viewer


def drawn_at(place: str, request: HttpRequest, subject: Any = None) -> list[SafeString]:
    """The panels of a place as HTML, in their order."""
    drawn = []
    for panel in _with_something(panels_at(place), viewer(request)):
        context = panel.context(request, subject)
        if context is not None:
            drawn.append(render_to_string(panel.template, context, request))
    return drawn


def _with_something(panels: Sequence[Panel], member: Member | None) -> list[Panel]:
    """Without those of which one look says that nothing waits; the others look for themselves."""
    asked = {
        f"waits_{number}_{part}": Exists(rows)
        for number, panel in enumerate(panels)
        if member is not None and panel.waits is not None
        for part, rows in enumerate(panel.waits(member))
    }
    if not asked or member is None:
        return list(panels)
    (found,) = Member.objects.filter(pk=member.pk).values(**asked)
    waiting = {name.rpartition("_")[0] for name, waits in found.items() if waits}
    return [
        panel
        for number, panel in enumerate(panels)
        if panel.waits is None or f"waits_{number}" in waiting
    ]
