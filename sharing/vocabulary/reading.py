"""Reads the files of the vocabulary; `sharing/data/skills/README.md` says where they come from."""

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

FOLDER = Path(__file__).resolve().parent.parent / "data" / "skills"
LANGUAGES = ("en", "de", "fr")


@dataclass(frozen=True)
class GroupRow:
    code: str
    uri: str
    parent: str
    level: int
    label_en: str
    label_de: str


@dataclass(frozen=True)
class NamedRow:
    """A skill or an occupation: one label a language (perhaps empty) and other names."""

    uri: str
    labels: dict[str, str]
    others: dict[str, list[str]]

    @property
    def all_labels(self) -> list[str]:
        return list(self.labels.values())

    @property
    def all_others(self) -> list[str]:
        return [name for names in self.others.values() for name in names]


@dataclass(frozen=True)
class SkillRow(NamedRow):
    kind: str
    reuse_level: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class OccupationRow(NamedRow):
    isco: str


@dataclass(frozen=True)
class Vocabulary:
    groups: list[GroupRow]
    skills: list[SkillRow]
    occupations: list[OccupationRow]


class UnreadableVocabulary(Exception):
    """A file is missing or is not what it should be; the message says which."""


def read(folder: Path = FOLDER) -> Vocabulary:
    """The three files of a folder; each may be packed with gzip."""
    try:
        return Vocabulary(
            groups=[_group(row) for row in _rows(folder, "groups.csv")],
            skills=[_skill(row) for row in _rows(folder, "skills.csv")],
            occupations=[_occupation(row) for row in _rows(folder, "occupations.csv")],
        )
    except KeyError as missing:
        raise UnreadableVocabulary(f"a column is missing: {missing.args[0]}") from missing
    except (OSError, UnicodeDecodeError, ValueError, csv.Error) as trouble:
        raise UnreadableVocabulary(str(trouble)) from trouble


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with _open(folder, name) as lines:
        yield from csv.DictReader(lines)


def _open(folder: Path, name: str) -> TextIO:
    packed = folder / f"{name}.gz"
    if packed.exists():
        return gzip.open(packed, "rt", encoding="utf-8", newline="")
    return (folder / name).open(encoding="utf-8", newline="")


def _list(text: str) -> list[str]:
    return [part for part in text.split("|") if part]


def _labels(row: dict[str, str]) -> dict[str, str]:
    return {code: row[f"label_{code}"] for code in LANGUAGES}


def _others(row: dict[str, str]) -> dict[str, list[str]]:
    return {code: _list(row[f"alt_{code}"]) for code in LANGUAGES}


def _group(row: dict[str, str]) -> GroupRow:
    return GroupRow(
        code=row["code"],
        uri=row["uri"],
        parent=row["parent_code"],
        level=int(row["level"]),
        label_en=row["label_en"],
        label_de=row["label_de"],
    )


def _skill(row: dict[str, str]) -> SkillRow:
    return SkillRow(
        uri=row["uri"],
        labels=_labels(row),
        others=_others(row),
        kind=row["type"],
        reuse_level=row["reuse_level"],
        groups=tuple(_list(row["groups"])),
    )


def _occupation(row: dict[str, str]) -> OccupationRow:
    return OccupationRow(uri=row["uri"], labels=_labels(row), others=_others(row), isco=row["isco"])
