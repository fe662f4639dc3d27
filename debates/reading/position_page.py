"""What the page of a position shows: its words, who listened, and the thread below."""

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from debates import access
from debates.access import Gate, Step
from debates.models import Argument, Position, Restatement
from debates.reading import rows
from debates.reading.addresses import beginning_of
from debates.reading.chain import Facts, facts_of, steps_of
from debates.reading.retellings import heard_of, own_rounds
from debates.reading.thread import Doors, rows_at, targets_of, thread_of
from members.models import Member

AGAIN = {Step.AGAIN, Step.WITNESS, Step.NOT_FAIR}


def position_page(
    position: Position, request: HttpRequest, member: Member | None
) -> dict[str, Any]:
    """Everything on the page; as many queries for five contributions as for five thousand."""
    versions = rows.versions_of(position, member)
    found = rows_at(position, member, request.GET.get("after", ""), request.GET.get("before", ""))
    targets: list[Position | Argument] = [position, *targets_of(found[0])] if member else []
    given = access.given_by(member, targets)
    gates = access.gates_of(member, targets, given, _gated(position))
    gate = gates.get(position.pk)
    is_own = member is not None and position.member_id == member.pk
    # A visitor finds the line on the page of the topic.
    facts = facts_of(position.topic, member) if member else None
    doors = doors_for(request, position, facts)
    return {
        "position": position,
        "topic": position.topic,
        "chain": steps_of(position.topic, facts, "") if facts else None,
        "current": versions[0],
        "earlier": versions[1:],
        "stance_before": _stance_before(versions),
        "talks": rows.talks_about(position, member),
        "heard": heard_of(position, member),
        "rounds": own_rounds(given, position, member) if member and not is_own else [],
        "waiting": _waiting(position, member) if is_own else [],
        "gate": gate,
        "next_step": _next_step(gate) if gate and doors.may_write and not is_own else None,
        "thread": thread_of(found, gates, member),
        "doors": doors,
        "is_own": is_own,
        "ask_address": doors.ask,
        "report_address": beginning_of("communities:report", "position"),
        "about_heard": gettext("Who made %(name)s feel heard") % {"name": position.member.name},
        "about_rounds": gettext("You and %(name)s") % {"name": position.member.name},
    }


def _stance_before(versions: list[dict[str, Any]]) -> int | None:
    """Where the author stood before the current version, if the reader may know it."""
    if len(versions) < 2:
        return None
    current, before = versions[0]["version"], versions[1]["version"]
    return before.stance if before.number == current.number - 1 else None


def _gated(position: Position) -> bool:
    """Whether restating comes first in this community, as it was read with the position."""
    rules = getattr(position.topic.community, "debate_rules", None)
    return rules is None or rules.restating_comes_first


def doors_for(request: HttpRequest, position: Position, facts: Facts | None) -> Doors:
    """What the reader may do here: everybody signed in asks, members of the community write."""
    if facts is None:
        return Doors()
    return Doors(
        ask=beginning_of("members:ask", "position"),
        ask_argument=beginning_of("members:ask", "argument"),
        may_write=facts.belongs and position.topic.is_open,
        csrf=_csrf(request),
    )


def _csrf(request: HttpRequest) -> SafeString:
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request)
    )


def _next_step(gate: Gate) -> dict[str, Any] | None:
    """What is due in one's own talk with the author, below its rounds."""
    if gate.restatement is None:
        return None
    return {
        "again": gate.step in AGAIN,
        "witness": gate.step in {Step.WITNESS, Step.NO_MORE, Step.NOT_FAIR},
        "address": gate.restatement.get_absolute_url(),
    }


def _waiting(position: Position, member: Member | None) -> list[Restatement]:
    """Restatements of this position that wait for its author."""
    if member is None:
        return []
    waiting = Restatement.objects.waiting_for(member).filter(position=position)
    return list(waiting.select_related("listener").order_by("created_at"))
