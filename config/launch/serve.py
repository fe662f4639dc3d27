"""`bin/run`: opens the house, keeps an eye on everyone in it, closes it in order."""

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.launch.children import Child, spawn, stop
from config.launch.install import RUN, ensure_installed
from config.launch.ledger import Ledger, is_free
from config.launch.places import PYTHON, ROOT, Data
from config.launch.prepare import load_demonstration, prepare
from config.launch.servers import Place, Servers, occupy, publish, started
from config.launch.steps import Teller, end_of
from config.launch.trouble import Trouble

WEB, WORKER, SCHEDULER = "the web server", "the worker", "the scheduler"
PATIENCE = 120.0
LOOK_EVERY = 0.2


def serve(data: Data, port: int, teller: Teller, *, empty: bool) -> int:
    """Install, start, prepare, open; stay until told to stop."""
    ensure_installed(RUN, teller)
    with occupy(data, teller) as place:
        if place is None:
            raise already_running(data)
        require_free(port)
        with started(place) as servers:
            servers.env.setdefault("PUBLIC_URL", f"http://localhost:{port}")
            prepare(servers, place, opening=True)
            sign_ins = "" if empty else load_demonstration(servers, place)
            publish(servers, place.ledger)
            with opened(servers, place, port) as workers:
                welcome(port, data, sign_ins, teller)
                watch([*workers, *servers.children])
    return 0


def already_running(data: Data) -> Trouble:
    """Two launchers on one folder would fight over one database."""
    urls = Ledger.open(data.ledger).urls
    open_at = f", at {urls['PUBLIC_URL']}" if "PUBLIC_URL" in urls else ""
    return Trouble(
        f"Resonanz is already running from {data.folder}{open_at}.",
        "Use that one, stop it first, or choose another place with --data DIR and --port N.",
    )


def require_free(port: int) -> None:
    """Look before anything is started."""
    if not is_free(port):
        raise Trouble(
            f"Port {port} is taken by another program.",
            f"Stop that one, or choose another port: bin/run --port {port + 1}",
        )


def command_lines(port: int, folder: Path) -> dict[str, list[str]]:
    """The three programs of the house, on one machine: one web process, one worker, one clock."""
    web = f"-m gunicorn config.wsgi --bind 127.0.0.1:{port} --worker-class gthread --threads 8"
    web += " --graceful-timeout 4 --no-control-socket --config python:config.gunicorn"
    worker = "-m celery -A config worker --pool threads --concurrency 2"
    worker += " --without-gossip --without-mingle --loglevel INFO"
    beat = "-m celery -A config beat --loglevel INFO --schedule"
    lines = {WEB: web.split(), WORKER: worker.split(), SCHEDULER: beat.split()}
    lines[SCHEDULER].append(str(folder / "beat.schedule"))
    return {name: [str(PYTHON), *line] for name, line in lines.items()}


@contextmanager
def opened(servers: Servers, place: Place, port: int) -> Iterator[list[Child]]:
    """Start the three programs; at the end they go first, so that nobody loses the database."""
    workers: list[Child] = []
    try:
        with place.teller.step("Starting web server, worker and scheduler"):
            for name, argv in command_lines(port, place.data.folder).items():
                log = place.data.logs / f"{name.split()[1]}.log"
                workers.append(spawn(name, argv, log=log, env=servers.env, folder=ROOT))
                place.ledger.running.append(workers[-1].identity)
                place.ledger.save()
            wait_for_page(workers, servers, port)
        yield workers
    finally:
        place.teller.say("\nClosing the house …")
        stop(workers)


def wait_for_page(workers: list[Child], servers: Servers, port: int) -> None:
    """Wait until the house says that it is alive, or tell why it never does."""
    deadline = time.monotonic() + PATIENCE
    while not answers(port, workers[0].log):
        look([*workers, *servers.children])
        if time.monotonic() > deadline:
            raise silent(workers[0].log)
        time.sleep(LOOK_EVERY)


def answers(port: int, log: Path) -> bool:
    """Whether the house says it is alive."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=5) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError as error:
        raise silent(log) from error
    except OSError:
        return False


def silent(log: Path) -> Trouble:
    return Trouble(
        "The web server does not say that it is alive; its last words stand above.",
        f"The whole log is {log}.",
        details=end_of(log),
    )


def welcome(port: int, data: Data, sign_ins: str, teller: Teller) -> None:
    """Where to go now."""
    teller.say(f"\nResonanz is open: http://localhost:{port}\n")
    if sign_ins:
        teller.say(f"{sign_ins}\n")
    teller.say(f"Logs are in {data.logs}. Ctrl-C stops everything.")


def watch(children: list[Child]) -> None:
    """Stay until a signal comes or somebody dies."""
    while True:
        look(children)
        time.sleep(LOOK_EVERY)


def look(children: list[Child]) -> None:
    """When one of them has died, say which; the others are stopped on the way out."""
    for child in children:
        if not child.alive:
            raise Trouble(
                f"{child.title} ended by itself (code {child.popen.returncode}),"
                " so everything was stopped.",
                f"Its log is {child.log}; run this again to start anew.",
                details=end_of(child.log),
            )
