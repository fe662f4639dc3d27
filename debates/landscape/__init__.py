"""The landscape of opinion: camps found in votes, what unites them and what divides them.

Pure: NumPy arrays and dataclasses in, dataclasses out; no Django, no database, no words. The same
votes and the same seed give the same landscape. docs/landscape.md tells the steps and their source.
"""

from debates.landscape.discretion import can_be_shown, discreet, large_camps
from debates.landscape.figures import (
    Camp,
    CampFigures,
    Landscape,
    Majority,
    Overall,
    Point,
    Said,
    StatementFigures,
)
from debates.landscape.identity import Steadiness, are_the_same, same_camps, steady
from debates.landscape.landscape import landscape_of
from debates.landscape.noise import fresh_generator
from debates.landscape.parts import Parts, changed, changed_enough, published
from debates.landscape.routing import draw
from debates.landscape.scores import bridging, consensus, extremity, priority
from debates.landscape.told import told_of
from debates.landscape.votes import Votes

__all__ = [
    "Camp",
    "CampFigures",
    "Landscape",
    "Majority",
    "Overall",
    "Parts",
    "Point",
    "Said",
    "StatementFigures",
    "Steadiness",
    "Votes",
    "are_the_same",
    "bridging",
    "can_be_shown",
    "changed",
    "changed_enough",
    "consensus",
    "discreet",
    "draw",
    "extremity",
    "fresh_generator",
    "landscape_of",
    "large_camps",
    "priority",
    "published",
    "same_camps",
    "steady",
    "told_of",
]
