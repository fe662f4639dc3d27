"""Hours in words and as a calm picture."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from communities.services.names import name_where
from sharing.models import TimeEntry, TransferKind
from sharing.reading.hours import Hours, hours_in_words

register = template.Library()
register.filter("hours", hours_in_words)
WIDTH = 320
# The line is at least this long, so that the first hour does not fill it.
LEAST = 600


@register.simple_tag
def hours_picture(hours: Hours) -> SafeString:
    """Two strings from the same knot: what was given, and what was received; the words beside it
    say the same.
    """
    longest = max(LEAST, hours.given + hours.opened, hours.received)
    return format_html(
        '<svg class="hours__picture" viewBox="-8 0 {} 40" aria-hidden="true">'
        '<path class="hours__knot" d="M0 10V30"/>'
        '<path class="hours__given" d="M0 10H{}"/><path class="hours__received" d="M0 30H{}"/>'
        "</svg>",
        WIDTH + 16,
        WIDTH * (hours.given + hours.opened) // longest,
        WIDTH * hours.received // longest,
    )


@register.simple_tag
def entry_in_words(entry: TimeEntry) -> SafeString:
    """One line of the history as a sentence, with a link to the exchange it comes from."""
    exchange = entry.transfer.exchange
    other = None
    if exchange is not None:
        own = entry.account.member_id
        other = exchange.other if exchange.asker_id == own else exchange.asker
    words = {
        "hours": hours_in_words(entry.minutes),
        "name": other.name if other else "",
        "community": name_where(entry.transfer),
    }
    sentence = conditional_escape(_sentence(entry, other is not None) % words)
    if exchange is None:
        return sentence
    return format_html('<a href="{}">{}</a>', exchange.get_absolute_url(), sentence)


def _sentence(entry: TimeEntry, has_name: bool) -> str:
    """What happened, from the side of whoever reads."""
    kind, root = entry.transfer.kind, entry.root_kind  # type: ignore[attr-defined]
    if root == TransferKind.LEAVING:
        return _left(kind)
    if kind == TransferKind.CORRECTION:
        return _corrected(entry)
    if root == TransferKind.OPENING:
        return gettext("%(community)s gave you %(hours)s to begin with.")
    if entry.minutes > 0:
        if has_name:
            return gettext("You gave %(name)s %(hours)s.")
        return gettext("You gave %(hours)s.")
    if has_name:
        return gettext("You received %(hours)s from %(name)s.")
    return gettext("You received %(hours)s.")


def _left(kind: str) -> str:
    if kind == TransferKind.LEAVING:
        return gettext("You left %(community)s, and it took over what was open.")
    return gettext("You are back in %(community)s and go on where you stopped.")


def _corrected(entry: TimeEntry) -> str:
    if entry.root_minutes > 0:  # type: ignore[attr-defined]
        if entry.minutes < 0:
            return gettext("Corrected: you gave %(hours)s less.")
        return gettext("Corrected: you gave %(hours)s more.")
    if entry.minutes > 0:
        return gettext("Corrected: you received %(hours)s less.")
    return gettext("Corrected: you received %(hours)s more.")


@register.simple_tag
def where_entered(entry: TimeEntry) -> str:
    """The community of an entry, by name as far as its member may still know of it."""
    return name_where(entry.transfer)
