"""Reads the command line and says what went wrong in a sentence."""

import argparse
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn

from config.launch import bench, checks, errand, screens, serve
from config.launch.places import ROOT, data_for
from config.launch.steps import Teller
from config.launch.trouble import Stopped, Trouble, from_os_error

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PORT = 8000


def main(argv: list[str]) -> int:
    """Do what was asked; 1 when it cannot be done."""
    for number in STOPPING:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, stop_once)
    command = argv[0] if argv else "run"
    try:
        return COMMANDS[command](argv[1:])
    except Stopped:
        return 0 if command == "run" else 130
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
    except OSError as error:
        print(f"\n{from_os_error(error)}", file=sys.stderr)
    return 1


def stop_once(number: int, frame: FrameType | None) -> NoReturn:
    """The first signal begins the way out; later ones do not disturb it."""
    for other in STOPPING:
        signal.signal(other, signal.SIG_IGN)
    raise Stopped


def run(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="bin/run", description="Serve Resonanz on this machine until Ctrl-C."
    )
    parser.add_argument("--port", type=port_number, default=PORT, help="8000 unless said otherwise")
    parser.add_argument("--data", metavar="DIR", help="where the data is kept; var/ in the project")
    parser.add_argument("--empty", action="store_true", help="leave the demonstration out")
    asked = parser.parse_args(argv)
    data = data_for(asked.data, dict(os.environ))
    return serve.serve(data, asked.port, Teller(sys.stdout), empty=asked.empty)


def test(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="bin/test",
        description="Check everything. Further arguments go to pytest.",
        allow_abbrev=False,
    )
    parser.add_argument("--no-browser", action="store_true", help="leave the browser tests out")
    asked, words = parser.parse_known_args(argv)
    data = data_for(str(ROOT / "var" / "test"), {})
    return checks.test(data, words, Teller(sys.stdout), browser=not asked.no_browser)


def manage(argv: list[str]) -> int:
    """`bin/manage [--data DIR] COMMAND …`; everything after the command is Django's."""
    chosen = None
    if argv[:1] == ["--data"] and len(argv) > 1:
        chosen, argv = argv[1], argv[2:]
    return errand.manage(data_for(chosen, dict(os.environ)), argv, Teller(sys.stderr))


def pictures(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="bin/screens",
        description="Photograph the main pages: three widths, light and dark, German and English.",
    )
    parser.add_argument("--out", metavar="DIR", type=Path, default=ROOT / "var" / "screens")
    parser.add_argument("pages", nargs="*", help="only these, by the names of the pictures")
    asked = parser.parse_args(argv)
    data = data_for(str(ROOT / "var" / "studio"), {})
    return screens.screens(data, asked.out.resolve(), asked.pages, Teller(sys.stdout))


def figures(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="bin/bench",
        description="Measure in a large synthetic world. Further arguments go to the script.",
        allow_abbrev=False,
    )
    parser.add_argument("--data", metavar="DIR", default=ROOT / "var" / "bench")
    parser.add_argument("name", choices=bench.measurements(), help="what to measure")
    asked, words = parser.parse_known_args(argv)
    return bench.bench(data_for(str(asked.data), {}), asked.name, words, Teller(sys.stdout))


def port_number(text: str) -> int:
    """A port that exists."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text}")
    return int(text)


COMMANDS = {
    "run": run,
    "test": test,
    "manage": manage,
    "screens": pictures,
    "bench": figures,
}
