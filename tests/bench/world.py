"""What a benchmark needs to know of the loaded world. Importing it sets Django up."""

import os
from dataclasses import dataclass
from importlib import import_module

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from communities.models import Visibility  # noqa: E402
from debates.models import Position, Topic  # noqa: E402
from members.models import Member  # noqa: E402

# What allauth signs members in with.
BACKEND = "members.backends.MemberBackend"
CROWD = 20


@dataclass(frozen=True)
class Around:
    """Addresses to load, a signed-in cookie, and what each page asks of the database."""

    pages: dict[str, str]
    cookie: str
    queries: dict[tuple[str, str], int]


def look_around(*, crowded: bool = False) -> Around:
    """A public topic with at least 20 positions, or the one with most, and a member who took one
    there.
    """
    topic = (
        Topic.objects.filter(community__visibility=Visibility.PUBLIC)
        .annotate(crowd=Count("positions"))
        .filter(crowd__gte=CROWD)
        .order_by("-crowd" if crowded else "crowd", "pk")
        .first()
    )
    if topic is None:
        raise SystemExit("There is no world to measure in. Load one: bin/manage load_world")
    member = Position.objects.filter(topic=topic).order_by("pk").select_related("member")[0].member
    pages = {
        "topic": f"/topics/{topic.code}/",
        "topics": "/topics/",
        "offers": "/offers/",
        "communities": "/communities/",
    }
    queries = {
        (name, who): queries_of(path, member if who == "member" else None)
        for name, path in pages.items()
        for who in ("visitor", "member")
    }
    return Around(pages, cookie_of(member), queries)


def queries_of(path: str, member: Member | None) -> int:
    client = Client(headers={"accept-language": "de", "host": "localhost"})
    if member:
        client.force_login(member, backend=BACKEND)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def cookie_of(member: Member) -> str:
    """A session as a sign-in leaves it behind."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(member.pk)
    store[BACKEND_SESSION_KEY] = BACKEND
    store[HASH_SESSION_KEY] = member.get_session_auth_hash()
    store.create()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"


def collect_static() -> None:
    call_command("collectstatic", "--noinput", verbosity=0)


def database_pid() -> int:
    """The server process behind our connection; its parent is the whole of PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])
