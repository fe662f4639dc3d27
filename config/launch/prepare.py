"""What has to be in place before the house opens: texts, tables, files, the demonstration."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from config.launch.install import RUN, seal
from config.launch.places import PYTHON, ROOT
from config.launch.servers import Place, Servers
from config.launch.steps import Teller, call
from config.launch.trouble import Trouble

APPS = ("communities", "members", "debates", "sharing")
DEMO = ROOT / "config" / "management" / "commands" / "demo.py"


def django(env: dict[str, str], *words: str, sentence: str) -> str:
    """Run a management command to its end."""

    def trouble(details: str) -> Trouble:
        return Trouble(sentence, "The reason stands above.", details=details)

    return call([PYTHON, ROOT / "manage.py", *words], env=env, trouble=trouble)


def prepare(servers: Servers, place: Place, *, opening: bool) -> None:
    """Before a command: what is known to be missing. Before opening: tables looked at each time."""
    compile_texts(servers.env, place.teller)
    migrate(servers.env, place, always=opening)
    if opening and servers.env["RESONANZ_ENV"] == "production":
        collect_files(servers.env, place)
    place.ledger.save()


def compile_texts(env: dict[str, str], teller: Teller) -> None:
    """Translations are kept as text and read compiled."""
    sources = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
    if all(is_newer(path.with_name("django.mo"), path) for path in sources):
        return
    with teller.step("Compiling the translations"):
        django(env, "translations", "compile", sentence="The translations do not compile.")


def is_newer(made: Path, source: Path) -> bool:
    return made.exists() and made.stat().st_mtime >= source.stat().st_mtime


def tables_mark() -> str:
    """Changes when a migration or the lock does."""
    files = (path for app in APPS for path in sorted((ROOT / app).glob("migrations/*.py")))
    return fingerprint(files)


def migrate(env: dict[str, str], place: Place, *, always: bool) -> None:
    """Bring the tables to the state the code expects."""
    state = tables_mark()
    if not always and place.ledger.done.get("tables") == state:
        return
    sentence = "The database could not be brought up to date."
    with place.teller.step("Bringing the database up to date"):
        django(env, "migrate", "--no-input", sentence=sentence)
    place.ledger.done["tables"] = state


def collect_files(env: dict[str, str], place: Place) -> None:
    """Only production serves collected files; elsewhere they come from where they are edited."""
    state = fingerprint(path for path in sorted((ROOT / "static").rglob("*")) if path.is_file())
    if place.ledger.done.get("files") == state:
        return
    sentence = "The static files could not be collected."
    with place.teller.step("Collecting styles, scripts and fonts"):
        django(env, "collectstatic", "--no-input", sentence=sentence)
    place.ledger.done["files"] = state


def load_demonstration(servers: Servers, place: Place) -> str:
    """Fill an empty house once, and say with which sign-ins it can be visited."""
    if servers.env["RESONANZ_ENV"] == "production" or not DEMO.exists():
        return ""
    done = place.ledger.done
    if not done.get("demonstration"):
        with place.teller.step("Loading the demonstration"):
            django(servers.env, "demo", sentence="The demonstration could not be loaded.")
        done["demonstration"] = "loaded"
    if not done.get("sign-ins"):
        sentence = "The sign-ins of the demonstration could not be read."
        done["sign-ins"] = django(servers.env, "demo", "--sign-ins", sentence=sentence)
    place.ledger.save()
    return done["sign-ins"].strip()


def fingerprint(paths: Iterable[Path]) -> str:
    """A short mark that changes when one of these files, or the lock, does."""
    mark = hashlib.sha256(seal(RUN).encode())
    for path in paths:
        mark.update(f"{path.relative_to(ROOT)} {path.stat().st_size}".encode())
        mark.update(path.read_bytes())
    return mark.hexdigest()[:16]
