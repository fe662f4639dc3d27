"""manage.py landscape TOPIC_ID: camps, common ground and what divides, out of the votes."""

import json
import time
from argparse import ArgumentParser
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from debates.landscape import (
    Landscape,
    StatementFigures,
    Votes,
    discreet,
    landscape_of,
)
from debates.landscape.constants import (
    FEWEST_APART,
    FEWEST_CAMPS,
    FEWEST_GROUPED,
    FEWEST_VOTES,
    MOST_CAMPS,
    SMALLEST_CAMP,
)
from debates.models import Participant, Statement, Topic
from debates.polis import Damaged, read_groups
from debates.reading.votes import Voter, is_imported, votes_of
from members.ids import from_code, to_code

Id = int | str
LISTED = 5


@dataclass(frozen=True)
class Shown:
    """What is printed, with the ids of the imported file, or codes where there was none."""

    landscape: Landscape
    imported: bool
    people: Mapping[Voter, Id]
    statements: Mapping[int, Id]
    seconds: float


class Command(BaseCommand):
    help = "Compute the landscape of a topic: camps, common ground, what divides."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("topic", metavar="TOPIC_ID", help="as import_polis printed it")
        parser.add_argument("--json", action="store_true", help="print every figure")
        parser.add_argument("--camps", metavar="K", help="so many camps, instead of the clearest")
        parser.add_argument(
            "--groups", metavar="FILE", type=Path, help="take the camps of this groups.csv"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["camps"] is not None and options["groups"] is not None:
            raise CommandError("Give --camps or --groups, not both.")
        topic, camps = _topic(options["topic"]), _camps(options["camps"])
        shown = _computed(topic, camps, options["groups"])
        if shown.landscape.k == 0:
            self.stderr.write(_too_few(shown))
        self.stdout.write(_as_json(shown) if options["json"] else _in_words(topic, shown))


def _topic(word: str) -> Topic:
    """By the ten letters of its address, or by its number."""
    keys = [int(word)] if word.isdecimal() and len(word) < 19 else []
    with suppress(ValueError):
        keys.append(from_code(word))
    topics = Topic.objects.in_bulk(keys)
    if not topics:
        raise CommandError(f"There is no topic “{word}”. import_polis prints the ten letters.")
    return topics.get(keys[-1]) or topics[keys[0]]


def _camps(word: str | None) -> int | None:
    if word is None:
        return None
    if not (word.isdecimal() and FEWEST_CAMPS <= int(word) <= MOST_CAMPS):
        raise CommandError(
            f"--camps is a number from {FEWEST_CAMPS} to {MOST_CAMPS}, not “{word}”."
        )
    return int(word)


def _computed(topic: Topic, camps: int | None, file: Path | None) -> Shown:
    imported = is_imported(topic)
    people = _people(topic) if imported else {}
    groups = _groups(file, people) if file else None
    begun = time.perf_counter()
    votes = votes_of(topic, imported=imported)
    apart = 0 if imported else FEWEST_APART
    landscape = landscape_of(votes, camps=camps, groups=groups, apart=apart)
    if not imported:
        landscape = discreet(votes, landscape)
    seconds = time.perf_counter() - begun
    return Shown(landscape, imported, people, _statements(topic, votes), seconds)


def _people(topic: Topic) -> dict[Voter, Id]:
    rows = Participant.objects.filter(topic=topic).order_by("pk").values_list("pk", "external_id")
    return {(None, pk): name for pk, name in _numbered(dict(rows)).items()}


def _statements(topic: Topic, votes: Votes) -> dict[int, Id]:
    rows = Statement.objects.filter(topic=topic).values_list("pk", "external_id")
    return _numbered({pk: name or to_code(pk) for pk, name in rows})


def _numbered(names: dict[int, str]) -> dict[int, Id]:
    """Ids that are all whole numbers are printed as numbers, as in summary.json."""
    plain = all(name.isdecimal() and str(int(name)) == name for name in names.values())
    return {pk: int(name) if plain else name for pk, name in names.items()}


def _groups(file: Path, people: Mapping[Voter, Id]) -> dict[Voter, int | None]:
    """The groups of a file, which has to be about the people of this topic."""
    if not people:
        raise CommandError("--groups needs an imported topic; members are in no such file.")
    try:
        found = {person.id: person.group for person in read_groups(file)}
    except Damaged as error:
        raise CommandError(f"{error}.") from error
    strangers = found.keys() - {str(name) for name in people.values()}
    if strangers:
        raise CommandError(f"{file.name}: participant {min(strangers)} is not of this topic.")
    if not set(found.values()) - {None}:
        raise CommandError(f"{file.name}: nobody is in a group.")
    return {voter: found.get(str(name)) for voter, name in people.items()}


def _too_few(shown: Shown) -> str:
    landscape = shown.landscape
    if shown.imported:
        return "Nobody voted on enough statements, or all voted alike: there are no camps."
    if landscape.enough < FEWEST_GROUPED:
        return (
            f"{landscape.enough} members have {FEWEST_VOTES} votes; "
            f"there is a landscape from {FEWEST_GROUPED} on."
        )
    return f"There are no two camps of at least {SMALLEST_CAMP} members."


def _as_json(shown: Shown) -> str:
    landscape, names = shown.landscape, shown.statements
    content = {
        "participants": _points(shown),
        "statements": [_figures(statement, names) for statement in landscape.statements],
        "representative": {
            str(camp): [names[key] for key in keys]
            for camp, keys in landscape.representative.items()
        },
        "overall": {
            "agree": [names[one.id] for one in landscape.overall.agree],
            "disagree": [names[one.id] for one in landscape.overall.disagree],
        },
        "common_ground": [names[key] for key in landscape.common_ground],
        "most_divisive": [names[key] for key in landscape.most_divisive],
        "k": landscape.k,
        "silhouette": landscape.silhouette,
        "explained": landscape.explained,
        "seconds": round(shown.seconds, 3),
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False)


def _points(shown: Shown) -> list[dict[str, Any]]:
    """In the order of the file. Where a member stands is printed for nobody."""
    points = {point.id: point for point in shown.landscape.participants}
    return [
        {"id": name, "x": points[voter].x, "y": points[voter].y, "camp": points[voter].camp}
        for voter, name in shown.people.items()
        if voter in points
    ]


def _figures(statement: StatementFigures, names: Mapping[int, Id]) -> dict[str, Any]:
    return {
        "id": names[statement.id],
        "agree": statement.agree,
        "disagree": statement.disagree,
        "seen": statement.seen,
        "consensus": statement.consensus,
        "consensus_disagree": statement.consensus_disagree,
        "bridging": statement.bridging,
        "camps": [asdict(camp) for camp in statement.camps],
    }


def _in_words(topic: Topic, shown: Shown) -> str:
    landscape = shown.landscape
    texts = dict(Statement.objects.filter(topic=topic).values_list("pk", "text"))
    lines = [topic.question, f"{landscape.k} camps, silhouette {landscape.silhouette:.3f}"]
    parts = {"Common ground": landscape.common_ground, "Most divisive": landscape.most_divisive}
    for camp, keys in landscape.representative.items():
        parts[f"Camp {camp}, {landscape.sizes[camp]} people"] = keys
    for title, keys in parts.items():
        lines += ["", title]
        lines += [f"  {shown.statements[key]}: {texts[key]}" for key in keys[:LISTED]]
    return "\n".join([*lines, "", f"{shown.seconds:.2f} s"])
