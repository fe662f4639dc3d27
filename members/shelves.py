"""The shelves of the ground floor, and the form of what stands on them.

Upper floors fill them in their `registrations.py`. `tests/test_registrations.py` walks every
shelf and renders every entry in German and English.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.mail import EmailMessage
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from members.models import Member
from members.shelf import Shelf

# So much of what was written stands beside a piece of news.
EXCERPT = 240


@dataclass(frozen=True)
class NotificationKind:
    """One kind of news.

    `recipients(target, actor)` says who is told; the outbox itself leaves out the actor, blocked
    and inactive people, and whoever may not see the target. `load(member)` gives the targets that
    this member may see, with everything the sentence needs (select_related), so that an inbox
    costs the same for 5 rows and for 50. `sentence`, `url` and `excerpt` take a Notification whose
    actor and target are loaded. `subject` stands in the mail's subject line: it never names a
    position, a value or what was written. `excerpt` gives what was written, whole and with
    its signs; the inbox and the API show its beginning, nobody else quotes it.
    """

    name: str
    label: Any
    load: Callable[[Member], QuerySet[Any]]
    recipients: Callable[[Any, Member | None], Iterable[Member]]
    sentence: Callable[[Any], Any]
    url: Callable[[Any], str]
    subject: Any
    # A person waits for an answer: mailed at once unless the member chose otherwise.
    mails_at_once: bool = False
    excerpt: Callable[[Any], str] = lambda notification: ""
    # In which language the excerpt was written; empty where that is not known.
    language: Callable[[Any], str] = lambda notification: ""
    # Where it tells of something that stands on Today until the member deals with it: the targets
    # of which that still holds. Once it does not, the news is read and mailed no more.
    waits: Callable[[Member], QuerySet[Any]] | None = None


@dataclass(frozen=True)
class DigestItem:
    """One line of a digest: what, where, and why it is in there.

    `key` names the thing across sections and letters, and never quotes anybody; where it is empty,
    the address does. `kind` is a word of the floor's own.
    """

    title: str
    url: str
    why: str
    text: str = ""
    # In which languages these words were written; empty for words of the house.
    title_language: str = ""
    text_language: str = ""
    kind: str = ""
    key: str = ""

    @property
    def thing(self) -> str:
        return self.key or self.url


@dataclass(frozen=True)
class DigestSection:
    """A part of the digest: `items(member, since)` gives what is new, finite and best first.

    It only reads, and gives the same again for the same `since`: the page, the dry run and every
    try to send ask anew. `sent(member, items, at)` is called in one transaction with the letter's
    row, once the post took it; `at` is the `since` of the next letter. `followed(member, key)` is
    called once for a line whose link was opened.
    """

    name: str
    title: Any
    items: Callable[[Member, datetime], Sequence[DigestItem]]
    order: int = 50
    sent: Callable[[Member, Sequence[DigestItem], datetime], None] | None = None
    followed: Callable[[Member, str], None] | None = None


@dataclass(frozen=True)
class Panel:
    """A piece of a page another floor owns. `context(request, subject)` gives the template's
    variables, or None to stay away. Places: `today` (what waits; `waits` says what it counts),
    `today_maybe`, `today_after`, `landing`, `member`, `community`, `mission`.
    """

    name: str
    place: str
    template: str
    context: Callable[[HttpRequest, Any], dict[str, Any] | None]
    order: int = 50
    # What it speaks of, thing by thing; all panels of a page are asked in one question.
    waits: Callable[[Member], Sequence[QuerySet[Any]]] | None = None


@dataclass(frozen=True)
class Askable:
    """Something one may ask its author about. `author_of(thing)`, `visible_to(member)` and a short
    name of the thing in words for the question's page. Where it belongs to a debate, the asker says
    what the question is after, and whoever answers does so in the debate or privately. What stands
    on no page of its own is never shown beside it.
    """

    name: str
    model: type[Model]
    label: Any
    author_of: Callable[[Any], Member]
    visible_to: Callable[[Member | None], QuerySet[Any]]
    words: Callable[[Any], str]
    url: Callable[[Any], str]
    asks_for_kind: bool = False
    can_be_shown: bool = True


@dataclass(frozen=True)
class PersonalData:
    """What the house keeps about a member in one model: how it is handed out, and how it is erased.

    `export(member)` gives plain dictionaries; `erase(member)` deletes or makes anonymous.
    A test fails for a model with a relation to Member that stands nowhere here.
    """

    name: str
    model: type[Model]
    label: Any
    export: Callable[[Member], Iterable[dict[str, Any]]]
    erase: Callable[[Member], None]
    order: int = 50
    also_covers: tuple[type[Model], ...] = field(default=())


@dataclass(frozen=True)
class QuestionFollower:
    """What an upper floor does, in the same transaction, with a question that was asked, answered
    or withdrawn. `address(question, member)` is where it goes on, empty where nothing follows.
    """

    name: str
    asked: Callable[[Any], object] = lambda question: None
    answered: Callable[[Any], object] = lambda question: None
    withdrawn: Callable[[Any], object] = lambda question: None
    address: Callable[[Any, Member], str] = lambda question, member: ""


@dataclass(frozen=True)
class BlockFollower:
    """What an upper floor does, in the same transaction, when one member blocks another."""

    name: str
    blocked: Callable[[Member, Member], object]


@dataclass(frozen=True)
class MailSample:
    """One kind of mail with made-up people in it, to be looked at while building the house.

    `make(request)` writes it in the language of the moment and asks no database.
    """

    name: str
    label: Any
    make: Callable[[HttpRequest], EmailMessage]


notification_kinds: Shelf[NotificationKind] = Shelf("kinds of notification")
digest_sections: Shelf[DigestSection] = Shelf("sections of the digest")
panels: Shelf[Panel] = Shelf("panels")
askables: Shelf[Askable] = Shelf("things one may ask about")
personal_data: Shelf[PersonalData] = Shelf("personal data")
mail_samples: Shelf[MailSample] = Shelf("samples of mail")
question_followers: Shelf[QuestionFollower] = Shelf("what follows from questions")
block_followers: Shelf[BlockFollower] = Shelf("what follows from a block")


def panels_at(place: str) -> list[Panel]:
    """The panels of a page, in their order."""
    return sorted(
        (panel for panel in panels if panel.place == place), key=lambda panel: panel.order
    )


def askable_for(thing: Model) -> Askable | None:
    """The shelf's entry for a thing, or None where one cannot ask about it."""
    return next((entry for entry in askables if isinstance(thing, entry.model)), None)
