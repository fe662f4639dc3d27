"""manage.py check_hours: proves that no hours got lost, over all rows."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from sharing.services.exchanges.checking import check_hours, how_many_rows, mend_hours


class Command(BaseCommand):
    help = (
        "Check that every exchange of hours has its entry or says why not, and that the accounts"
        " agree with their entries. Exits with 1 where something is wrong."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--mend",
            action="store_true",
            help="first enter what is missing, or let the two read why it cannot be entered",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["mend"]:
            entered, told = mend_hours()
            self.stdout.write(f"{entered:,} exchanges entered, {told:,} told why not.")
        rows = how_many_rows()
        quiet = options["verbosity"] == 0 or None
        with tqdm(total=rows, unit=" rows", desc="Hours", file=self.stderr, disable=quiet) as bar:
            found = list(check_hours(tick=bar.update))
        for one in found:
            named = ", ".join(one.codes) + (" …" if one.how_many > len(one.codes) else "")
            self.stdout.write(f"{one.how_many:,} {one.broken}: {named}")
        if found:
            raise CommandError(f"{sum(one.how_many for one in found):,} things are wrong.")
        if options["verbosity"]:
            self.stdout.write(f"{rows:,} rows checked, no hours are lost.")
