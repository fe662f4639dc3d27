"""The servers behind `bin/test PATH`: they stay up between calls and go by themselves.

A keeper (`python config/launch keep DIR`) runs in the background with PostgreSQL and Valkey as its
children; calls borrow them, one at a time. It goes when nobody has come for half an hour, with
`bin/test --stop`, or when migrations or packages have changed since its tables were made.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from config.launch.children import Identity, birth_of, wait_until
from config.launch.clock import in_real_time
from config.launch.ledger import Ledger, borrowing, take_lock
from config.launch.places import ROOT, Data
from config.launch.prepare import tables_mark
from config.launch.servers import Place, environment, occupy, publish, started
from config.launch.steps import Teller, bare_environment, end_of
from config.launch.trouble import Stopped, Trouble

KEEPER = "the servers for tests"
IDLE = 30 * 60.0
LOOK_EVERY = 5.0
PATIENCE = 60.0
TRIES = 3


@contextmanager
def borrowed(data: Data, teller: Teller) -> Iterator[dict[str, str]]:
    """The environment that reaches the servers, which are started where they are not up."""
    data.prepare()
    with one_at_a_time(data, teller):
        if tables_note(data).exists() and not has_tables(data):
            dismiss(data)
        for _ in range(TRIES):
            if not is_kept(data):
                begin(data, teller)
            with borrowing(data):
                # Between our look and this moment the keeper may have gone.
                ledger = Ledger.open(data.ledger)
                if ledger.urls:
                    data.borrowers.touch()
                    yield environment(data, ledger) | ledger.urls
                    data.borrowers.touch()
                    return
    raise Trouble(f"The servers in {data.folder} do not stay up.", f"Look into {data.logs}.")


@contextmanager
def one_at_a_time(data: Data, teller: Teller) -> Iterator[None]:
    """Two runs would empty each other's tables."""
    with (data.folder / "tests.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            teller.say("  Other tests are running on these servers; waiting for them …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def tables_note(data: Data) -> Path:
    """Says from which migrations and packages the tables of the database were made."""
    return data.folder / "tables"


def has_tables(data: Data) -> bool:
    """Whether the database that tests copy has the tables of today."""
    note = tables_note(data)
    return note.exists() and note.read_text() == tables_mark()


def is_kept(data: Data) -> bool:
    """Whether a keeper holds the folder."""
    lock = take_lock(data)
    if lock is None:
        return True
    os.close(lock)
    return False


def begin(data: Data, teller: Teller) -> None:
    """Start a keeper that outlives us, and wait until its servers answer."""
    log = data.logs / "keeper.log"
    argv = [sys.executable, ROOT / "config" / "launch", "keep", data.folder]
    with teller.step("Starting PostgreSQL and Valkey, which stay up"), log.open("wb") as out:
        keeper = subprocess.Popen(
            [str(word) for word in argv],
            env=in_real_time(bare_environment()),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
        wait_until(lambda: is_up(data, keeper.pid) or keeper.poll() is not None, PATIENCE)
        if not is_up(data, keeper.pid):
            raise Trouble(
                "The servers for tests do not start; the reason stands above.",
                f"The whole log is {log}.",
                details=end_of(log),
            )
        # It goes on without us, and we do not wait for its end.
        keeper.returncode = 0


def is_up(data: Data, pid: int) -> bool:
    """Whether this keeper has its servers ready; one that was killed leaves its addresses there."""
    ledger = Ledger.open(data.ledger)
    return bool(ledger.urls) and any(
        one.name == KEEPER and one.pid == pid for one in ledger.running
    )


def keep(data: Data, teller: Teller) -> int:
    """Be the keeper: start the servers, stay while somebody comes, stop them."""
    with occupy(data, teller) as place:
        if place is None:
            return 0
        # Without fsync a database that was not closed cannot be trusted.
        if not place.ledger.done.pop("closed", "") or not has_tables(data):
            shutil.rmtree(data.postgres, ignore_errors=True)
            tables_note(data).unlink(missing_ok=True)
        with started(place, durable=False) as servers:
            place.ledger.running.append(Identity(KEEPER, os.getpid(), birth_of(os.getpid())))
            data.borrowers.touch()
            publish(servers, place.ledger)
            with suppress(Stopped):
                stay(place)
        place.ledger.done["closed"] = "yes"
        place.ledger.save()
    return 0


def stay(place: Place) -> None:
    """Until nobody borrows and nobody has for a while; every call touches the file."""
    borrowers = place.data.borrowers
    touched, since = 0, time.monotonic()
    while True:
        time.sleep(LOOK_EVERY)
        if (now := borrowers.stat().st_mtime_ns) != touched:
            touched, since = now, time.monotonic()
        if time.monotonic() - since < IDLE:
            continue
        with borrowers.open() as lock, suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever comes from now on finds no address and starts anew.
            place.ledger.urls = {}
            place.ledger.save()
            return


def dismiss(data: Data) -> bool:
    """Stop the keeper and wait until it has gone; whether there was one."""
    running = Ledger.open(data.ledger).running
    keepers = [one for one in running if one.name == KEEPER and one.alive]
    for keeper in keepers:
        keeper.ask_to_stop()
    wait_until(lambda: not any(keeper.alive for keeper in keepers), PATIENCE)
    return bool(keepers)
