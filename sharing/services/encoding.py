"""What listings and experiences mean is read by workers and commands, never in a web request."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from members.services.outbox import send
from sharing.matching.encoding import encoder
from sharing.matching.listing import Words, listing_vectors
from sharing.matching.meaning import cell_of
from sharing.models import Experience, Offer, Request

Readable = Offer | Request | Experience
KINDS: tuple[type[Readable], ...] = (Offer, Request, Experience)
BATCH = 100
# The schedule reads so many at most at a time; the rest follows an hour later.
MOST_AT_ONCE = 2000


def ask_to_encode(thing: Readable) -> None:
    """What it meant no longer holds; a worker reads it once this transaction is through.

    If the bell is broken, the schedule finds it, since it says nothing meanwhile.
    """
    kind = type(thing)
    kind._base_manager.filter(pk=thing.pk).update(**_nothing(kind))
    task = "sharing.encode_experience" if kind is Experience else "sharing.encode_listing"
    transaction.on_commit(partial(send, task, thing.pk))


def encode_listing(listing_id: int) -> None:
    """Read an offer or a request, whichever bears this id."""
    for kind in (Offer, Request):
        encode(kind._base_manager.filter(pk=listing_id))


def encode_experience(experience_id: int) -> None:
    encode(Experience._base_manager.filter(pk=experience_id))


def encode_unread() -> int:
    """Read what nobody has read yet, if there is an encoder at all."""
    if encoder() is None:
        return 0
    return sum(encode(unread(kind)[:MOST_AT_ONCE]) for kind in KINDS)


def unread(kind: type[Readable]) -> QuerySet[Readable]:
    """What has no vector; a draft is read when it is published."""
    published: dict[str, Any] = {} if kind is Experience else {"is_draft": False}
    return kind._base_manager.filter(vector=None, **published)


def encode(things: QuerySet[Readable], tick: Callable[[int], object] = int) -> int:
    """Write down what each means; gives how many. Whatever changes meanwhile is left to the next.

    Without the encoder nothing is written.
    """
    if encoder() is None:
        return 0
    ids = list(things.values_list("pk", flat=True))
    for begin in range(0, len(ids), BATCH):
        batch = ids[begin : begin + BATCH]
        _encode(list(things.model._base_manager.filter(pk__in=batch)))
        tick(len(batch))
    return len(ids)


def _encode(things: Sequence[Readable]) -> None:
    for thing, vector in zip(things, listing_vectors([_words(one) for one in things]), strict=True):
        unchanged = type(thing)._base_manager.filter(pk=thing.pk, **_fields(thing))
        cell = {} if isinstance(thing, Experience) else {"cell": cell_of(vector)}
        unchanged.update(vector=vector, **cell)


def _nothing(kind: type[Readable]) -> dict[str, object]:
    return {"vector": None} if kind is Experience else {"vector": None, "cell": None}


def _words(thing: Readable) -> Words:
    body = thing.situation if isinstance(thing, Experience) else thing.text
    return Words(thing.title, body, thing.language)


def _fields(thing: Readable) -> dict[str, str]:
    """What was read; if it has changed since, a later reading holds."""
    names = ("title", "situation" if isinstance(thing, Experience) else "text", "language")
    return {name: getattr(thing, name) for name in names}
