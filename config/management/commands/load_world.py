"""bin/manage load_world --members N --communities N --topics N --positions N --offers N"""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from tqdm import tqdm

from config.world.dice import Dice
from config.world.listings import load_sharing
from config.world.people import load_people
from config.world.stances import load_debates
from members.models import Member
from sharing.models import Skill

SIZES = {
    "members": 20_000,
    "communities": 200,
    "topics": 2_000,
    "positions": 200_000,
    "offers": 50_000,
}
MARK = "w-"


class Command(BaseCommand):
    help = "Load a synthetic world, as skewed as real ones, for measuring. It needs an empty house."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, size in SIZES.items():
            parser.add_argument(f"--{name}", type=int, default=size, metavar="N")
        parser.add_argument(
            "--seed", type=int, default=1, help="the same seed gives the same world"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._refuse(options)
        began = time.monotonic()
        with transaction.atomic(), tqdm(unit=" rows", unit_scale=True, disable=None) as bar:
            self._load(options, bar)
        with connection.cursor() as cursor:
            # Without statistics the planner takes the tables for empty.
            cursor.execute("ANALYZE")
        self.stdout.write(f"The world is loaded in {time.monotonic() - began:.1f} s.")

    def _refuse(self, options: dict[str, Any]) -> None:
        small = [name for name in SIZES if options[name] < 1]
        if small:
            raise CommandError(f"--{small[0]} has to be at least 1.")
        if Member.objects.filter(handle__startswith=MARK).exists():
            raise CommandError(
                "A synthetic world is loaded already. Use an empty database (--data DIR)."
            )
        if not Skill.objects.from_esco().exists():
            raise CommandError("Load the vocabulary of skills first: bin/manage import_skills")

    def _load(self, options: dict[str, Any], bar: "tqdm[Any]") -> None:
        dice = Dice(options["seed"])
        people = load_people(
            dice, members=options["members"], communities=options["communities"], bar=bar
        )
        load_debates(
            dice, people, topics=options["topics"], positions=options["positions"], bar=bar
        )
        load_sharing(dice, people, offers=options["offers"], bar=bar)
