"""The shelves of the communities' floor; upper floors fill them in their `registrations.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from communities.models import Community
from members.models import Member
from members.shelf import Shelf


@dataclass(frozen=True)
class Reportable:
    """Something that can be reported: whose it is, which community decides (None: the site team),
    how it is hidden and brought back by the app that owns it, and its words for the snapshot.

    `others_of` gives whoever has a part in it beside its author: who wrote it too, or to whom it
    was written. None of them sees a case about it. `is_unnamed` says that it stands in its place
    without its author's name, always or for some readers; moderation does not name them either.
    `told` is what whoever reports it should know besides. `between_two` says whether only its
    author and whoever reports it can read it now.
    """

    name: str
    model: type[Model]
    label: Any
    author_of: Callable[[Any], Member | None]
    community_of: Callable[[Any], Community | None]
    visible_to: Callable[[Member | None], QuerySet[Any]]
    hide: Callable[[Any], None]
    restore: Callable[[Any], None]
    words: Callable[[Any], str]
    url: Callable[[Any], str]
    others_of: Callable[[Any], Iterable[Member | None]] = lambda thing: ()
    is_unnamed: bool = False
    told: Any = ""
    between_two: Callable[[Any], bool] = lambda thing: False


def language_of(thing: Any) -> str:
    """In which language something was written: a position says it with its current version, a
    profile with its story, and a message nowhere.
    """
    written = getattr(thing, "current", None) or thing
    return getattr(written, "story_language", getattr(written, "language", ""))


@dataclass(frozen=True)
class Searchable:
    """A kind of thing the search finds. `find(member, words)` starts at `visible_to` and gives a
    queryset, best first (`communities.services.search.matching` orders it); `template` draws one
    result from `thing` and `words`; `{% load search %}{% marked text words %}` marks the words.
    """

    name: str
    label: Any
    find: Callable[[Member | None, str], QuerySet[Any]]
    template: str
    order: int = 50


@dataclass(frozen=True)
class ActivityKind:
    """How one kind of activity is told in the feed: a sentence with names, and where it leads.

    `load(member)` gives the targets that this member may see, with everything the sentence needs,
    so that a feed costs the same for 5 rows and for 50; an activity whose target is not among
    them is left out. See `members.targets.attach`.
    """

    name: str
    label: Any
    load: Callable[[Member | None], QuerySet[Any]]
    sentence: Callable[[Any], Any]
    url: Callable[[Any], str]
    excerpt: Callable[[Any], str] = lambda activity: ""


@dataclass(frozen=True)
class CommunityTab:
    """A part of a community's page, at `/c/<slug>/<path>/`."""

    name: str
    label: Any
    url: Callable[[Community], str]
    order: int = 50


@dataclass(frozen=True)
class MembershipFollower:
    """What an upper floor does, in the same transaction, when somebody has come in or gone."""

    name: str
    came: Callable[[Member, Community], object] = lambda member, community: None
    gone: Callable[[Member, Community], object] = lambda member, community: None


reportables: Shelf[Reportable] = Shelf("things that can be reported")
searchables: Shelf[Searchable] = Shelf("things the search finds")
activity_kinds: Shelf[ActivityKind] = Shelf("kinds of activity")
community_tabs: Shelf[CommunityTab] = Shelf("parts of a community")
membership_followers: Shelf[MembershipFollower] = Shelf("what follows from coming and going")


def unnamed_models() -> list[type[Model]]:
    """Kinds of things whose author is named on no page of moderation."""
    return [entry.model for entry in reportables if entry.is_unnamed]


def reportable_of(kind: ContentType | None) -> Reportable | None:
    """The shelf's entry for a type of things; None for something described in words."""
    model = kind.model_class() if kind else None
    return next((entry for entry in reportables if entry.model is model), None)


def reportable_for(thing: Model) -> Reportable | None:
    """The shelf's entry for a thing, or None where it cannot be reported."""
    return next((entry for entry in reportables if isinstance(thing, entry.model)), None)
