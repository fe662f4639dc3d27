"""HTML as one sign or text a line, without what differs from one run to the next.

White space counts only where a reader would see it: between words, and between things that stand in
one line.
"""

import re
from html import escape
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
INLINE = {
    *("a", "abbr", "b", "bdi", "button", "code", "em", "i", "img", "input", "label", "mark"),
    *("q", "select", "small", "span", "strong", "sub", "sup", "svg", "time", "u"),
}
# Laid out in rows and grids, where white space beside them is not shown.
LAID_OUT = re.compile(
    r"\b(?:button|tag|chip|choice|step|terms|turn|field|filters|share|face)(?:\b|__)"
)
# White space in these is part of what is shown.
KEPT = {"pre", "textarea", "script", "style"}
SPACE = re.compile(r"\s+")
CODE = re.compile(r"(?<![0-9a-z])(?=[a-z]*[0-9])[0-9a-hjkmnp-tv-z]{10}(?![0-9a-z])")
RANDOM = [
    (re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*'), r"\1TOKEN"),
    (re.compile(r'("X-CSRFToken": ?")[^"]*'), r"\1TOKEN"),
    (re.compile(r"(data:image/svg\+xml|data:image/png)[^\"]*"), r"\1"),
    (re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:[+-]\d\d:\d\d|Z)?"), "MOMENT"),
    (re.compile(r"\b\d{1,2}[.:]\d\d(?=\s?(?:am|pm|Uhr)\b)|\b\d{1,2}(?=\s(?:am|pm|Uhr)\b)"), "TIME"),
    (re.compile(r"[\w-]{20,}:[\w-]{5,7}:[\w-]{27,}"), "SIGNED"),
]


def folded(html: str) -> str:
    """One line for each sign and each text, comparable with another run."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return without_chance("\n".join(reader.lines()))


def without_chance(text: str) -> str:
    """Codes are numbered in the order they first stand there."""
    for random, name in RANDOM:
        text = random.sub(name, text)
    seen: dict[str, str] = {}
    return CODE.sub(lambda found: seen.setdefault(found[0], f"CODE{len(seen) + 1}"), text) + "\n"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[tuple[str, str]] = []
        self.kept: list[str] = []
        self.open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = "".join(_attribute(name, value) for name, value in attrs)
        classes = dict(attrs).get("class") or ""
        place = "laid out" if LAID_OUT.search(classes) else tag
        self.pieces.append((place, f"<{tag}{said}>"))
        if tag not in VOID:
            self.open.append((tag, place))
        if tag in KEPT:
            self.kept.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open[-1][0] != tag:
            self.open.pop()
        place = self.open.pop()[1] if self.open else tag
        self.pieces.append((place, f"</{tag}>"))
        if self.kept and self.kept[-1] == tag:
            self.kept.pop()

    def handle_data(self, data: str) -> None:
        text = data if self.kept else SPACE.sub(" ", data)
        if self.pieces and self.pieces[-1][0] == "":
            text = self.pieces.pop()[1] + text
            text = text if self.kept else SPACE.sub(" ", text)
        self.pieces.append(("", text))

    def handle_decl(self, decl: str) -> None:
        self.pieces.append(("!", f"<!{decl}>"))

    def lines(self) -> list[str]:
        lines = []
        for place, (tag, text) in enumerate(self.pieces):
            shown = text
            if tag == "":
                if self._is_block(place - 1):
                    shown = shown.lstrip()
                if self._is_block(place + 1):
                    shown = shown.rstrip()
            if shown:
                lines.append(shown if tag else escape(shown, quote=False))
        return lines

    def _is_block(self, place: int) -> bool:
        if not 0 <= place < len(self.pieces):
            return True
        return self.pieces[place][0] not in INLINE


def _attribute(name: str, value: str | None) -> str:
    if value is None:
        return f" {name}"
    return f' {name}="{escape(SPACE.sub(" ", value).strip())}"'
