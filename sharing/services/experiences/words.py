"""What has to hold for the words of an experience; form, service and API ask here."""

from collections.abc import Iterator
from typing import Any, TypedDict

from django.utils.translation import gettext_lazy as _

from members.models import Language
from members.refusals import Invalid
from members.text import clean_line, clean_text

LONGEST_TITLE, LONGEST_PART, LONGEST_TRIAL = 140, 3000, 2000
PARTS = ("situation", "tried", "failed", "again")


class ExperienceWords(TypedDict, total=False):
    """What somebody writes of what they have learnt."""

    title: str
    situation: str
    tried: str
    failed: str
    again: str
    language: str


def sound_words(words: ExperienceWords) -> dict[str, Any]:
    """The words without what does not count, or a refusal that names the first thing wrong."""
    sound: dict[str, Any] = {"title": clean_line(words.get("title", ""))}
    sound |= {name: clean_text(str(words.get(name, ""))) for name in PARTS}
    sound["language"] = words.get("language", "")
    for field, sentence in problems(sound):
        raise Invalid(sentence, field=field)
    return sound


def problems(words: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Everything that keeps these words from being kept, field by field."""
    if not words["title"]:
        yield "title", _("Give it a title.")
    if len(words["title"]) > LONGEST_TITLE:
        yield "title", _("A title has at most 140 characters.")
    if not words["situation"]:
        yield "situation", _("Say in a few sentences how things stood.")
    if not words["tried"]:
        yield "tried", _("Say what you tried; that is what others look for.")
    for name in PARTS:
        if len(words[name]) > LONGEST_PART:
            yield name, _("At most 3000 characters. What matters most?")
    if words["language"] not in Language.values:
        yield "language", _("Say in which language you wrote it.")
