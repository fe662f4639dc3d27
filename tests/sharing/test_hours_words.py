"""Hours are given and received. The word debt appears nowhere in sharing."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# In English and in German; "Schulden" must not hide in a longer word either.
OWING = re.compile(
    r"\b(debts?|debtors?|indebted)\b|\b(\w*schulden|schuld|\w*schuldner\w*)\b", re.IGNORECASE
)
TEXTS = ("sharing/**/*.py", "templates/sharing/**/*.html", "templates/mail/**/*", "docs/hours.md")


def texts() -> Iterator[Path]:
    for pattern in TEXTS:
        yield from (path for path in ROOT.glob(pattern) if path.is_file())


def test_the_word_appears_in_no_text_of_sharing() -> None:
    read = [path for path in texts() if "vocabulary" not in path.parts and "data" not in path.parts]
    assert len(read) > 60
    found = {
        str(path.relative_to(ROOT)): match.group()
        for path in read
        if (match := OWING.search(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_the_word_appears_in_no_sentence_of_the_german_catalogue() -> None:
    catalogue = (ROOT / "locale/de/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    assert OWING.findall(catalogue) == []
