"""Reads settings from the environment, and says in a sentence what is missing or wrong."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from django.core.exceptions import ImproperlyConfigured

ENGINES = {
    "postgres": "django.db.backends.postgresql",
    "postgresql": "django.db.backends.postgresql",
}
YES = {"1", "true", "yes", "on"}


def text(name: str, default: str | None = None) -> str:
    """The variable as it stands; without a default it has to be there."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return value


def flag(name: str, *, default: bool) -> bool:
    """Yes or no: 1, true, yes and on mean yes."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in YES


def names(name: str, default: str = "") -> list[str]:
    """A list, separated by commas."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def number(name: str, default: int) -> int:
    """A whole number."""
    value = os.environ.get(name, str(default))
    if not value.strip().lstrip("-").isdigit():
        raise ImproperlyConfigured(f"{name} has to be a whole number, not {value!r}.")
    return int(value)


def database(url: str) -> dict[str, Any]:
    """A Django database from postgresql://user:password@host:port/name?option=value."""
    parts = urlsplit(url)
    if parts.scheme not in ENGINES:
        raise ImproperlyConfigured("DATABASE_URL has to begin with postgresql://.")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": ENGINES[parts.scheme],
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A cursor that outlives its transaction would be looked for on another connection where a
        # pooler stands between (docs/operations.md, "Behind a pooler").
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "TEST": {
            "NAME": os.environ.get("TEST_DATABASE_NAME"),
            # A database with all tables, to be copied instead of running every migration again.
            "TEMPLATE": os.environ.get("TEST_DATABASE_TEMPLATE"),
        },
    }


def redis_beside(url: str, places: int) -> str:
    """The Redis database some numbers after the one in this address, on the same server."""
    parts = urlsplit(url)
    if parts.scheme not in {"redis", "rediss"}:
        raise ImproperlyConfigured("REDIS_URL has to begin with redis:// or rediss://.")
    number = parts.path.strip("/") or "0"
    if not number.isdigit():
        raise ImproperlyConfigured("REDIS_URL has to end with the number of a database: /0.")
    return urlunsplit(parts._replace(path=f"/{int(number) + places}"))


def email(url: str, folder: Path) -> dict[str, Any]:
    """Mail settings from smtp://user:password@host:port/?tls=1, or files: into a folder."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(folder),
        }
    if parts.scheme not in {"smtp", "smtps"}:
        raise ImproperlyConfigured("EMAIL_URL has to begin with smtp://, smtps:// or file:.")
    options = dict(parse_qsl(parts.query))
    return {
        "EMAIL_BACKEND": "members.post.Post",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": options.get("tls") == "1",
        "EMAIL_TIMEOUT": 20,
    }
