"""The cast: Lea and Ben belong, Nora does not, Mara moderates, Odo owns, Sam is staff."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

from communities.models import Community, Membership, Role, Visibility
from config.translations.compilation import compile_catalogues
from members.compiled import forget_compiled
from members.models import Consent, Language, Member, Purpose, ValueStatement
from tests.programs import Program
from tests.stage import Stage, build

PASSWORD = "correct horse battery staple"


def pytest_configure(config: pytest.Config) -> None:
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    compile_catalogues()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Whoever still holds the test database at the end (a thread of a server) lets it go."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND starts_with(datname, 'test_')"
        )


@pytest.fixture(autouse=True)
def _fresh_cache_and_english() -> None:
    """Tests read English unless they ask for German; no test inherits another's throttles."""
    cache.clear()
    translation.activate("en")


@pytest.fixture(autouse=True)
def _fresh_questions(request: pytest.FixtureRequest) -> None:
    """A database that was emptied for the test before has other ids of content types."""
    marker = request.node.get_closest_marker("django_db")
    alone = marker is not None and marker.kwargs.get("transaction")
    if alone or {"transactional_db", "live_server"} & set(request.fixturenames):
        forget_compiled()


def make_member(handle: str, *, name: str = "", consents: bool = True, **fields: object) -> Member:
    """A confirmed member; by default one who agreed to everything."""
    member = Member.objects.create_user(
        f"{handle}@example.org", handle=handle, name=name or handle.title(), language="en", **fields
    )
    if consents:
        Consent.objects.bulk_create(Consent(member=member, purpose=purpose) for purpose in Purpose)
    return member


def make_community(
    slug: str, *, visibility: str = Visibility.PUBLIC, **fields: object
) -> Community:
    return Community.objects.create(
        slug=slug,
        name=slug.replace("-", " ").title(),
        purpose=f"What {slug} is for.",
        visibility=visibility,
        language=Language.ENGLISH,
        **fields,
    )


def join(member: Member, community: Community, role: str = Role.MEMBER) -> Membership:
    return Membership.objects.create(
        member=member,
        community=community,
        role=role,
        state_since=timezone.now() - timedelta(days=30),
    )


@dataclass
class Cast:
    """Who plays, and the three stages: one public, one on request, one by invitation."""

    lea: Member
    ben: Member
    nora: Member
    mara: Member
    odo: Member
    sam: Member
    public: Community
    closed: Community
    secret: Community

    def __getitem__(self, name: str) -> Member:
        return getattr(self, name)


def make_cast() -> Cast:
    """Everybody, in their places."""
    stages = {
        "public": make_community("open-house"),
        "closed": make_community("on-request", visibility=Visibility.REQUEST),
        "secret": make_community("by-invitation", visibility=Visibility.INVITATION),
    }
    people = {name: make_member(name) for name in ("lea", "ben", "nora", "mara", "odo")}
    people["sam"] = make_member("sam", is_staff=True)
    for community in stages.values():
        join(people["odo"], community, Role.OWNER)
        join(people["mara"], community, Role.MODERATOR)
        join(people["lea"], community)
        join(people["ben"], community)
    return Cast(**people, **stages)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def value_of(cast: Cast):
    """A value statement of somebody: `value_of(cast.lea)`."""

    def make(
        member: Member, value: str = "benevolence", words: str = "I stand for people who stay."
    ) -> ValueStatement:
        return ValueStatement.objects.create(
            member=member, value=value, words=words, language=Language.ENGLISH
        )

    return make


@pytest.fixture
def as_member(cast: Cast):
    """A browser signed in as one of the cast: `as_member("lea")`; None is a visitor."""

    def sign_in(name: str | None) -> Client:
        client = Client(headers={"accept-language": "en"})
        if name:
            client.force_login(cast[name], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def program(cast: Cast):
    """A program with the key of one of the cast: `program("lea")`; None is a visitor's."""

    def with_key(name: str | None, language: str = "en") -> Program:
        return Program(cast[name] if name else None, language)

    return with_key


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """One of everything in each community; see tests/stage.py."""
    return build(cast)
