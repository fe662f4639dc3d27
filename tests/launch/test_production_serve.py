"""The command lines of docker-compose.yml, under production settings, do what they say."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
import yaml

from .conftest import ROOT, bare_environment, free_port, wait_for

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
GIVEN = {
    "SECRET_KEY": "a-long-random-text-for-this-test-only-0123456789-abcdefghij",
    "PUBLIC_URL": "https://resonanz.example",
    "ALLOWED_HOSTS": "resonanz.example",
    "CONTACT_EMAIL": "hello@resonanz.example",
    "POSTGRES_PASSWORD": "unused",
    "REDIS_PASSWORD": "unused",
}
OURS = ["web", "worker", "beat"]
VARIABLE = re.compile(r"\$\{(\w+)(?::[?-]([^}]*))?\}")


@contextmanager
def database() -> Iterator[str]:
    """A database of its own beside the tests' one; with tables already, where there are some to
    copy, so that it need not run every migration again.
    """
    server, name = os.environ["DATABASE_URL"], f"production_{os.getpid()}"
    template = os.environ.get("TEST_DATABASE_TEMPLATE", "template1")
    # Not to the template itself: nobody may be connected to what is copied.
    connection = psycopg2.connect(urlunsplit(urlsplit(server)._replace(path="/postgres")))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
            connection.close()


def environment(service: str, **replaced: str) -> dict[str, str]:
    """What the compose file gives a service, with the addresses of the tests' servers."""
    ours = {
        name: VARIABLE.sub(lambda found: GIVEN.get(found[1], found[2] or ""), str(value))
        for name, value in SERVICES[service]["environment"].items()
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return bare_environment() | ours | replaced | {"PATH": path}


def argv_of(service: str, folder: Path) -> list[str]:
    return shlex.split(SERVICES[service]["command"].replace("/data", str(folder)))


def probe(service: str, env: dict[str, str]) -> int:
    words = [word for word in SERVICES[service]["healthcheck"]["test"] if word != "CMD"]
    return subprocess.run(words, cwd=ROOT, env=env, timeout=60).returncode


@contextmanager
def running(services: list[str], env: dict[str, str], folder: Path) -> Iterator[list[Path]]:
    """Start the services; at the end tell all of them to stop, the way an engine does."""
    logs = [folder / f"{service}.log" for service in services]
    children = []
    try:
        for service, log in zip(services, logs, strict=True):
            with log.open("w") as out:
                argv = argv_of(service, folder)
                child = subprocess.Popen(argv, cwd=ROOT, env=env, stdout=out, stderr=out)
            children.append(child)
        yield logs
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(timeout=20)


def get(port: int, path: str) -> int:
    line = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        # As the proxy in front says it, which speaks TLS.
        told = {"Host": "resonanz.example", "X-Forwarded-Proto": "https"}
        line.request("GET", path, headers=told)
        return line.getresponse().status
    except OSError:
        return 0
    finally:
        line.close()


@pytest.mark.house
def test_web_worker_and_beat_serve_under_production_settings(tmp_path: Path) -> None:
    port = free_port()
    with ExitStack() as house:
        env = environment(
            "web",
            DATABASE_URL=house.enter_context(database()),
            REDIS_URL=os.environ["REDIS_URL"],
            RESONANZ_DATA=str(tmp_path),
            PORT=str(port),
        )
        migrated = subprocess.run(argv_of("migrate", tmp_path), cwd=ROOT, env=env, timeout=120)
        assert migrated.returncode == 0
        logs = house.enter_context(running(OURS, env, tmp_path))
        wait_for(lambda: get(port, "/livez") == 200)
        assert get(port, "/livez") == 200, logs[0].read_text()
        # Pages would need their collected files; these need none.
        get(port, "/api/v1/search/?q=what-nobody-shall-read")
        get(port, "/digest/go/what-nobody-shall-read/")
        wait_for(lambda: "GET /digest/go/<str:token>/ 303 " in logs[0].read_text())
        assert "GET /digest/go/<str:token>/ 303 " in logs[0].read_text()
        assert "GET /api/v1/search/ 200 " in logs[0].read_text()
        assert "what-nobody" not in logs[0].read_text()
        assert get(port, "/readyz") == 200, logs[0].read_text()
        wait_for(lambda: "ready." in logs[1].read_text())
        assert "ready." in logs[1].read_text()
        wait_for(lambda: "beat: Starting" in logs[2].read_text())
        assert [probe(service, env) for service in OURS] == [0] * len(OURS)


@pytest.mark.parametrize("service", [*OURS, "migrate"])
def test_our_containers_may_write_next_to_nothing(service: str) -> None:
    found = SERVICES[service]
    assert found["read_only"] is True
    assert found["cap_drop"] == ["ALL"]
    assert found["security_opt"] == ["no-new-privileges:true"]
    assert found["deploy"]["resources"]["limits"].keys() == {"cpus", "memory", "pids"}


def test_the_image_runs_as_nobody_in_particular() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert sum(line.startswith("FROM ") for line in lines) == 2
    assert [line for line in lines if line.startswith("USER ")] == ["USER 10001"]


def test_every_service_has_limits_and_a_way_to_tell_that_it_is_well() -> None:
    for name, service in SERVICES.items():
        assert service["deploy"]["resources"]["limits"], name
        assert name == "mail" or service["healthcheck"], name
        assert name in {"migrate"} or service["restart"] == "unless-stopped", name
