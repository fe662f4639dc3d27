"""A public conversation becomes a topic: whole, or not at all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from io import StringIO
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from debates.models import Participant, Statement, Topic, TopicSource, TopicState, Vote
from debates.polis import Cast, Conversation
from debates.refusals import AnotherConversation
from members.services.outbox import send
from members.text import clean_line, clean_text

BATCH = 2000
Progress = Callable[[int], object]


@dataclass(frozen=True)
class Imported:
    topic: Topic
    is_new: bool


@transaction.atomic
def import_conversation(
    *, conversation: Conversation, community: Community, progress: Progress = lambda count: None
) -> Imported:
    """Bring a conversation into a community, once; its participants never become accounts."""
    # A second import at the same time waits here for the first.
    Community.objects.select_for_update().get(pk=community.pk)
    if earlier := _earlier(conversation, community):
        return Imported(earlier, is_new=False)
    topic = _topic(conversation, community)
    people = _people(conversation, topic, progress)
    claims = _claims(conversation, topic, people, progress)
    _write_votes(conversation.casts, people, claims, progress)
    transaction.on_commit(partial(send, "debates.refresh_landscape", topic.pk))
    return Imported(topic, is_new=True)


def size_of(conversation: Conversation) -> int:
    """How many rows an import reports to its progress."""
    return len(conversation.people) + len(conversation.claims) + len(conversation.casts)


def _earlier(conversation: Conversation, community: Community) -> Topic | None:
    """The topic an earlier import of the same files made; other files of that name are refused."""
    source = (
        TopicSource.objects.select_related("topic")
        .filter(name=conversation.source.name, topic__community=community)
        .first()
    )
    if source is None:
        return None
    if source.fingerprint != conversation.fingerprint:
        raise AnotherConversation(
            _(
                "“%(name)s” was brought into this community before, from other files. Nothing was "
                "changed. Give the new one another name with --name, or delete the topic."
            )
            % {"name": source.name}
        )
    return source.topic


def _topic(conversation: Conversation, community: Community) -> Topic:
    """The conversation was held elsewhere and is over, so the topic begins closed."""
    source = conversation.source
    topic = Topic.objects.create(
        community=community,
        author=None,
        question=clean_line(source.topic),
        language=source.language,
        state=TopicState.CLOSED,
        closed_at=_last_moment(conversation),
    )
    TopicSource.objects.create(
        topic=topic,
        name=source.name,
        description=clean_text(source.description),
        licence=clean_line(source.licence),
        licence_url=source.licence_url,
        attribution=clean_text(source.attribution),
        changes_made=clean_text(source.changes_made),
        url=source.url,
        fingerprint=conversation.fingerprint,
        counts=conversation.counts,
    )
    return topic


def _last_moment(conversation: Conversation) -> datetime:
    moments = [cast.at for cast in conversation.casts if cast.at is not None]
    return datetime.fromtimestamp(max(moments), UTC) if moments else timezone.now()


def _people(conversation: Conversation, topic: Topic, progress: Progress) -> dict[str, int]:
    rows = [
        Participant(topic=topic, external_id=person.id, published_group=person.group)
        for person in conversation.people
    ]
    _create(Participant, rows, progress)
    return {row.external_id: row.pk for row in rows}


def _claims(
    conversation: Conversation, topic: Topic, people: dict[str, int], progress: Progress
) -> dict[str, int]:
    """Statements keep their order by their time; an author who never took part is none."""
    begun = timezone.now()
    rows = [
        Statement(
            topic=topic,
            external_id=claim.id,
            participant_id=people.get(claim.author),
            text=clean_line(claim.text),
            language=conversation.source.language,
            moderated=claim.moderated,
            created_at=begun + timedelta(microseconds=place),
        )
        for place, claim in enumerate(conversation.claims)
    ]
    _create(Statement, rows, progress)
    return {row.external_id: row.pk for row in rows}


def _create(model: type[Model], rows: Sequence[Any], progress: Progress) -> None:
    for batch in _batches(rows):
        model._default_manager.bulk_create(batch)
        progress(len(batch))


def _write_votes(
    casts: Iterable[Cast], people: dict[str, int], claims: dict[str, int], progress: Progress
) -> None:
    """By COPY, which writes tens of thousands of rows in a second."""
    columns = ("statement_id", "participant_id", "choice", "cast_at")
    begun = timezone.now()
    with connection.cursor() as cursor:
        for batch in _batches(casts):
            lines = "".join(
                f"{claims[cast.claim]}\t{people[cast.person]}\t{cast.vote}\t"
                f"{_moment(cast, begun).isoformat()}\n"
                for cast in batch
            )
            copy(cursor, Vote._meta.db_table, columns, lines)
            progress(len(batch))


def _moment(cast: Cast, begun: datetime) -> datetime:
    """A vote whose time nobody told counts as cast when it came here."""
    return begun if cast.at is None else datetime.fromtimestamp(cast.at, UTC)


def copy(cursor: Any, table: str, columns: Sequence[str], lines: str) -> None:
    """Rows as PostgreSQL takes them in bulk; numbers and times only, so nothing needs escaping."""
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    cursor.copy_expert(f"COPY {quote(table)} ({names}) FROM STDIN", StringIO(lines))


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        yield batch
