"""Walks over everything of ours that speaks to people and gathers its texts."""

from collections.abc import Iterator
from pathlib import Path

from .messages import Message, unite
from .python_source import messages_in_python
from .template_source import messages_in_template

ROOT = Path(__file__).resolve().parents[2]
APPS = ("config", "sharing", "debates", "communities", "members")


def messages_in_sources(root: Path = ROOT) -> list[Message]:
    """Every text of the interface that stands in our Python and in our templates."""
    return unite(_every_message(root))


def _every_message(root: Path) -> Iterator[Message]:
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" not in path.relative_to(root).parts:
                yield from messages_in_python(_read(path), name=str(path.relative_to(root)))
    for path in sorted((root / "templates").rglob("*")):
        if path.is_file():
            yield from messages_in_template(_read(path), name=str(path.relative_to(root)))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
