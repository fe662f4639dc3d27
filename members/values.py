"""The ten basic values of S. H. Schwartz (1992, 2012), in the order of their circle.

A vocabulary for stating values, not a test: it yields no measured profile. Source and licence of
the words: `members/data/README.md`.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

SOURCE = Path(__file__).resolve().parent / "data" / "values.csv"
SECTORS = 9


@dataclass(frozen=True)
class BasicValue:
    slug: str
    order: int
    sector: int
    names: dict[str, str]
    definitions: dict[str, str]
    higher_order: str

    @property
    def name(self) -> str:
        return self.names[_language()]

    @property
    def definition(self) -> str:
        return self.definitions[_language()]

    def __str__(self) -> str:
        return self.name


def _language() -> str:
    return "de" if (get_language() or "de").startswith("de") else "en"


@cache
def all_values() -> dict[str, BasicValue]:
    """The ten values by slug, in the order of the circle."""
    with SOURCE.open(encoding="utf-8", newline="") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: int(row["order"]))
    return {row["slug"]: _from_row(row) for row in rows}


def _from_row(row: dict[str, str]) -> BasicValue:
    return BasicValue(
        slug=row["slug"],
        order=int(row["order"]),
        sector=int(row["sector"]),
        names={"de": row["name_de"], "en": row["name_en"]},
        definitions={"de": row["definition_de"], "en": row["definition_en"]},
        higher_order=row["higher_order"],
    )


def choices() -> list[tuple[str, str]]:
    """Slug and name, for a form in the reader's language."""
    return [(slug, value.name) for slug, value in all_values().items()]


def distance(one: str, other: str) -> int:
    """Steps between two values on the circle of nine sectors: 0 (same sector) to 4 (opposite)."""
    apart = abs(all_values()[one].sector - all_values()[other].sector)
    return min(apart, SECTORS - apart)
