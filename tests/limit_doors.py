"""Doors to what is limited: somebody sends something sound to a page, and to the API alike."""

from dataclasses import dataclass, field
from typing import Any

QUESTION = "Should apprentices choose their own hours?"
WORDS = "Three warnings were not enough to stop it, and nobody asked those who had seen it before."


@dataclass(frozen=True)
class Door:
    """Somebody sends something sound to a page, and where there is one to an address of the API."""

    limit: str
    who: str | None
    page: str
    sent: dict[str, Any] | None = None
    api: str = ""
    posted: dict[str, Any] = field(default_factory=dict)


ASKED = {"text": "What would you tell a beginner?", "language": "en"}
LEARNT = {
    "title": "A rota that lasts",
    "situation": "Nobody came to open the workshop.",
    "tried": "We asked everybody.",
    "failed": "The list.",
    "again": "",
    "language": "en",
}
OFFERED = {"title": "I sharpen saws", "text": "By hand.", "language": "en", "is_online": True}
FOUNDED = {
    "name": "Work that lasts",
    "purpose": "We ask which work one is proud of.",
    "about": "",
    "guidelines": "1. Restate first.",
    "language": "en",
    "visibility": "public",
    "join_question": "",
}
REPORTED = {"reason": "privacy", "explanation": "It names my employer and my salary."}
CLAIMED = {"text": "Whoever asks why they earn less gets an answer in words.", "language": "en"}
INTRODUCED = {"sentence": "You both mend what others throw away.", "language": "en"}

# {name} is the code of something on the stage.
DOORS = [
    Door("COMMUNITIES", "nora", "/communities/new/", FOUNDED, "communities/", FOUNDED),
    Door("INVITATIONS", "odo", "/c/by-invitation/invite/", {"handle": "ben2", "words": WORDS}),
    Door(
        "REQUESTS_TO_JOIN",
        "sam",
        "/c/on-request/ask/",
        {"answer": WORDS},
        "communities/{community.closed}/ask/",
        {"answer": WORDS},
    ),
    Door(
        "TOPICS",
        "lea",
        "/c/open-house/topics/new/",
        {"question": QUESTION, "language": "en"},
        "topics/",
        {"question": QUESTION, "language": "en", "community": "{community.public}"},
    ),
    Door(
        "ARGUMENTS",
        "mara",
        "/positions/{position.public}/argue/",
        {"kind": "experience", "text": WORDS, "language": "en"},
        "positions/{position.public}/arguments/",
        {"kind": "experience", "text": WORDS, "language": "en"},
    ),
    Door(
        "STATEMENTS",
        "lea",
        "/topics/{topic.public}/statements/",
        CLAIMED,
        "topics/{topic.public}/statements/",
        CLAIMED,
    ),
    Door(
        "JOINT_STATEMENTS",
        "lea",
        "/topics/{topic.public}/joint/",
        CLAIMED,
        "topics/{topic.public}/joint/",
        CLAIMED | {"publish": True},
    ),
    Door(
        "RESTATEMENTS",
        "odo",
        "/positions/{position.public}/restate/",
        {"text": WORDS, "language": "en"},
        "positions/{position.public}/restatements/",
        {"text": WORDS, "language": "en"},
    ),
    Door(
        "LISTINGS",
        "lea",
        "/offers/new/",
        OFFERED | {"ways": ["gift"], "own_skills": ["saws"], "communities": ["{pk}"]},
        "offers/",
        OFFERED | {"as_gift": True, "own_skills": ["saws"], "communities": ["{community.public}"]},
    ),
    Door(
        "EXPERIENCES",
        "lea",
        "/experiences/new/",
        LEARNT | {"own_skills": ["rotas"], "community": "{pk}", "publish": "1"},
        "experiences/",
        LEARNT | {"own_skills": ["rotas"], "community": "{community.public}", "publish": True},
    ),
    Door(
        "INTRODUCTIONS",
        "odo",
        "/introductions/new/",
        INTRODUCED | {"one": "lea", "other": "ben"},
        "introductions/",
        INTRODUCED | {"one": "{lea}", "other": "{ben}"},
    ),
    Door(
        "QUESTIONS",
        "odo",
        "/ask/offer/{offer.public}/",
        ASKED,
        "questions/",
        ASKED | {"about": {"kind": "offer", "id": "{offer.public}"}},
    ),
    Door(
        "QUESTIONS",
        "odo",
        "/ask/offer/{offer.public}/",
        ASKED,
        "exchanges/",
        ASKED | {"offer": "{offer.public}"},
    ),
    Door("MESSAGES", "lea", "/conversations/{talk}/", {"text": WORDS}),
    Door(
        "REPORTS",
        "mara",
        "/report/offer/{offer.public}/",
        REPORTED,
        "reports/",
        REPORTED | {"about": {"kind": "offer", "id": "{offer.public}"}},
    ),
    Door("REPORTS", None, "/report/", REPORTED),
    Door("SEARCHES", "lea", "/search/?q=wages", None, "search/?q=wages"),
    Door("SEARCHES", None, "/search/?q=wages", None, "search/?q=wages"),
    Door("SEARCHES", "lea", "/topics/?q=wages", None, "topics/?q=wages"),
    Door("SEARCHES", None, "/topics/?q=wages", None, "topics/?q=wages"),
    Door("SEARCHES", "lea", "/c/open-house/topics/?q=wages"),
    Door("SEARCHES", "lea", "/communities/?q=wages", None, "communities/?q=wages"),
    Door("SEARCHES", None, "/communities/?q=wages", None, "communities/?q=wages"),
    Door("SEARCHES", "lea", "/members/?q=wages", None, "members/?q=wages"),
    Door("SEARCHES", "lea", "/offers/?q=wages", None, "offers/?q=wages"),
    Door("SEARCHES", None, "/offers/?q=wages", None, "offers/?q=wages"),
    Door("SEARCHES", "lea", "/offers/?skill=wages"),
    Door("SEARCHES", "lea", "/requests/?q=wages", None, "requests/?q=wages"),
    Door("SEARCHES", "lea", "/experiences/?q=wages", None, "experiences/?q=wages"),
    Door("SKILL_SEARCHES", "lea", "/skills/?q=books", None, "skills/?q=books"),
    Door("SKILL_SEARCHES", None, "/skills/?q=books", None, "skills/?q=books"),
    Door("EXPORTS", "lea", "/settings/privacy/export/"),
]
