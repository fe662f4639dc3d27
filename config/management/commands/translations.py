"""`manage.py translations extract|compile|check`."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError

from config.translations.catalogues import as_text, folders, read, renew, replace
from config.translations.checks import problems
from config.translations.compilation import compile_catalogues
from config.translations.messages import CannotExtract
from config.translations.sources import messages_in_sources


class Command(BaseCommand):
    """Keep the catalogues in step with the texts of the interface."""

    help = "Gathers the texts of the interface, compiles their translations, or checks them."
    requires_system_checks: ClassVar[list[str]] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["extract", "compile", "check"])

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        acts: dict[str, Callable[[], None]] = {
            "extract": self.extract,
            "compile": self.compile,
            "check": self.check_all,
        }
        try:
            acts[act]()
        except CannotExtract as refusal:
            raise CommandError(str(refusal)) from refusal

    def extract(self) -> None:
        """Bring the catalogues to exactly the texts that stand in the source."""
        messages = messages_in_sources()
        for folder in folders():
            if folder.is_source:
                continue
            content = as_text(renew(read(folder.own, folder.language), messages))
            if not folder.own.exists() or folder.own.read_bytes() != content:
                replace(folder.own, content)
            self.stdout.write(f"{folder.language}: {len(messages)} texts")

    def compile(self) -> None:
        """Write the catalogues Django reads, where they are not current."""
        for path in compile_catalogues():
            self.stdout.write(f"Wrote {path}")

    def check_all(self) -> None:
        """Name everything that is not ready to be read."""
        found = problems()
        if found:
            raise CommandError("\n".join([*found, f"{len(found)} to mend in locale/."]))
        self.stdout.write("All texts are translated.")
