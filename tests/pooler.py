"""A real PgBouncer in transaction mode, and processes of Resonanz behind it."""

import http.client
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from django.conf import settings
from django.db import connection

from config.launch.postgres import choose_guise, give_to
from tests.worker import database_url, free_port, wait_for

# Fewer connections than processes ask at once, so that each of them serves all.
POOL = 2
# Nothing is ignored and nothing is reset: Resonanz has to ask for nothing a pooler cannot give.
CONFIGURATION = """
[databases]
{NAME} = host={HOST} port={PORT} dbname={NAME}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {people}
stats_users = {USER}
pool_mode = transaction
default_pool_size = {pool}
"""


@dataclass(frozen=True)
class Pooler:
    """PgBouncer in front of the test database."""

    port: int

    @property
    def url(self) -> str:
        found = connection.settings_dict
        address = f"{found['USER']}:{found['PASSWORD']}@127.0.0.1:{self.port}"
        return f"postgresql://{address}/{found['NAME']}"

    def transactions(self) -> int:
        """How many it has handed on to the test database so far."""
        # It answers single statements only, so no transaction is opened around them.
        admin = psycopg2.connect(self.url, dbname="pgbouncer")
        admin.autocommit = True
        with admin.cursor() as cursor:
            cursor.execute("SHOW STATS_TOTALS")
            names = [column.name for column in cursor.description or ()]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        admin.close()
        name = connection.settings_dict["NAME"]
        return next(int(row["xact_count"]) for row in rows if row["database"] == name)


@contextmanager
def pooler(program: str) -> Iterator[Pooler]:
    """Run it until the test is done; it refuses to be root, as PostgreSQL does."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="pooler-") as name, ExitStack() as at_the_end:
        folder = Path(name)
        (folder / "log").mkdir()
        guise = choose_guise(folder)
        log = at_the_end.enter_context((folder / "log" / "pgbouncer.log").open("w+"))
        argv = [*guise.prefix, program, str(_configure(folder, port, guise.user))]
        groups = None if guise.user is None else []
        running = subprocess.Popen(
            argv, cwd="/", stdout=log, stderr=log, user=guise.user, extra_groups=groups
        )
        at_the_end.callback(_stop, running)
        assert wait_for(lambda: _answers(port) or running.poll() is not None)
        assert running.poll() is None, (folder / "log" / "pgbouncer.log").read_text()
        yield Pooler(port)


def _configure(folder: Path, port: int, user: str | None) -> Path:
    """Its configuration and who may come in, readable for whoever runs it and nobody else."""
    found = connection.settings_dict
    people, configuration = folder / "people.txt", folder / "pgbouncer.ini"
    words = {"port": port, "people": people, "pool": POOL, **found}
    for path, text in (
        (people, f'"{found["USER"]}" "{found["PASSWORD"]}"\n'),
        (configuration, CONFIGURATION.format(**words)),
    ):
        path.touch(mode=0o600)
        path.write_text(text)
        give_to(user, path)
    return configuration


def _answers(port: int) -> bool:
    try:
        psycopg2.connect(Pooler(port).url).close()
    except psycopg2.OperationalError:
        return False
    return True


@contextmanager
def web_process(url: str | None = None) -> Iterator[int]:
    """One web process on the test database, under this address of it; gives its port."""
    port = free_port()
    words = f"-m gunicorn config.wsgi -b 127.0.0.1:{port} -w 1 -k gthread --threads 4"
    words += " --no-control-socket --log-level warning"
    running = subprocess.Popen(
        [sys.executable, *words.split()],
        env={
            **os.environ,
            "DATABASE_URL": url or database_url(),
            "RESONANZ_ENV": "development",
            "ALLOWED_HOSTS": "localhost",
            "SECRET_KEY": settings.SECRET_KEY,
        },
        cwd=settings.BASE_DIR,
    )
    try:
        assert wait_for(lambda: _is_open(port) or running.poll() is not None, 60)
        assert running.poll() is None
        yield port
    finally:
        _stop(running)


def _is_open(port: int) -> bool:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as asked:
        try:
            asked.request("GET", "/livez", headers={"Host": "localhost"})
            return asked.getresponse().status == 200
        except OSError:
            return False


def _stop(running: "subprocess.Popen[bytes]") -> None:
    running.terminate()
    try:
        running.wait(timeout=20)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()
