"""Small writers of HTML, for what stands in loops: positions, topics, the turns of a thread."""

from debates.markup.chain import chain, steps
from debates.markup.landscape import (
    claim_figures,
    claim_gist,
    claims,
    landscape_map,
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
    "claim_gist",
    "claims",
    "dialogue",
    "entries",
    "grounds",
    "landscape_map",
    "lines",
    "retellings",
    "statement_lines",
    "station_people",
    "steps",
    "thread",
]
