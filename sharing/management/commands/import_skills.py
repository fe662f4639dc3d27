"""manage.py import_skills: loads the skills, groups and occupations that come with the house."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from sharing.services.vocabulary import Loaded, load_vocabulary
from sharing.vocabulary.reading import FOLDER, UnreadableVocabulary, read


class Command(BaseCommand):
    help = "Load the vocabulary of skills (ESCO). A second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--from", dest="folder", type=Path, default=FOLDER, help="another folder of that form"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            vocabulary = read(options["folder"])
        except UnreadableVocabulary as trouble:
            raise CommandError(f"The vocabulary cannot be read: {trouble}") from trouble
        rows = sum(map(len, (vocabulary.groups, vocabulary.skills, vocabulary.occupations)))
        with tqdm(
            total=rows,
            unit=" rows",
            desc="Skills",
            file=self.stderr,
            disable=options["verbosity"] == 0 or None,
        ) as bar:
            loaded = load_vocabulary(vocabulary, tick=bar.update)
        if options["verbosity"]:
            self.stdout.write(_summary(loaded, time.monotonic() - started))


def _summary(loaded: Loaded, seconds: float) -> str:
    parts = [
        f"{loaded.total[kind]:,} {word} "
        f"({loaded.new[kind]:,} new, {loaded.changed[kind]:,} changed)"
        for kind, word in (
            ("skill", "skills"),
            ("skillgroup", "groups"),
            ("occupation", "occupations"),
        )
    ]
    return f"{', '.join(parts)} in {seconds:.1f} s."
