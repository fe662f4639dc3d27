"""`bin/manage`: one management command, against the servers that run or that it brings along."""

import signal
import subprocess
import time
from pathlib import Path

from config.launch.children import follow_parent
from config.launch.install import RUN, ensure_installed
from config.launch.ledger import Ledger, borrowing
from config.launch.places import PYTHON, ROOT, Data
from config.launch.prepare import prepare
from config.launch.servers import Place, environment, occupy, publish, started
from config.launch.steps import Teller
from config.launch.trouble import Stopped, Trouble

CHANGES_TABLES = {"migrate", "flush", "makemigrations", "squashmigrations", "sqlmigrate"}
PATIENCE = 120.0
LOOK_EVERY = 0.2


def manage(data: Data, words: list[str], teller: Teller) -> int:
    """Run the command; its exit code is ours."""
    ensure_installed(RUN, teller)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with occupy(data, teller) as place:
            code = borrow(data, words) if place is None else own(place, words)
        if code is not None:
            return code
        time.sleep(LOOK_EVERY)
    raise Trouble(
        f"Another start holds {data.folder}, and its servers do not come up.",
        "Look at it, stop it, and run this again.",
    )


def own(place: Place, words: list[str]) -> int:
    """Bring the servers along, and let them go only when nobody borrows them."""
    with started(place) as servers:
        if words[:1] and words[0] in CHANGES_TABLES:
            place.ledger.done.pop("tables", None)
        else:
            prepare(servers, place, opening=False)
        publish(servers, place.ledger)
        code = run(servers.env, words)
        with borrowing(place.data, alone=True):
            return code


def borrow(data: Data, words: list[str]) -> int | None:
    """Use the servers of another launcher; None while it has not got them ready."""
    with borrowing(data):
        ledger = Ledger.open(data.ledger)
        if not ledger.urls:
            return None
        return run(environment(data, ledger) | ledger.urls, words)


def run(env: dict[str, str], words: list[str]) -> int:
    """Hand the terminal over to Django's command line, with Ctrl-C."""
    argv: list[str | Path] = [PYTHON, ROOT / "manage.py", *words]
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    command = subprocess.Popen(argv, env=env, preexec_fn=follow_parent())
    try:
        return command.wait()
    except Stopped:
        command.terminate()
        command.wait()
        raise
    finally:
        signal.signal(signal.SIGINT, before)
