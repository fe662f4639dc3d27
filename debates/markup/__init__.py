"""Small writers of HTML, for what stands in loops: positions, topics, the turns of a thread."""

from debates.markup.chain import chain, steps
from debates.markup.lines import lines
from debates.markup.positions import dialogue, grounds, station_people
from debates.markup.topics import entries

__all__ = ["chain", "dialogue", "entries", "grounds", "lines", "station_people", "steps"]
