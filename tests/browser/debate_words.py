"""What four people read and what they write in a whole debate, in English and in German.

Lea and Odo are for, Ben and Nora are against; Ben moves. The first part of each language is what
the pages say, the second what the four say.
"""

from dataclasses import dataclass

from debates.models import Stance
from members.models import Language


@dataclass(frozen=True)
class Stand:
    """A position with the value it rests on."""

    stance: Stance
    core: str
    reasons: str
    value: str
    stands_for: str
    because: str


@dataclass(frozen=True)
class Words:
    """One language: what stands on the pages by a short name, and who says what."""

    language: Language
    locale: str
    page: dict[str, str]
    said: dict[str, str]
    stands: dict[str, Stand]
    stances: dict[Stance, str]

    def __getitem__(self, name: str) -> str:
        return self.page[name]
