"""An earlier version is read by whoever could read it when it was current and can read the thing
now, and by its authors: on every page and in the API, for everything that keeps versions.
"""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings

from debates.models import Argument
from members.models import KeepsVersions
from tests.earlier import ALL, FEW, KINDS, Kind
from tests.programs import Program

pytestmark = pytest.mark.django_db

READERS = {"anonymous": None, "stranger": "nora", "member": "ben", "author": "lea"}
FLOORS = ("members", "communities", "debates", "sharing")
ROOMS_THAT_SHOW = ("reading", "views", "api", "registrations")
# Kept, and shown on no page and in no answer of the API.
SHOWN_NOWHERE = {Argument}


def test_everything_that_keeps_versions_is_in_the_table() -> None:
    keeping = {model for model in apps.get_models() if issubclass(model, KeepsVersions)}
    assert keeping == {kind.model for kind in KINDS} | SHOWN_NOWHERE


def test_whatever_shows_earlier_versions_asks_for_those_of_a_reader() -> None:
    rooms = [Path(settings.BASE_DIR, floor, room) for floor in FLOORS for room in ROOMS_THAT_SHOW]
    files = [path for room in rooms for path in room.rglob("*.py")]
    assert len(files) > 50
    careless = ("revisions_of(", ".revisions.", ".versions.all(")
    assert not [path for path in files if any(word in path.read_text() for word in careless)]


@pytest.mark.parametrize(("then", "now"), [(FEW, FEW), (FEW, ALL), (ALL, FEW), (ALL, ALL)])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_earlier_version_is_for_those_of_then_who_read_the_thing_now(
    cast: Any, as_member: Any, kind: Kind, then: str, now: str
) -> None:
    addresses = kind.write(cast, then, now)
    wanted = kind.everyone if (then, now) == (ALL, ALL) else kind.few
    for reader, name in READERS.items():
        read = {
            address: kind.word in _read(cast, as_member, name, address) for address in addresses
        }
        expected = dict.fromkeys(addresses, reader in wanted)
        assert read == expected | _elsewhere(kind, addresses), reader


def _elsewhere(kind: Kind, addresses: tuple[str, ...]) -> dict[str, bool]:
    """Of what belongs to few for ever, the page that everyone reads shows no earlier words."""
    if kind.name in {"value", "answer"}:
        return dict.fromkeys(addresses[1:], False)
    return {}


def _read(cast: Any, as_member: Any, name: str | None, address: str) -> str:
    if address.startswith("/api/v1/"):
        program = Program(cast[name] if name else None)
        return str(program.get(address.removeprefix("/api/v1/")).content.decode())
    return str(as_member(name).get(address).content.decode())
