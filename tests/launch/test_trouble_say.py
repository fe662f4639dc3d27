"""What goes wrong on a machine is said in one sentence, with a way out, without a traceback."""

import errno
import socket
import subprocess
from collections import namedtuple
from pathlib import Path

import pytest

from config.launch import debian, install, places, postgres
from config.launch.trouble import Trouble, from_os_error

from .conftest import ROOT, run


def test_a_port_in_use_is_named_with_another_one(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = run("run", "--data", str(tmp_path), "--port", str(port))
    assert ended.returncode == 1
    assert f"Port {port} is taken by another program." in ended.stderr
    assert f"bin/run --port {port + 1}" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_database_that_does_not_start_shows_its_last_words(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir(mode=0o700)
    ended = run("manage", "--data", str(tmp_path), "check")
    assert ended.returncode == 1
    assert "PostgreSQL does not start" in ended.stderr
    assert "postgresql.conf" in ended.stderr
    assert "DATABASE_URL" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_notes_that_cannot_be_read_are_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "launcher.json").write_text("{broken")
    ended = run("manage", "--data", str(tmp_path), "check")
    assert ended.returncode == 1
    assert "cannot be read" in ended.stderr
    assert (tmp_path / "launcher.json").read_text() == "{broken"


def test_a_place_that_is_no_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ended = run("run", "--data", str(tmp_path / "file" / "var"))
    assert ended.returncode == 1
    assert "Not a directory" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("port", ["0", "70000", "many"])
def test_a_port_that_does_not_exist_is_refused(port: str) -> None:
    ended = run("run", "--port", port)
    assert ended.returncode == 2
    assert "a port is a number from 1 to 65535" in ended.stderr


def test_a_full_disk_is_said_before_anything_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(places.shutil, "disk_usage", lambda folder: usage(10**9, 10**9, 3_000_000))
    with pytest.raises(Trouble, match=r"The disk is full: 3 MB are free .* Free some space"):
        places.Data(tmp_path / "var").prepare()


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "There was no room for /somewhere. The disk is full:"),
        (errno.EACCES, "There is no permission to write /somewhere."),
        (errno.EROFS, "There is no permission to write /somewhere."),
        (errno.ELOOP, "The system refused /somewhere"),
    ],
)
def test_a_refusal_of_the_system_becomes_a_sentence(number: int, sentence: str) -> None:
    assert sentence in str(from_os_error(OSError(number, "reason", "/somewhere")))


def test_a_disk_that_fills_up_on_the_way_is_named_as_the_reason() -> None:
    said = "initdb: error: could not write: No space left on device"
    trouble = Trouble("PostgreSQL could not make its database.", "Look there.", details=said)
    assert str(trouble).endswith("The disk is full: free some space and run this again.")


def test_a_python_without_venv_is_named_with_the_package_that_mends_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(install.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(
        Trouble, match=r"cannot make a virtual environment.*apt-get install python3"
    ):
        install.make(None)


def test_packages_that_do_not_come_leave_no_stamp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*argv: object, **options: object) -> str:
        raise install.not_filled("no route to host")

    stamp = tmp_path / "stamp"
    stamp.write_text("an earlier lock")
    monkeypatch.setattr(install, "STAMP", stamp)
    monkeypatch.setattr(install, "call", refuse)
    with pytest.raises(Trouble, match="could not be installed"):
        install.install(install.TEST, places_teller())
    assert not stamp.exists()


def places_teller() -> install.Teller:
    import io

    return install.Teller(io.StringIO())


@pytest.mark.parametrize(
    ("program", "way_out"),
    [
        (debian.CHROMIUM, r"apt-get install .* chromium.*--no-browser"),
        (debian.POOLER, r"apt-get install .* pgbouncer"),
        (debian.FAKETIME, r"apt-get install .* libfaketime.*--at"),
    ],
    ids=lambda thing: getattr(thing, "package", ""),
)
def test_a_missing_program_names_the_one_command(
    program: debian.Program, way_out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debian.shutil, "which", lambda name: None)
    monkeypatch.setattr(debian.glob, "glob", lambda pattern: [])
    with pytest.raises(Trouble, match=way_out):
        debian.ensure(program, places_teller())


def test_root_without_namespaces_becomes_another_user_or_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "log").mkdir()
    monkeypatch.setattr(postgres.os, "geteuid", lambda: 0)
    monkeypatch.setattr(
        postgres, "succeeds", lambda argv, user=None: argv[0] in {"id", "test"} or bool(user)
    )
    assert postgres.choose_guise(tmp_path) == postgres.Guise(user="postgres")
    monkeypatch.setattr(postgres, "succeeds", lambda argv, user=None: False)
    with pytest.raises(Trouble, match="refuses to run as root, and user nobody cannot reach"):
        postgres.choose_guise(tmp_path)


def test_no_python_that_is_new_enough_is_said(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    script = (ROOT / "config" / "launch" / "start").read_text()
    alone = tmp_path / "start"
    alone.write_text(script.replace(" /usr/bin/python3 /usr/local/bin/python3", ""))
    (tmp_path / "dirname").symlink_to("/usr/bin/dirname")
    ended = subprocess.run(
        ["/bin/sh", str(alone), "run"], env={"PATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert ended.returncode == 1
    assert "Resonanz needs Python 3.11 or later" in ended.stderr
