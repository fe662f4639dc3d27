"""Small writers of HTML, for what stands in loops: positions, topics, the turns of a thread."""

from debates.markup.positions import (
    CODE,
    dialogue,
    grounds,
    line,
    lines,
    station_people,
)
from debates.markup.topics import entries

__all__ = ["CODE", "dialogue", "entries", "grounds", "line", "lines", "station_people"]
