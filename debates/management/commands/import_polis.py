"""manage.py import_polis DIR --community SLUG: a public conversation becomes a topic.

The folder holds the export of Polis (comments.csv, votes.csv, participants-votes.csv,
summary.csv) or our own form (statements.csv, votes.csv, groups.csv, summary.json).
"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from communities.models import Community
from debates.polis import Conversation, Damaged, read_conversation
from debates.services.imports import Imported, import_conversation, size_of
from members.refusals import Refusal

# What the files may not say of their source; what is said here goes first.
TOLD = {
    "language": "in which the texts are written, as a tag (de, pt-BR); guessed where left out",
    "name": "by which the conversation is known here; else its address or the folder",
    "licence": "under which it may be shown, such as 'CC BY 4.0'",
    "licence_url": "where the licence can be read",
    "attribution": "what its publisher wants to be said wherever it is shown",
}


class Command(BaseCommand):
    help = "Bring a public conversation, as Polis exports it or in our own form, into a community."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="the folder with the files")
        parser.add_argument("--community", metavar="SLUG", required=True)
        for name, what in TOLD.items():
            parser.add_argument(f"--{name.replace('_', '-')}", dest=name, default="", help=what)

    def handle(self, *args: Any, **options: Any) -> None:
        community = _community(options["community"])
        try:
            told = {name: options[name].strip() for name in TOLD}
            conversation = read_conversation(options["folder"], **told)
            imported = _with_progress(conversation, community)
        except Damaged as error:
            raise CommandError(f"{error}. Nothing was imported.") from error
        except Refusal as refusal:
            raise CommandError(str(refusal.sentence)) from refusal
        self.stdout.write(_in_words(conversation, imported))


def _community(slug: str) -> Community:
    community = Community.objects.standing().filter(slug=slug).first()
    if community is None:
        raise CommandError(f"There is no community at the address “{slug}”.")
    return community


def _with_progress(conversation: Conversation, community: Community) -> Imported:
    with tqdm(
        total=size_of(conversation), unit=" rows", desc=conversation.source.name, file=sys.stderr
    ) as bar:
        return import_conversation(
            conversation=conversation, community=community, progress=bar.update
        )


def _in_words(conversation: Conversation, imported: Imported) -> str:
    topic = imported.topic
    counts = (
        f"{len(conversation.people)} participants, {len(conversation.claims)} statements, "
        f"{len(conversation.casts)} votes"
    )
    begin = "Imported" if imported.is_new else "Imported before, nothing was changed"
    address = f"{settings.PUBLIC_URL}{topic.get_absolute_url()}"
    language = f"Language: {topic.language}"
    return f"{begin}: {counts}.\n{language}\nTopic {topic.code}\n{address}"
