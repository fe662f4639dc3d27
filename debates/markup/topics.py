"""Topics as lines of a table of contents."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from debates.models import Topic, TopicState
from members.markup.dates import last_day
from members.markup.language import lang
from members.markup.prose import excerpt


def entries(
    topics: Sequence[Topic], *, lead: bool = False, place: bool = True, heading: str = "h3"
) -> SafeString:
    """Topics as lines of a table of contents; `place` names their community."""
    closed = escape(gettext("closed"))
    drawn = "".join(
        _entry(
            topic, closed, place, "entry entry--lead" if lead and not number else "entry", heading
        )
        for number, topic in enumerate(topics)
    )
    return mark_safe(f'<ul class="entries" id="entries">{drawn}</ul>')  # noqa: S308 (by _entry)


def _entry(topic: Topic, closed: str, place: bool, kind: str, heading: str) -> str:
    spoken, why = lang(topic.language), escape(excerpt(topic.why, 180))
    text = f'<p class="entry__text" {spoken}>{why}</p>' if why else ""
    about = [_state(topic), _until(topic, closed)]
    if topic.asked_by is not None:
        about.insert(0, f"<span>{escape(topic.asked_by.name)}</span>")
    elif topic.licence is not None:
        about.insert(0, f"<span>{escape(', '.join(filter(None, ['Polis', topic.licence])))}</span>")
    if place:
        here = topic.community
        link = f'<a href="{escape(here.get_absolute_url())}">{escape(here.name)}</a>'
        about.insert(0, link)
    return (
        f'<li class="{kind}"><{heading} class="entry__title" {spoken}>'
        f'<a href="{topic.get_absolute_url()}">{escape(topic.question)}</a></{heading}>{text}'
        f'<p class="entry__meta">{"".join(about)}</p></li>\n'
    )


def _state(topic: Topic) -> str:
    """Where it has come to, once there is more to say than that it burns."""
    if topic.is_over or topic.state == TopicState.OPEN:
        return ""
    return f"<span>{escape(topic.get_state_display())}</span>"


def _until(topic: Topic, closed: str) -> str:
    """A topic without an end says nothing: burning is what topics do."""
    if topic.is_over:
        return f"<span>{closed}</span>"
    if topic.closes_on is None:
        return ""
    last = last_day(topic.closes_on, topic.community.time_zone)
    until = gettext("open until %(day)s") % {"day": last}
    return f"<span>{escape(until)}</span>"
