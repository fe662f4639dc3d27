"""manage.py evaluate_matching CASES.json: how far up the matching brings the offers that fit."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sharing.matching.cases import Cases, Damaged, Figures, figures, rank, read_cases
from sharing.matching.encoding import encoder


class Command(BaseCommand):
    help = "Rank the offers of a file of cases for each of its requests, and say how well."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cases", metavar="CASES.json", type=Path)
        parser.add_argument(
            "--rankings", metavar="OUT.json", type=Path, help="write offer ids, best first"
        )
        parser.add_argument(
            "--without-encoder", action="store_true", help="by letters alone, without meaning"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with_encoder = not options["without_encoder"]
        if with_encoder and encoder() is None:
            self.stderr.write("The encoder is not installed; letters alone decide.")
        try:
            cases = read_cases(options["cases"])
        except Damaged as trouble:
            raise CommandError(f"The cases cannot be read: {trouble}") from trouble
        rankings = rank(cases, with_encoder=with_encoder)
        if options["rankings"]:
            _write(options["rankings"], rankings)
        self.stdout.write(f"{len(cases.requests)} requests, {len(cases.offers)} offers")
        self._tell("all", figures(cases, rankings))
        for tag in _tags(cases):
            self._tell(tag, figures(cases, rankings, tag))

    def _tell(self, name: str, found: Figures) -> None:
        self.stdout.write(
            f"{name:16} recall@5 {found.recall:.3f}  nDCG@10 {found.gain:.3f}"
            f"  ({found.requests} requests)"
        )


def _tags(cases: Cases) -> list[str]:
    return sorted({tag for one in cases.requests for tag in one.tags})


def _write(path: Path, rankings: dict[str, list[str]]) -> None:
    try:
        path.write_text(json.dumps(rankings, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as trouble:
        raise CommandError(f"{path} cannot be written: {trouble.strerror}") from trouble
