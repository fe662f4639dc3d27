"""The servers behind `bin/test PATH` stay up between calls, and no longer than somebody comes."""

import io
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.launch import warm
from config.launch.children import wait_until
from config.launch.ledger import Ledger, borrowing
from config.launch.places import Data
from config.launch.servers import Place
from config.launch.steps import Teller

pytestmark = pytest.mark.house


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Data]:
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    data = Data(tmp_path / "loop")
    yield data
    warm.dismiss(data)


def quiet() -> Teller:
    return Teller(io.StringIO())


def keeper_of(data: Data) -> int:
    [pid] = [one.pid for one in Ledger.open(data.ledger).running if one.name == warm.KEEPER]
    return pid


def test_servers_stay_up_until_they_are_sent_home(data: Data) -> None:
    with warm.borrowed(data, quiet()) as first:
        keeper = keeper_of(data)
        warm.tables_note(data).write_text(warm.tables_mark())
    with warm.borrowed(data, quiet()) as second:
        assert (second["DATABASE_URL"], second["REDIS_URL"]) == (
            first["DATABASE_URL"],
            first["REDIS_URL"],
        )
        assert keeper_of(data) == keeper
    left = Ledger.open(data.ledger).running
    assert warm.dismiss(data)
    assert not warm.dismiss(data)
    assert not any(one.alive for one in left)
    # Closed in order, so the tables may be trusted the next time.
    with warm.borrowed(data, quiet()):
        assert warm.has_tables(data)


def test_other_migrations_and_a_killed_keeper_begin_anew(data: Data) -> None:
    with warm.borrowed(data, quiet()):
        keeper = keeper_of(data)
        warm.tables_note(data).write_text("those of yesterday")
    with warm.borrowed(data, quiet()):
        assert keeper_of(data) != keeper
        assert not warm.tables_note(data).exists()
        warm.tables_note(data).write_text(warm.tables_mark())
    os.kill(keeper_of(data), signal.SIGKILL)
    assert wait_until(lambda: not warm.is_kept(data), 10)
    with warm.borrowed(data, quiet()):
        assert not warm.has_tables(data)


def test_nobody_comes_for_a_while_and_the_keeper_goes_but_never_under_somebody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "IDLE", 0.0)
    monkeypatch.setattr(warm, "LOOK_EVERY", 0.01)
    data = Data(tmp_path)
    place = Place(data, Ledger(data.ledger, urls={"DATABASE_URL": "somewhere"}), quiet())
    keeper = threading.Thread(target=warm.stay, args=[place])
    with borrowing(data):
        keeper.start()
        keeper.join(0.3)
        assert keeper.is_alive()
        assert place.ledger.urls
    keeper.join(10)
    assert not keeper.is_alive()
    assert Ledger.open(data.ledger).urls == {}


def test_two_runs_on_the_same_servers_wait_for_each_other(tmp_path: Path) -> None:
    data, out, order = Data(tmp_path), io.StringIO(), []

    def second() -> None:
        with warm.one_at_a_time(data, Teller(out)):
            order.append("second")

    run = threading.Thread(target=second)
    with warm.one_at_a_time(data, quiet()):
        run.start()
        assert wait_until(lambda: "waiting for them" in out.getvalue(), 10)
        order.append("first")
    run.join(10)
    assert order == ["first", "second"]
