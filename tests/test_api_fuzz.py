"""The API answers what its schema says: tried by schemathesis, with a fixed seed, on the stage.

Codes drawn at random name nothing, so most of them are replaced by codes of things on the stage.
"""

import re
from collections.abc import Iterator
from typing import Any
from zlib import crc32

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, settings
from rest_framework.throttling import SimpleRateThrottle
from schemathesis import Case
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi import checks

from members.ids import CodeConverter
from members.services import limits
from tests.conftest import Cast
from tests.programs import Program
from tests.stage import Stage

pytestmark = pytest.mark.django_db
CONFIG = SchemathesisConfig.from_dict(
    {
        "seed": 7,
        "generation": {
            "max-examples": 25,
            "deterministic": True,
            "no-shrink": True,
            "with-security-parameters": False,
            "database": "none",
        },
        "phases": {"coverage": {"enabled": False}, "stateful": {"enabled": False}},
    }
)
CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]
# Lea wrote most of what stands there; one in eight is a visitor.
ACTORS = ("lea", "lea", "lea", "odo", "odo", "ben", "nora", None)
# A test client does not unpack.
PLAIN = {"Accept-Encoding": "identity"}
PLACES = ("public", "closed", "secret")
CODE = re.compile(CodeConverter.regex)


def schema_of_the_house() -> Any:
    with translation.override("en"):
        written = SchemaGenerator().get_schema(public=True)
    schema = schemathesis.openapi.from_dict(written, config=CONFIG)
    schema.app = get_wsgi_application()
    return schema


API = schema_of_the_house()


@pytest.fixture
def cast(standing: tuple[Cast, Stage]) -> Cast:
    return standing[0]


@pytest.fixture
def stage(standing: tuple[Cast, Stage]) -> Stage:
    return standing[1]


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Throttles and limits have tests of their own."""
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *_: True)
    with limits.lifted():
        yield


@pytest.fixture
def open_connection() -> Iterator[None]:
    """Requests begin and end as in a server, but the transaction of the test goes on."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def headers(cast: Cast) -> dict[str | None, dict[str, str]]:
    """How each of the actors signs in; None is a visitor."""
    keys = {name: Program(cast[name]).key for name in set(ACTORS) if name}
    return {name: PLAIN | {"Authorization": f"Bearer {key}"} for name, key in keys.items()} | {
        None: PLAIN
    }


@pytest.fixture
def codes(cast: Cast, stage: Stage) -> dict[str, list[str]]:
    """Codes of things on the stage, by the word that stands before them in addresses and bodies."""
    names = {
        "values": ["value"],
        "statement": ["value"],
        "skills": ["skill"],
        "questions": ["question", "answered"],
        "notifications": ["notification"],
        "memberships": ["membership", "asked"],
        "reports": [f"report.open.{place}" for place in PLACES],
        "restatements": [
            f"{kind}.{place}" for kind in ("restatement", "unheard") for place in PLACES
        ],
        "arguments": [f"argument.{place}" for place in PLACES],
        "parent": [f"argument.{place}" for place in PLACES],
    }
    for kind in ("topic", "position", "offer", "request"):
        names[f"{kind}s"] = names[kind] = [f"{kind}.{place}" for place in PLACES]
    found = {word: [stage[name].code for name in named] for word, named in names.items()}
    people = [cast.ben.code, cast.mara.code, cast.lea.code]
    places = [cast.public.code, cast.closed.code, cast.secret.code]
    found |= {"members": people, "member": people, "story": people, "blocks": people}
    found |= {"community": places, "communities": places}
    return found | {
        "value": found["values"],
        "question": found["questions"],
        "skill": found["skills"],
        "own_skills": [stage["member_skill"].code],
    }


def placed(thing: Any, word: str, codes: dict[str, list[str]]) -> Any:
    """The same with most of its codes replaced; one in five stays and names nothing."""
    if isinstance(thing, dict):
        kind = thing.get("kind", word)
        return {
            name: placed(value, kind if name == "id" else name, codes)
            for name, value in thing.items()
        }
    if isinstance(thing, list):
        return [placed(one, word, codes) for one in thing]
    known = codes.get(word) if isinstance(word, str) else None
    if not known or not isinstance(thing, str) or not CODE.fullmatch(thing):
        return thing
    draw = crc32(thing.encode())
    return thing if draw % 5 == 0 else known[draw % len(known)]


def set_the_stage(case: Case, codes: dict[str, list[str]]) -> None:
    words = case.operation.path.removeprefix("/api/v1/").split("/")
    here = "own_skills" if words[:2] == ["me", "skills"] else words[1 if words[0] == "me" else 0]
    if case.path_parameters:
        case.path_parameters = placed(case.path_parameters | {"kind": here}, here, codes)
        case.path_parameters.pop("kind")
    if case.query:
        case.query = placed(case.query, "", codes)
    if isinstance(case.body, dict):
        case.body = placed(case.body, "", codes)


@API.parametrize()
@settings(suppress_health_check=list(HealthCheck), deadline=None)
def test_every_answer_is_in_the_schema(
    case: Case, codes: Any, headers: Any, unhurried: None, open_connection: None
) -> None:
    drawn = crc32(repr((case.path_parameters, case.query, case.body)).encode())
    set_the_stage(case, codes)
    case.call_and_validate(headers=headers[ACTORS[drawn % len(ACTORS)]], checks=CHECKS)
