"""How near requests and offers are by their words alone: the same meaning, and the same letters."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sharing.matching.encoding import unpacked
from sharing.matching.weights import WEIGHTS
from sharing.matching.words import Nearness, word_nearness


@dataclass(frozen=True)
class Text:
    """Title and body, and what they mean where a worker has read it."""

    title: str
    body: str = ""
    vector: bytes = field(default=b"", repr=False)

    @property
    def letters(self) -> str:
        """The title twice: it names the thing, the body tells of it."""
        return f"{self.title} {self.title} {self.body}"


def similarities(seeking: Sequence[Text], giving: Sequence[Text]) -> Nearness:
    """Every request (row) with every offer (column); the higher, the nearer."""
    letters = word_nearness([one.letters for one in seeking], [one.letters for one in giving])
    meaning = unpacked([one.vector for one in seeking]) @ unpacked([one.vector for one in giving]).T
    nearness: Nearness = meaning + WEIGHTS.words * letters
    return nearness
