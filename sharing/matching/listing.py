"""What a listing means: one unit vector, of its title alone and of all its words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sharing.matching.encoding import Encoder, Vectors, encoder, packed, unit
from sharing.matching.spelling import speller
from sharing.matching.weights import WEIGHTS


@dataclass(frozen=True)
class Words:
    title: str
    body: str = ""
    language: str = ""

    @property
    def whole(self) -> str:
        return f"{self.title}. {self.body}" if self.body else self.title


def listing_vectors(listings: Sequence[Words]) -> list[bytes]:
    """As they are stored; empty without the encoder.

    Read as it is written and once more with its misspelt words mended: where mending was wrong, the
    first reading still stands.
    """
    model = encoder()
    if model is None:
        return [b""] * len(listings)
    written = _read(model, listings)
    meant = _read(model, [_mended(one) for one in listings])
    return [packed(row) for row in unit(written + meant)]


def _mended(one: Words) -> Words:
    mend = speller().mend
    return Words(mend(one.title, one.language), mend(one.body, one.language), one.language)


def _read(model: Encoder, listings: Sequence[Words]) -> Vectors:
    titles = model.encode([one.title for one in listings])
    whole = model.encode([one.whole for one in listings])
    return unit(titles + np.float32(WEIGHTS.body) * whole)


def listing_vector(title: str, body: str, language: str = "") -> bytes:
    return listing_vectors([Words(title, body, language)])[0]
