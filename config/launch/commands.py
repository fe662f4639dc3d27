"""Reads the command line and says what went wrong in a sentence."""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import NoReturn

from config.launch import bench, errand, screens, serve, testing, warm
from config.launch.clock import moment
from config.launch.places import ROOT, data_for
from config.launch.steps import Teller
from config.launch.testing import Asked
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
        usage="bin/test [--fast | --checks | --stop] [--at TIME] [--no-browser] [--random]"
        " [PATH or other words for pytest …]",
        description="Check everything. With a PATH or any other word for pytest, run only those"
        " tests, on servers that stay up for the next time.",
        allow_abbrev=False,
    )
    parts = parser.add_mutually_exclusive_group()
    parts.add_argument(
        "--fast", action="store_true", help="ruff, imports, every test without a database"
    )
    parts.add_argument("--checks", action="store_true", help="every check, side by side")
    parts.add_argument("--stop", action="store_true", help="stop the servers that stayed up")
    parts.add_argument(
        "--at", type=at_time, metavar="TIME", help="begin at that time in Zurich: 2027-03-28T01:58"
    )
    parser.add_argument("--no-browser", action="store_true", help="leave the browser tests out")
    parser.add_argument("--random", action="store_true", help="in random order")
    asked, words = parser.parse_known_args(argv)
    if words and (asked.fast or asked.checks or asked.stop):
        parser.error("--fast, --checks and --stop take no further words")
    return part_of_test(asked, words)(
        Asked(words, not asked.no_browser, asked.random, asked.at), Teller(sys.stdout)
    )


def part_of_test(asked: argparse.Namespace, words: list[str]) -> Callable[[Asked, Teller], int]:
    """Which part of `bin/test` was asked for."""
    for named, part in (
        (asked.fast, testing.fast),
        (asked.checks, testing.only_checks),
        (asked.stop, testing.stop),
        (asked.at, testing.elsewhen),
        (words, testing.loop),
    ):
        if named:
            return part
    return testing.whole


def keep(argv: list[str]) -> int:
    """`keep DIR`, started by `bin/test` only: the servers that stay up between its calls."""
    return warm.keep(data_for(argv[0], {}), Teller(sys.stdout))


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


def at_time(text: str) -> datetime:
    """A time that clocks in Zurich show."""
    try:
        return moment(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


COMMANDS = {
    "run": run,
    "test": test,
    "keep": keep,
    "manage": manage,
    "screens": pictures,
    "bench": figures,
}
