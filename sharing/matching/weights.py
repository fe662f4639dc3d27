"""What the order of matches is made of: every figure once, with what it means.

The page that explains the order reads these very figures.
"""

from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True)
class Weight:
    name: str
    value: float
    meaning: str


def _of(value: Any, meaning: str) -> Any:
    """A field with its default and its meaning."""
    return field(default=value, metadata={"meaning": meaning})


@dataclass(frozen=True)
class Weights:
    skills: float = _of(0.9, "How much skills that fit count: you seek it, they give it.")
    meaning: float = _of(0.7, "How much it counts that two texts mean nearly the same.")
    half_covered: float = _of(0.5, "So many shared skills are worth half of what any number is.")
    unnamed_level: float = _of(0.8, "A skill counts so much where nobody said how far they are.")
    lower_level: float = _of(0.6, "A skill counts so much where the other is no further than you.")
    alike: float = _of(0.28, "From this nearness on, two texts begin to count as alike.")
    same: float = _of(0.6, "From this nearness on, two texts count as meaning the same.")
    body: float = _of(2.0, "How much title and text together count beside the title alone.")
    words: float = _of(0.35, "How much the same letters count beside the same meaning.")
    other_language: float = _of(0.5, "What is left without a common language.")
    other_time: float = _of(0.7, "What is left when both are free at other times.")
    other_terms: float = _of(0.7, "What is left when the terms differ.")
    other_place: float = _of(0.5, "What is left when you can meet neither online nor at one place.")
    other_community: float = _of(0.15, "What is added for somebody from another community.")
    other_position: float = _of(0.15, "What is added for an opposite position, if both agreed.")
    floor: float = _of(0.1, "Added to both sides, so that a gift, where one side gains, can match.")
    each_showing: float = _of(0.7, "What is left with every time somebody was shown to others.")
    most_shown: int = _of(8, "Nobody is shown to more members than so many in one round.")
    enough: float = _of(0.15, "Below this, a letter stays silent.")


WEIGHTS = Weights()


def explained() -> list[Weight]:
    """Every weight with its value and its meaning, in the order above."""
    return [
        Weight(one.name, getattr(WEIGHTS, one.name), one.metadata["meaning"])
        for one in fields(Weights)
    ]
