"""Messages that packages bring along, brought into the spelling of this house."""

from collections.abc import Callable
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.apps import apps
from django.utils.translation import to_locale

from .catalogues import SOURCE_LANGUAGE, entries, translations
from .sources import APPS

SWISS = str.maketrans({"ß": "ss", "ẞ": "SS", "„": "«", "“": "»"})


def swiss(text: str) -> str:
    """German in Swiss spelling: no sharp s, and guillemets."""
    return text.translate(SWISS)


SPELLING: dict[str, Callable[[str], str]] = {"de": swiss}


def locale_folders() -> list[Path]:
    """Where packages keep their catalogues, the ones that win last."""
    ours = set(APPS)
    installed = [app for app in apps.get_app_configs() if app.name.split(".")[0] not in ours]
    own = Path(django.__file__).parent / "conf" / "locale"
    return [own, *(Path(app.path) / "locale" for app in reversed(installed))]


def compiled_files(language: str) -> list[Path]:
    """The compiled catalogues that packages have for a language."""
    paths = [
        folder / to_locale(language) / "LC_MESSAGES" / "django.mo" for folder in locale_folders()
    ]
    return [path for path in paths if path.exists()]


def messages_of_packages(language: str) -> Catalog:
    """What packages would say in a language, later ones winning as they do at run time."""
    united = Catalog(locale=to_locale(language))
    for path in compiled_files(language):
        with path.open("rb") as file:
            for entry in entries(read_mo(file)):
                united.delete(entry.id, entry.context)
                united.add(entry.id, entry.string, context=entry.context)
    return united


def respelt_messages(language: str) -> Catalog:
    """The messages of packages that differ in our spelling, in our spelling."""
    respelt = Catalog(locale=to_locale(language))
    spell = SPELLING.get(language)
    if spell is None:
        return respelt
    for entry in entries(messages_of_packages(language)):
        before = translations(entry)
        after = [spell(form) for form in before]
        if before != after:
            respelt.add(
                entry.id,
                after if entry.pluralizable else after[0],
                context=entry.context,
            )
    return respelt


def known_keys(language: str) -> set[tuple[str, str]]:
    """Every message a package may look up: what it translates, and what its lists name."""
    keys = {_key(entry.context, entry.id) for entry in entries(messages_of_packages(language))}
    for folder in locale_folders():
        for name in (SOURCE_LANGUAGE, to_locale(language)):
            path = folder / name / "LC_MESSAGES" / "django.po"
            if path.exists():
                with path.open("rb") as file:
                    keys |= {_key(entry.context, entry.id) for entry in entries(read_po(file))}
    return keys


def _key(context: str | None, id: str | tuple[str, ...] | list[str]) -> tuple[str, str]:
    return (context or "", id if isinstance(id, str) else id[0])
