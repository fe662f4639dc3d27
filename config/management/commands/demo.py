"""bin/manage demo [--sign-ins | --code]: loads the demonstration once, or says how to sign in."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from communities.models import Community
from config.demonstration.performance import UnknownSkills, acts_of, perform
from config.demonstration.second_factor import current_code
from config.demonstration.sign_ins import STAFF, sign_ins
from config.demonstration.stage import Stage
from config.demonstration.world import World, read_world
from members.models import Member
from sharing.models import Skill


class Command(BaseCommand):
    help = (
        "Load the demonstration: an invented world worth looking at. A second run changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        instead = parser.add_mutually_exclusive_group()
        instead.add_argument(
            "--sign-ins", action="store_true", help="only say with whom to sign in; load nothing"
        )
        instead.add_argument(
            "--code", action="store_true", help="only say the code that staff signs in with now"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "The demonstration has sign-ins everybody knows, so it does not run in production. "
                "Set RESONANZ_ENV=development on a machine for trying out."
            )
        if options["code"]:
            self._say_the_code()
            return
        if not options["sign_ins"]:
            self._load(options["verbosity"])
        if options["sign_ins"] or options["verbosity"]:
            self.stdout.write("\n".join(sign_ins()))

    def _say_the_code(self) -> None:
        try:
            code, seconds = current_code()
        except Member.DoesNotExist as missing:
            raise CommandError("There is no demonstration in this database.") from missing
        self.stdout.write(f"{code}  (holds for another {seconds} seconds)")

    def _load(self, verbosity: int) -> None:
        if Member.objects.filter(is_demonstration=True).exists():
            self.stdout.write("The demonstration is loaded already; nothing was changed.")
            return
        world = read_world()
        _refuse_neighbours(world)
        if not Skill.objects.from_esco().exists():
            call_command("import_skills", verbosity=verbosity, stdout=self.stdout)
        began = time.monotonic()
        self._perform(world, verbosity)
        if verbosity:
            self.stdout.write(_summary(world, time.monotonic() - began))

    def _perform(self, world: World, verbosity: int) -> None:
        stage = Stage()
        acts = acts_of(world, stage)
        bar = tqdm(
            total=len(acts),
            unit=" acts",
            desc="Demonstration",
            file=self.stderr,
            disable=verbosity == 0 or None,
        )
        try:
            with bar:
                perform(world, stage, acts, tick=bar.update)
        except UnknownSkills as missing:
            raise CommandError(
                f"The vocabulary lacks skills the demonstration names: {missing}. "
                "Nothing was loaded. Run bin/manage import_skills first."
            ) from missing


def _refuse_neighbours(world: World) -> None:
    """Handles and addresses the demonstration needs must be free."""
    handles = [STAFF, *(person.handle for person in world.people)]
    emails = [f"{handle}@example.org" for handle in handles]
    people = Member.objects.filter(handle__in=handles) | Member.objects.filter(email__in=emails)
    places = Community.objects.filter(slug__in=[place.slug for place in world.places])
    taken = [member.handle for member in people] + [community.slug for community in places]
    if taken:
        raise CommandError(
            f"The demonstration needs names that are taken here: {', '.join(sorted(taken))}. "
            "Nothing was loaded. Use an empty database (bin/run --data DIR)."
        )


def _summary(world: World, seconds: float) -> str:
    positions = sum(len(topic.positions) for topic in world.topics)
    return (
        f"{len(world.people)} members, {len(world.places)} communities, {len(world.topics)} topics "
        f"with {positions} positions, {len(world.notices)} offers and requests and "
        f"{len(world.questions)} questions in {seconds:.1f} s."
    )
