"""Reads a folder in one of the two forms, which the files in it tell apart."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from debates.polis import export, own
from debates.polis.conversation import Conversation, Damaged, Person
from debates.polis.language import LONGEST_TAG, guess, is_tag


@dataclass(frozen=True)
class Form:
    """`told_by` names the files that the other form does not have."""

    read: Callable[[Mapping[str, str]], Conversation]
    told_by: tuple[str, ...]
    files: tuple[str, ...]


OWN = Form(own.read, (own.STATEMENTS, own.GROUPS, own.SUMMARY), own.FILES)
EXPORT = Form(
    export.read,
    (export.COMMENTS, export.SUMMARY, *export.PARTICIPANTS),
    (export.COMMENTS, export.VOTES, export.SUMMARY),
)


def read_conversation(folder: Path, **told: str) -> Conversation:
    """Everything, or `Damaged` with the first thing that is wrong.

    `told`: what whoever brings it in says of its source, such as the language or the licence; it
    goes before what the files say.
    """
    _check(told)
    form = _form(folder)
    texts = {name: _text(folder, name) for name in _files(form, folder)}
    conversation = form.read(texts)
    source = replace(conversation.source, **{name: word for name, word in told.items() if word})
    if not source.name:
        source = replace(source, name=folder.resolve().name[:80])
    if source.licence_url and not source.licence_url.startswith(("https://", "http://")):
        raise Damaged(form.files[-1], "licence_url is no address")
    source = replace(source, language=_language(source.language, conversation, form))
    return replace(conversation, source=source, fingerprint=_fingerprint(texts))


def read_groups(path: Path) -> tuple[Person, ...]:
    """A table of groups by itself, wherever it lies and whatever it is called."""
    try:
        return own.read_people(_text(path.parent, path.name))
    except Damaged as error:
        raise Damaged(path.name, error.reason, error.line) from error


def _check(told: Mapping[str, str]) -> None:
    for name, word in told.items():
        option = f"--{name.replace('_', '-')}"
        if len(word) > own.WORDS.get(name, LONGEST_TAG):
            raise Damaged(option, f"more than {own.WORDS.get(name, LONGEST_TAG)} characters")
        if name == "language" and word and not is_tag(word):
            raise Damaged(option, f"{word!r} is not a tag such as de or pt-BR")


def _form(folder: Path) -> Form:
    if not folder.is_dir():
        raise Damaged(str(folder), "there is no such folder")
    forms = [form for form in (OWN, EXPORT) if _has_any(folder, form.told_by)]
    if len(forms) == 1:
        return forms[0]
    which = "files of both forms are" if forms else "no file of either form is"
    raise Damaged(
        str(folder),
        f"{which} here; needed are {', '.join(OWN.files)}, or the export of Polis with "
        f"{', '.join((*EXPORT.files, export.PARTICIPANTS[0]))}",
    )


def _files(form: Form, folder: Path) -> tuple[str, ...]:
    """Of the two names that Polis gave its table of participants, the one that is there."""
    if form is OWN:
        return form.files
    there = [name for name in export.PARTICIPANTS if _has_any(folder, [name])]
    return (*form.files, (there or export.PARTICIPANTS)[0])


def _has_any(folder: Path, names: Iterable[str]) -> bool:
    return any((folder / name).exists() for name in names)


def _language(told: str, conversation: Conversation, form: Form) -> str:
    if told:
        if not is_tag(told):
            raise Damaged(form.files[-1], f"language is {told!r}, not a tag such as de or pt-BR")
        return told
    language = guess(claim.text for claim in conversation.claims)
    if not language:
        raise Damaged(
            form.files[0],
            "in which language the texts are written cannot be told from them; say it with "
            "--language, such as --language de",
        )
    return language


def _text(folder: Path, name: str) -> str:
    try:
        content = (folder / name).read_bytes()
    except FileNotFoundError:
        raise Damaged(name, f"this file is missing in {folder}") from None
    except OSError as error:
        raise Damaged(name, f"this file cannot be read ({error.strerror})") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Damaged(name, "not written in UTF-8", line) from error
    return text


def _fingerprint(texts: Mapping[str, str]) -> str:
    digest = hashlib.sha256()
    for name, text in texts.items():
        content = text.encode()
        digest.update(f"{name}:{len(content)}:".encode() + content)
    return digest.hexdigest()
