"""Small writers of HTML, for what stands in loops: positions, topics, the turns of a thread."""

from debates.markup.chain import chain, steps
from debates.markup.landscape import (
    claim_figures,
    claims,
    landscape_map,
    shares,
    statement_lines,
)
from debates.markup.lines import lines
from debates.markup.positions import dialogue, grounds, station_people
from debates.markup.retellings import retellings
from debates.markup.thread import acts, thread
from debates.markup.topics import entries

__all__ = [
    "acts",
    "chain",
    "claim_figures",
    "claims",
    "dialogue",
    "entries",
    "grounds",
    "landscape_map",
    "lines",
    "retellings",
    "shares",
    "statement_lines",
    "station_people",
    "steps",
    "thread",
]
