"""The servers below the house: embedded ones, or those that the environment names."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from config.launch.children import Child, stop, stop_orphans
from config.launch.ledger import Ledger, take_lock
from config.launch.places import Data
from config.launch.postgres import Cluster
from config.launch.steps import Teller, bare_environment
from config.launch.trouble import Trouble
from config.launch.valkey import Store

USUAL_PORTS = {"postgresql": 5432, "postgres": 5432, "redis": 6379, "rediss": 6379}


@dataclass
class Servers:
    """What runs below, and the environment that reaches it."""

    env: dict[str, str]
    children: list[Child] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """A data folder that is ours for now, what is remembered about it, and whom to tell."""

    data: Data
    ledger: Ledger
    teller: Teller


@contextmanager
def occupy(data: Data, teller: Teller) -> Iterator[Place | None]:
    """Be the one launcher of a data folder, clear away what a dead one left; None if another is."""
    data.prepare()
    lock = take_lock(data)
    if lock is None:
        yield None
        return
    ledger = Ledger.open(data.ledger)
    for name in stop_orphans(ledger.running):
        teller.say(f"  Stopped {name}, which an earlier start had left behind")
    ledger.running, ledger.urls = [], {}
    ledger.save()
    try:
        yield Place(data, ledger, teller)
    finally:
        ledger.running, ledger.urls = [], {}
        ledger.save()
        os.close(lock)


@contextmanager
def started(place: Place, *, durable: bool = True) -> Iterator[Servers]:
    """Start what the environment does not name, and stop it at the end."""
    servers = Servers(environment(place.data, place.ledger))
    for name in ("DATABASE_URL", "REDIS_URL"):
        if name in servers.env:
            reach(name, servers.env[name])
    try:
        if "REDIS_URL" not in servers.env:
            start_valkey(servers, place, durable=durable)
        if "DATABASE_URL" not in servers.env:
            start_postgres(servers, place, durable=durable)
        yield servers
    finally:
        stop(servers.children)


def start_valkey(servers: Servers, place: Place, *, durable: bool) -> None:
    """The queue and the cache."""
    data, ledger = place.data, place.ledger
    store = Store(data.valkey, data.logs / "valkey.log", ledger.secret("valkey"), durable)
    port = ledger.port("valkey")
    with place.teller.step("Starting Valkey"):
        child = store.start(port)
        note(servers, ledger, child, "REDIS_URL", store.url(port))
        store.wait_for(child, port)


def start_postgres(servers: Servers, place: Place, *, durable: bool) -> None:
    """The database, made when there is none yet."""
    data, ledger = place.data, place.ledger
    log = data.logs / "postgres.log"
    cluster = Cluster(data.postgres, log, ledger.secret("postgres"), durable)
    port = ledger.port("postgres")
    if not data.postgres.exists():
        ledger.done = {}
        with place.teller.step("Making a PostgreSQL database"):
            cluster.create()
    with place.teller.step("Starting PostgreSQL"):
        child = cluster.start(port)
        note(servers, ledger, child, "DATABASE_URL", cluster.url(port))
        cluster.wait_for(child)


def note(servers: Servers, ledger: Ledger, child: Child, variable: str, url: str) -> None:
    """Write a server down, so that the next start finds it should this one die."""
    servers.children.append(child)
    servers.env[variable] = url
    ledger.running.append(child.identity)
    ledger.save()


def publish(servers: Servers, ledger: Ledger) -> None:
    """Let commands that come later use these servers, now that they are ready."""
    names = {"DATABASE_URL", "REDIS_URL", "PUBLIC_URL"}
    ledger.urls = {name: servers.env[name] for name in names & servers.env.keys()}
    ledger.save()


def environment(data: Data, ledger: Ledger) -> dict[str, str]:
    """What Django reads, with what the person has set in front."""
    env = bare_environment()
    ours = {"RESONANZ_ENV": "development", "SECRET_KEY": ledger.secret("django")}
    return ours | env | {"RESONANZ_DATA": str(data.folder), "PYTHONUNBUFFERED": "1"}


def reach(name: str, url: str) -> None:
    """See that a server named in the environment is there at all."""
    parts = urlsplit(url)
    if not parts.hostname:
        return
    place = (parts.hostname, parts.port or USUAL_PORTS.get(parts.scheme, 0))
    try:
        socket.create_connection(place, timeout=5).close()
    except OSError as error:
        raise Trouble(
            f"The server that {name} names does not answer at {place[0]}, port {place[1]}.",
            f"Start it, or unset {name} to use an embedded one.",
        ) from error
