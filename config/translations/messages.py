"""What can be translated: one text of the interface, as gettext looks it up."""

from collections.abc import Iterable
from dataclasses import dataclass


class CannotExtract(Exception):
    """A text to translate that nobody could look up at run time, with the place it stands."""


@dataclass(frozen=True)
class Message:
    """One text; `plural` where it is counted, `context` where one English text has two meanings."""

    text: str
    plural: str | None = None
    context: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        return (self.context or "", self.text)

    @property
    def id(self) -> str | tuple[str, str]:
        """The message as a catalogue names it: a pair where it is counted."""
        return (self.text, self.plural) if self.plural else self.text


def unite(messages: Iterable[Message]) -> list[Message]:
    """Each text once, in a fixed order; the counted form wins, since it answers for both."""
    united: dict[tuple[str, str], Message] = {}
    for message in messages:
        known = united.get(message.key)
        if known is None or (message.plural and not known.plural):
            united[message.key] = message
        elif message.plural and message.plural != known.plural:
            raise CannotExtract(
                f"“{message.text}” has two plurals: “{known.plural}” and “{message.plural}”."
            )
    return [united[key] for key in sorted(united)]
