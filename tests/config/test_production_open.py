"""Production opens only when it is safe to."""

import subprocess
import sys
from pathlib import Path
from secrets import token_urlsafe

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.guard import require_strong_secret
from config.opening import refuse_demonstration_accounts
from tests.worker import database_url

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "short",
        "a" * 60,
        "not-secret-and-refused-in-production",
        "django-insecure-" + "x1y2z3" * 10,
    ],
)
def test_a_secret_that_others_know_is_refused(secret: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="at least 50"):
        require_strong_secret(secret)


def test_a_random_secret_is_taken() -> None:
    require_strong_secret(token_urlsafe(50))


@pytest.mark.django_db
def test_production_does_not_open_with_demonstration_accounts(cast, settings) -> None:
    refuse_demonstration_accounts()
    settings.PRODUCTION = True
    refuse_demonstration_accounts()
    cast.lea.is_demonstration = True
    cast.lea.save()
    with pytest.raises(ImproperlyConfigured, match="demonstration accounts"):
        refuse_demonstration_accounts()


@pytest.mark.house
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("entrance", ["-m config.wsgi", "-m celery -A config worker -P solo"])
def test_neither_web_process_nor_worker_opens_the_demonstration_in_production(
    cast, entrance: str
) -> None:
    cast.lea.is_demonstration = True
    cast.lea.save()
    environment = {
        "PATH": "/usr/bin:/bin",
        "DATABASE_URL": database_url(),
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "RESONANZ_ENV": "production",
        "SECRET_KEY": token_urlsafe(50),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    ended = subprocess.run(
        [sys.executable, *entrance.split()],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode != 0
    assert "demonstration accounts" in ended.stderr + ended.stdout
