"""The three tables of a conversation, read line by line; every doubt names its line."""

import csv
import io
import re
from collections.abc import Iterator

from debates.polis.conversation import Cast, Claim, Damaged, Person

STATEMENTS, VOTES, GROUPS = "statements.csv", "votes.csv", "groups.csv"
COLUMNS = {
    STATEMENTS: ("statement_id", "text", "author_id", "moderated"),
    VOTES: ("participant_id", "statement_id", "vote", "time"),
    GROUPS: ("participant_id", "published_group"),
}
ID = re.compile(r"[\w.-]{1,40}", re.ASCII)
WHOLE = re.compile(r"-?\d{1,15}", re.ASCII)
LONGEST_TEXT = 1000
LATEST = 4_102_444_800  # the first second of 2100
Row = tuple[int, dict[str, str]]


def read_claims(text: str) -> tuple[Claim, ...]:
    """The statements; an id stands once, and only a rejected one may be without words."""
    claims: dict[str, Claim] = {}
    for line, row in _rows(STATEMENTS, text):
        claim = _claim(line, row)
        if claim.id in claims:
            raise Damaged(STATEMENTS, f"statement {claim.id} stands twice", line)
        claims[claim.id] = claim
    return tuple(claims.values())


def read_people(text: str) -> tuple[Person, ...]:
    """Who took part, each once, with the published group or none."""
    people: dict[str, Person] = {}
    for line, row in _rows(GROUPS, text):
        pk = _id(GROUPS, line, "participant_id", row["participant_id"])
        if pk in people:
            raise Damaged(GROUPS, f"participant {pk} stands twice", line)
        group = row["published_group"]
        number = _whole(GROUPS, line, "published_group", group, 0, 999) if group else None
        people[pk] = Person(pk, number)
    return tuple(people.values())


def read_casts(text: str, people: set[str], claims: set[str]) -> tuple[tuple[Cast, ...], int]:
    """The last vote of every pair, and how many votes were cast in all."""
    last: dict[tuple[str, str], Cast] = {}
    events = 0
    for line, row in _rows(VOTES, text):
        cast = _cast(line, row)
        if cast.person not in people:
            raise Damaged(VOTES, f"participant {cast.person} is not in {GROUPS}", line)
        if cast.claim not in claims:
            raise Damaged(VOTES, f"statement {cast.claim} is not in {STATEMENTS}", line)
        last[cast.person, cast.claim] = cast
        events += 1
    return tuple(last.values()), events


def _claim(line: int, row: dict[str, str]) -> Claim:
    text = row["text"].strip()
    moderated = _whole(STATEMENTS, line, "moderated", row["moderated"], -1, 1)
    if not text and moderated != -1:
        raise Damaged(STATEMENTS, "a statement that was not rejected has no text", line)
    if len(text) > LONGEST_TEXT:
        raise Damaged(STATEMENTS, f"a text has more than {LONGEST_TEXT} characters", line)
    return Claim(
        id=_id(STATEMENTS, line, "statement_id", row["statement_id"]),
        text=text,
        author=_id(STATEMENTS, line, "author_id", row["author_id"]),
        moderated=moderated,
    )


def _cast(line: int, row: dict[str, str]) -> Cast:
    return Cast(
        person=_id(VOTES, line, "participant_id", row["participant_id"]),
        claim=_id(VOTES, line, "statement_id", row["statement_id"]),
        vote=_whole(VOTES, line, "vote", row["vote"], -1, 1),
        at=_whole(VOTES, line, "time", row["time"], 0, LATEST),
    )


def _rows(file: str, text: str) -> Iterator[Row]:
    """The rows by their columns, with the number of the line each begins on."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(lines, [])
        missing = [column for column in COLUMNS[file] if column not in header]
        if missing:
            raise Damaged(file, f"the column {missing[0]} is missing", 1)
        begins = lines.line_num + 1
        for cells in lines:
            if cells:
                yield begins, _by_column(file, begins, header, cells)
            begins = lines.line_num + 1
    except csv.Error as error:
        raise Damaged(file, f"not a table with commas ({error})", lines.line_num) from error


def _by_column(file: str, line: int, header: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(header):
        raise Damaged(file, f"{len(cells)} cells instead of {len(header)}", line)
    if any("\x00" in cell for cell in cells):
        raise Damaged(file, "a character that no text has (NUL)", line)
    return dict(zip(header, cells, strict=True))


def _id(file: str, line: int, column: str, value: str) -> str:
    if not ID.fullmatch(value):
        raise Damaged(file, f"{column} is {_shown(value)}, which is no id", line)
    return value


def _whole(file: str, line: int, column: str, value: str, least: int, most: int) -> int:
    if not WHOLE.fullmatch(value) or not least <= int(value) <= most:
        raise Damaged(
            file, f"{column} is {_shown(value)}, not a number from {least} to {most}", line
        )
    return int(value)


def _shown(value: str) -> str:
    return repr(value if len(value) <= 40 else value[:40] + "…")
