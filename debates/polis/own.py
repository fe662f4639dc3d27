"""Our own form of a conversation: three tables, and a summary that says where it comes from."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from debates.polis.casts import last_ones
from debates.polis.conversation import Cast, Claim, Conversation, Damaged, Person, Source
from debates.polis.counted import counted
from debates.polis.rows import identifier, moment, rows, whole, wording

STATEMENTS, VOTES, GROUPS = "statements.csv", "votes.csv", "groups.csv"
SUMMARY = "summary.json"
FILES = (STATEMENTS, VOTES, GROUPS, SUMMARY)
WORDS = {"name": 80, "topic": 200, "licence": 40, "licence_url": 200, "attribution": 4000}
NEEDED_COUNTS = ("participants", "statements", "votes_last")


def read(texts: Mapping[str, str]) -> Conversation:
    summary = _summary(texts[SUMMARY])
    source = _source(summary)
    claims, people = read_claims(texts[STATEMENTS]), read_people(texts[GROUPS])
    known = {person.id for person in people}
    casts = list(read_casts(texts[VOTES], known, {claim.id for claim in claims}))
    last = last_ones(casts)
    counts = counted(claims, people, last, events=len(casts))
    _compare(summary, counts)
    return Conversation(source, claims, people, last, counts)


def read_claims(text: str) -> tuple[Claim, ...]:
    """The statements; an id stands once, and only a rejected one may be without words."""
    claims: dict[str, Claim] = {}
    columns = ("statement_id", "text", "author_id", "moderated")
    for line, row in rows(STATEMENTS, text, columns):
        claim = _claim(line, row)
        if claim.id in claims:
            raise Damaged(STATEMENTS, f"statement {claim.id} stands twice", line)
        claims[claim.id] = claim
    return tuple(claims.values())


def read_people(text: str) -> tuple[Person, ...]:
    """Who took part, each once, with the published group or none."""
    people: dict[str, Person] = {}
    for line, row in rows(GROUPS, text, ("participant_id", "published_group")):
        pk = identifier(GROUPS, line, "participant_id", row["participant_id"])
        if pk in people:
            raise Damaged(GROUPS, f"participant {pk} stands twice", line)
        group = row["published_group"]
        number = whole(GROUPS, line, "published_group", group, 0, 999) if group else None
        people[pk] = Person(pk, number)
    return tuple(people.values())


def read_casts(text: str, people: set[str], claims: set[str]) -> Iterator[Cast]:
    """Every vote in the order of its row; the column of times may be missing, or a time."""
    for line, row in rows(VOTES, text, ("participant_id", "statement_id", "vote")):
        cast = _cast(line, row)
        if cast.person not in people:
            raise Damaged(VOTES, f"participant {cast.person} is not in {GROUPS}", line)
        if cast.claim not in claims:
            raise Damaged(VOTES, f"statement {cast.claim} is not in {STATEMENTS}", line)
        yield cast


def _claim(line: int, row: dict[str, str]) -> Claim:
    moderated = whole(STATEMENTS, line, "moderated", row["moderated"], -1, 1)
    return Claim(
        id=identifier(STATEMENTS, line, "statement_id", row["statement_id"]),
        text=wording(STATEMENTS, line, row["text"], moderated),
        author=identifier(STATEMENTS, line, "author_id", row["author_id"]),
        moderated=moderated,
    )


def _cast(line: int, row: dict[str, str]) -> Cast:
    time = row.get("time", "")
    return Cast(
        person=identifier(VOTES, line, "participant_id", row["participant_id"]),
        claim=identifier(VOTES, line, "statement_id", row["statement_id"]),
        vote=whole(VOTES, line, "vote", row["vote"], -1, 1),
        at=moment(VOTES, line, "time", time) if time else None,
    )


def _summary(text: str) -> dict[str, Any]:
    try:
        summary = json.loads(text)
    except json.JSONDecodeError as error:
        raise Damaged(SUMMARY, f"not JSON ({error.msg})", error.lineno) from error
    if not isinstance(summary, dict):
        raise Damaged(SUMMARY, "not an object with names and values")
    if not _can_be_kept(summary):
        raise Damaged(SUMMARY, "a character that no text has")
    return summary


def _can_be_kept(summary: dict[str, Any]) -> bool:
    """JSON can spell what is no character: NUL, and halves of one."""
    words = json.dumps(summary, ensure_ascii=False)
    return "\\u0000" not in words and not re.search("[\ud800-\udfff]", words)


def _source(summary: dict[str, Any]) -> Source:
    language = summary.get("language") or ""
    return Source(
        **{name: _word(summary, name, most) for name, most in WORDS.items()},
        language=language if isinstance(language, str) else repr(language),
        description=str(summary.get("description") or ""),
        changes_made=str(summary.get("changes_made") or ""),
        url=_address(summary),
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


def _compare(summary: dict[str, Any], counts: dict[str, int]) -> None:
    """Every count the summary gives is the one we find; three it has to give."""
    said = summary.get("counts")
    if not isinstance(said, dict):
        raise Damaged(SUMMARY, "counts are missing")
    for name in NEEDED_COUNTS:
        if name not in said:
            raise Damaged(SUMMARY, f"counts lack {name}")
    for name, count in counts.items():
        if name in said and said[name] != count:
            raise Damaged(SUMMARY, f"counts say {name} {said[name]}, the files hold {count}")
