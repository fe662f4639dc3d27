"""The landscape of opinion: camps found in votes, what unites them and what divides them.

Pure: NumPy arrays and dataclasses in, dataclasses out; no Django, no database, no words. The same
votes and the same seed give the same landscape. docs/landscape.md tells the steps and their source.
"""

from debates.landscape.discretion import can_be_shown, discreet
from debates.landscape.figures import (
    Camp,
    CampFigures,
    Landscape,
    Majority,
    Overall,
    Point,
    StatementFigures,
)
from debates.landscape.identity import Steadiness, same_camps, steady
from debates.landscape.landscape import landscape_of
from debates.landscape.routing import draw
from debates.landscape.scores import bridging, consensus, extremity, priority
from debates.landscape.votes import Votes

__all__ = [
    "Camp",
    "CampFigures",
    "Landscape",
    "Majority",
    "Overall",
    "Point",
    "StatementFigures",
    "Steadiness",
    "Votes",
    "bridging",
    "can_be_shown",
    "consensus",
    "discreet",
    "draw",
    "extremity",
    "landscape_of",
    "priority",
    "same_camps",
    "steady",
]
