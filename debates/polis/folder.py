"""Puts a folder of four files together, and checks it against its own summary."""

import hashlib
import json
from pathlib import Path
from typing import Any

from debates.polis.conversation import Cast, Claim, Conversation, Damaged, Person, Source
from debates.polis.tables import (
    GROUPS,
    STATEMENTS,
    VOTES,
    read_casts,
    read_claims,
    read_people,
)

SUMMARY = "summary.json"
FILES = (STATEMENTS, VOTES, GROUPS, SUMMARY)
LANGUAGES = {"de", "en", "fr", "it"}
WORDS = {"name": 80, "topic": 200, "licence": 40, "licence_url": 200, "attribution": 4000}


def read_conversation(folder: Path) -> Conversation:
    """Everything, or `Damaged` with the first thing that is wrong."""
    texts = {name: _text(folder, name) for name in FILES}
    source = _source(texts[SUMMARY])
    claims, people = read_claims(texts[STATEMENTS]), read_people(texts[GROUPS])
    known = {person.id for person in people}
    casts, events = read_casts(texts[VOTES], known, {claim.id for claim in claims})
    _compare(source.counts, _counted(claims, people, casts, events))
    return Conversation(source, claims, people, casts, _fingerprint(texts))


def read_groups(path: Path) -> tuple[Person, ...]:
    """A table of groups by itself, wherever it lies and whatever it is called."""
    try:
        return read_people(_text(path.parent, path.name))
    except Damaged as error:
        raise Damaged(path.name, error.reason, error.line) from error


def _text(folder: Path, name: str) -> str:
    try:
        content = (folder / name).read_bytes()
    except FileNotFoundError:
        raise Damaged(name, f"this file is missing in {folder}") from None
    except OSError as error:
        raise Damaged(name, f"this file cannot be read ({error.strerror})") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Damaged(name, "not written in UTF-8", line) from error


def _source(text: str) -> Source:
    try:
        summary = json.loads(text)
    except json.JSONDecodeError as error:
        raise Damaged(SUMMARY, f"not JSON ({error.msg})", error.lineno) from error
    if not isinstance(summary, dict):
        raise Damaged(SUMMARY, "not an object with names and values")
    language = summary.get("language")
    if language not in LANGUAGES:
        raise Damaged(SUMMARY, f"language is {language!r}, not one of {sorted(LANGUAGES)}")
    words = {name: _word(summary, name, most) for name, most in WORDS.items()}
    return Source(
        **words,
        language=language,
        description=str(summary.get("description") or ""),
        changes_made=str(summary.get("changes_made") or ""),
        url=_address(summary),
        counts=_counts(summary),
    )


def _word(summary: dict[str, Any], name: str, most: int) -> str:
    value = summary.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Damaged(SUMMARY, f"{name} is missing")
    if len(value) > most:
        raise Damaged(SUMMARY, f"{name} has more than {most} characters")
    return value.strip()


def _address(summary: dict[str, Any]) -> str:
    source = summary.get("source")
    found = source if isinstance(source, dict) else {}
    address = str(found.get("case_study") or found.get("conversation_url") or "")
    return address if address.startswith("https://") and len(address) <= 200 else ""


def _counts(summary: dict[str, Any]) -> dict[str, int]:
    counts = summary.get("counts")
    if not isinstance(counts, dict):
        raise Damaged(SUMMARY, "counts are missing")
    return {name: count for name, count in counts.items() if isinstance(count, int)}


def _counted(
    claims: tuple[Claim, ...], people: tuple[Person, ...], casts: tuple[Cast, ...], events: int
) -> dict[str, int]:
    moderated = [claim.moderated for claim in claims]
    votes = [cast.vote for cast in casts]
    return {
        "participants": len(people),
        "statements": len(claims),
        "statements_accepted": moderated.count(1),
        "statements_unreviewed": moderated.count(0),
        "statements_rejected": moderated.count(-1),
        "statements_with_votes": len({cast.claim for cast in casts}),
        "vote_events": events,
        "votes_last": len(casts),
        "agree": votes.count(1),
        "disagree": votes.count(-1),
        "passed": votes.count(0),
        "participants_with_published_group": sum(person.group is not None for person in people),
    }


def _compare(said: dict[str, int], counted: dict[str, int]) -> None:
    """Every count the summary gives is the one we find; three it has to give."""
    for name in ("participants", "statements", "votes_last"):
        if name not in said:
            raise Damaged(SUMMARY, f"counts lack {name}")
    for name, count in counted.items():
        if name in said and said[name] != count:
            raise Damaged(SUMMARY, f"counts say {name} {said[name]}, the files hold {count}")


def _fingerprint(texts: dict[str, str]) -> str:
    digest = hashlib.sha256()
    for name in FILES:
        content = texts[name].encode()
        digest.update(f"{name}:{len(content)}:".encode() + content)
    return digest.hexdigest()
