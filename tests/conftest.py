"""The cast: Lea and Ben belong, Nora does not, Mara moderates, Odo owns, Sam is staff."""

import os
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings

from communities.models import Community, Membership, Role, Visibility
from config.translations.compilation import compile_catalogues
from members.compiled import forget_compiled
from members.models import Consent, Language, Member, Purpose, ValueStatement
from tests.clock import _one_day  # noqa: F401 (a fixture for every test)
from tests.programs import Program
from tests.side_by_side import COMMITTING, commits
from tests.sign_in import use_second_factor
from tests.stage import Stage, build
from tests.worker import empty_queue

# No test depends on how fast the machine is at that moment.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_configure(config: pytest.Config) -> None:
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    if not hasattr(config, "workerinput"):
        compile_catalogues()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Begin with empty tables, also where an earlier run was killed and its database is used again;
    at the end, end the connections that are left, so that the test database can be dropped.
    """
    with django_db_blocker.unblock():
        if Member.objects.exists():
            call_command("flush", interactive=False, verbosity=0)
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND starts_with(datname, 'test_')"
        )


@pytest.fixture(autouse=True)
def _fresh_cache_and_english(request: pytest.FixtureRequest) -> None:
    """Tests read English unless they ask for German; no test inherits another's throttles."""
    if request.node.get_closest_marker("database"):
        cache.clear()
    if request.node.get_closest_marker("worker"):
        empty_queue()
    translation.activate("en")


@pytest.fixture(autouse=True)
def _fresh_questions(request: pytest.FixtureRequest) -> None:
    """A database that was emptied for the test before has other ids of content types."""
    if commits(request.node):
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


@pytest.fixture(scope="module")
def cast_of_module(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Cast | None]:
    """The cast is written once for all tests of a file, in a transaction that is taken back after
    the last of them. None where a test of the file commits, which empties the tables.
    """
    if request.path in COMMITTING:
        yield None
        return
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_cast()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def stage_of_module(cast_of_module: Cast | None) -> tuple[Cast, Stage]:
    """Cast and stage once for a table of cases: a file in which every test uses both, and none
    commits, takes copies of them.
    """
    assert cast_of_module is not None
    return cast_of_module, build(cast_of_module)


@pytest.fixture
def standing(stage_of_module: tuple[Cast, Stage], db: None) -> tuple[Cast, Stage]:
    """Copies of the cast and stage of the file for one test, which is taken back afterwards."""
    return deepcopy(stage_of_module)


@pytest.fixture
def cast(cast_of_module: Cast | None, db: None) -> Cast:
    """Everybody, as nobody has touched them yet: each test is taken back to this point."""
    return make_cast() if cast_of_module is None else deepcopy(cast_of_module)


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
    """A browser signed in as one of the cast: `as_member("lea")`; None is a visitor. Staff used a
    second factor.
    """

    def sign_in(name: str | None) -> Client:
        client = Client(headers={"accept-language": "en"})
        if name:
            client.force_login(cast[name])
            if cast[name].is_staff:
                use_second_factor(client, cast[name])
        return client

    return sign_in


@pytest.fixture
def program(cast: Cast):
    """A program with the key of one of the cast: `program("lea")`; None is a visitor's."""

    def with_key(name: str | None, language: str = "en", **key: Any) -> Program:
        return Program(cast[name] if name else None, language, **key)

    return with_key


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """One of everything in each community; see tests/stage.py."""
    return build(cast)
