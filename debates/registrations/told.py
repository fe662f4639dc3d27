"""How what happened on this floor is told: in news and in the feed of a community."""

from typing import Any

from communities.shelves import ActivityKind, activity_kinds


def address(row: Any) -> str:
    """The page of the thing it happened to."""
    return str(row.target.get_absolute_url())


def activity(name: str, label: Any, load: Any, sentence: Any, **more: Any) -> None:
    """Put a kind of activity on the shelf; it leads to the page of its thing."""
    activity_kinds.register(
        ActivityKind(name=name, label=label, load=load, sentence=sentence, url=address, **more)
    )
