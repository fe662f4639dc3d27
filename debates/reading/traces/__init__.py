"""What became of what a member gave 7, 30 and 90 days ago: read anew each time, never stored.

A bounded number of questions of the database, however much was given; nothing the member may not
see (`visible_to`), and nothing twice: each echo tells what happened since the one before it.
"""

from collections import defaultdict
from datetime import date

from debates.reading.traces.aftermath import AFTERMATHS
from debates.reading.traces.given import GIVEN, Given, Trace
from debates.reading.traces.spans import MILESTONES, spans_of
from members.models import Member

__all__ = ["MILESTONES", "Given", "Trace", "traces_of"]


def traces_of(member: Member, day: date) -> list[Given]:
    """What was given on the days an echo of this day speaks of, as far as something became of it;
    the latest first.
    """
    spans = spans_of(day)
    sounding: list[Given] = []
    for kind, look in GIVEN.items():
        found = look(member, spans)
        if not found:
            continue
        traces: dict[int, list[Trace]] = defaultdict(list)
        for aftermath in AFTERMATHS[kind]:
            for pk, trace in aftermath(member, found):
                if found[pk].hears(trace):
                    traces[pk].append(trace)
        sounding += [found[pk].with_traces(heard) for pk, heard in traces.items()]
    return sorted(sounding, key=lambda given: given.at, reverse=True)
