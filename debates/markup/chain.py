"""The line of a debate: five knots, each with what it says to the reader."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from debates.models import Topic
from debates.reading.chain import DONE, Step, chain_of
from debates.reading.reader import Reader
from members.markup.assets import icon
from members.models import Member


def chain(topic: Topic, reader: Reader | Member | None, here: str = "") -> SafeString:
    """The line above a page of a topic; `here` names its step."""
    return steps(chain_of(topic, reader, here))


def steps(chain: Sequence[Step]) -> SafeString:
    """The same from steps that were gathered already."""
    label = escape(gettext("From a position to a deed"))
    knots = "".join(map(_step, chain))
    return mark_safe(  # noqa: S308 (every word was escaped)
        f'<nav class="chain" aria-label="{label}"><ol class="steps">{knots}</ol></nav>'
    )


def _step(step: Step) -> str:
    kind = "step" if step.state == DONE else f"step step--{step.state}"
    knot = icon("check") if step.state == DONE else ""
    here = ' aria-current="page"' if step.is_here else ""
    return (
        f'<li class="{kind}"><span class="step__knot">{knot}</span>'
        f'<a class="step__name" href="{escape(step.href)}"{here}>{escape(step.label)}</a>'
        f"{escape(step.words)}</li>"
    )
