"""Every operation of the API that makes something, and something sound to send to it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.limit_doors import (
    ASKED,
    CLAIMED,
    FOUNDED,
    INTRODUCED,
    LEARNT,
    OFFERED,
    QUESTION,
    REPORTED,
    WORDS,
)
from tests.makings import as_it_stands, lea_moved, not_introduced, nothing_at_work
from tests.stage import Stage


@dataclass(frozen=True)
class Sending:
    """`thing` is what the `{id}` of the path names."""

    path: str
    thing: str
    who: str
    sent: dict[str, Any] = field(default_factory=dict)
    before: Callable[[Stage], None] = as_it_stands

    def __str__(self) -> str:
        return self.path


ABOUT = {"about": {"kind": "offer", "id": "{offer.public}"}}
ARGUED = {"kind": "experience", "text": WORDS, "language": "en"}
LISTED = OFFERED | {"as_gift": True, "own_skills": ["saws"], "communities": ["{community.public}"]}
RESTATED = {"text": WORDS, "language": "en"}
TOLD = {"text": "It took two of us.", "language": "en"}
MOVED = {"kind": "argument", "id": "{reply.public}"}
VALUE = {"value": "security", "words": "I stand for what holds.", "language": "en"}
SENDINGS = [
    Sending("me/values/", "", "lea", VALUE),
    Sending("me/searches/", "", "lea", {"kind": "offer", "query": "q=planes"}),
    Sending("me/skills/", "", "lea", {"words": "planing wood", "direction": "can"}),
    Sending("questions/", "", "odo", ASKED | ABOUT),
    Sending("communities/", "", "nora", FOUNDED),
    Sending("reports/", "", "mara", REPORTED | ABOUT),
    Sending("matches/not-for-me/", "", "lea", {"member": "{mara}", "reason": "time"}),
    Sending(
        "topics/",
        "",
        "lea",
        {"question": QUESTION, "language": "en", "community": "{community.public}"},
    ),
    Sending("topics/{id}/statements/", "topic.public", "lea", CLAIMED),
    Sending(
        "topics/{id}/joint/",
        "topic.public",
        "lea",
        CLAIMED | {"publish": True},
        before=nothing_at_work,
    ),
    Sending(
        "topics/{id}/missions/",
        "topic.public",
        "lea",
        {
            "aim": "Three firms try a talk about pay.",
            "ground": "Whoever asks gets an answer.",
            "language": "en",
            "publish": True,
        },
    ),
    Sending("positions/{id}/arguments/", "position.public", "mara", ARGUED),
    Sending("positions/{id}/credits/", "position.public", "lea", MOVED, before=lea_moved),
    Sending("positions/{id}/restatements/", "position.public", "odo", RESTATED),
    Sending("arguments/{id}/restatements/", "argument.public", "odo", RESTATED),
    Sending("missions/{id}/progress/", "mission.public", "lea", TOLD),
    Sending(
        "missions/{id}/commitments/",
        "mission.public",
        "lea",
        {
            "deed": "I ask the head of our school.",
            "due": "{day+10}",
            "obstacle": "She is away.",
            "then": "I ask her deputy.",
            "language": "en",
        },
    ),
    Sending("offers/", "", "lea", LISTED),
    Sending("requests/", "", "lea", LISTED),
    Sending("exchanges/", "", "odo", ASKED | {"offer": "{offer.public}"}),
    Sending("exchanges/{id}/again/", "exchange.done", "lea", {"starts_at": "{now+9}"}),
    Sending(
        "experiences/",
        "",
        "lea",
        LEARNT | {"own_skills": ["rotas"], "community": "{community.public}", "publish": True},
    ),
    Sending("experiences/{id}/tried/", "experience.public", "ben", TOLD),
    Sending(
        "introductions/",
        "",
        "odo",
        INTRODUCED | {"one": "{lea}", "other": "{ben}"},
        before=not_introduced,
    ),
]
