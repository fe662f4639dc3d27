"""What members wrote says in which language it is, which decides how it is hyphenated and read
aloud. That none of it makes a page too wide is measured in tests/browser.
"""

from html.parser import HTMLParser

import pytest
from django.test import Client

from members.models import Member
from tests.access.rows import GET
from tests.long_words import WORD, write_long_words
from tests.test_access import TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.clock]

# Where running words and titles of members stand.
CLASSES = {"prose", "voice", "entry__title", "history__words", "lede", "breadcrumbs"}
# Nobody is asked for the language of a message, of reasons, of what is agreed, or of a note.
UNKNOWN = {"members:conversation", "communities:decision", "communities:case"}
UNKNOWN |= {"sharing:exchange", "sharing:hours"}
# They have no end.
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}


class Reader(HTMLParser):
    """Finds German words of members that are shown as English."""

    def __init__(self) -> None:
        super().__init__()
        self.within: list[tuple[str, set[str], str]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        above = self.within[-1] if self.within else ("", set(), "")
        classes = above[1] | set((said.get("class") or "").split())
        if tag not in VOID:
            self.within.append((tag, classes, said.get("lang") or above[2]))

    def handle_endtag(self, tag: str) -> None:
        while self.within and self.within.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        # Inside a sentence of the house it is a name or a title.
        if data.strip().lower().startswith(WORD[:40]) and self.within[-1][2] == "en":
            self.found += [f"{one}: {data.strip()[:60]}" for one in self.within[-1][1] & CLASSES]


def test_members_words_say_their_language_on_a_page_in_another(cast, stage) -> None:
    write_long_words(cast, stage)
    # What somebody is called is in no language.
    Member.objects.update(name="Somebody", role="")
    lea = Client(headers={"accept-language": "en"})
    lea.force_login(cast.lea)
    unsaid = {}
    for row in {row.name: row for row in TABLE if row.method == GET}.values():
        if row.expected["lea"] != "200" or row.name in UNKNOWN:
            continue
        answer = lea.get(row.path(stage))
        reader = Reader()
        if answer["Content-Type"].startswith("text/html"):
            reader.feed(answer.content.decode())
        if reader.found:
            unsaid[str(row)] = sorted(set(reader.found))
    assert not unsaid, "\n".join(f"{row}: {found}" for row, found in unsaid.items())
