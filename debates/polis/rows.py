"""Tables with commas, read line by line; every doubt names its line."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from debates.polis.conversation import Damaged

ID = re.compile(r"[\w.-]{1,40}", re.ASCII)
WHOLE = re.compile(r"-?\d{1,15}", re.ASCII)
LONGEST_TEXT = 1000
LATEST = 4_102_444_800  # the first second of 2100
# Seconds since 1970 reach this in the year 5138, milliseconds did in 1973.
MILLISECONDS = 100_000_000_000
Row = tuple[int, dict[str, str]]


def rows(file: str, text: str, columns: Sequence[str]) -> Iterator[Row]:
    """The rows by their columns, in whatever order these stand, with the line each begins on."""
    lines = _cells(file, text)
    _, header = next(lines, (1, []))
    header = [column.strip() for column in header]
    missing = [column for column in columns if column not in header]
    if missing:
        raise Damaged(file, f"the column {missing[0]} is missing", 1)
    for line, cells in lines:
        if len(cells) != len(header):
            raise Damaged(file, f"{len(cells)} cells instead of {len(header)}", line)
        yield line, dict(zip(header, cells, strict=True))


def pairs(file: str, text: str) -> dict[str, str]:
    """A table of names and values without a header."""
    found: dict[str, str] = {}
    for line, cells in _cells(file, text):
        if len(cells) != 2:
            raise Damaged(file, f"{len(cells)} cells instead of a name and a value", line)
        found[cells[0].strip()] = cells[1].strip()
    return found


def identifier(file: str, line: int, column: str, value: str) -> str:
    if not ID.fullmatch(value):
        raise Damaged(file, f"{column} is {_shown(value)}, which is no id", line)
    return value


def whole(file: str, line: int, column: str, value: str, least: int, most: int) -> int:
    if not WHOLE.fullmatch(value) or not least <= int(value) <= most:
        raise Damaged(
            file, f"{column} is {_shown(value)}, not a number from {least} to {most}", line
        )
    return int(value)


def moment(file: str, line: int, column: str, value: str) -> float:
    """Seconds since 1970, also where milliseconds are given."""
    number = whole(file, line, column, value, 0, LATEST * 1000)
    if number < MILLISECONDS and number > LATEST:
        raise Damaged(file, f"{column} is {_shown(value)}, which is no time before 2100", line)
    return number if number < MILLISECONDS else number / 1000


def wording(file: str, line: int, text: str, moderated: int) -> str:
    """The words of a statement; only a rejected one may be without."""
    text = text.strip()
    if not text and moderated != -1:
        raise Damaged(file, "a statement that was not rejected has no text", line)
    if len(text) > LONGEST_TEXT:
        raise Damaged(file, f"a text has more than {LONGEST_TEXT} characters", line)
    return text


def _cells(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in lines:
            if any("\x00" in cell for cell in cells):
                raise Damaged(file, "a character that no text has (NUL)", begins)
            if cells:
                yield begins, cells
            begins = lines.line_num + 1
    except csv.Error as error:
        raise Damaged(file, f"not a table with commas ({error})", lines.line_num) from error


def _shown(value: str) -> str:
    return repr(value if len(value) <= 40 else value[:40] + "…")
