"""`bin/test --at`: servers and tests see another time, which goes on from there.

libfaketime is loaded into every program the launcher starts (PostgreSQL, Valkey, pytest and what
these start), each with the same distance to the real time; the launcher itself keeps the real one.
Time that is only measured (monotonic clocks) and times of files stay as they are.
"""

import os
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from config.launch.debian import FAKETIME, ensure
from config.launch.steps import Teller
from config.launch.trouble import Trouble

ZONE = "Europe/Zurich"
# PYTHONPATH leads to tests/awake, which tests set at another time.
ANOTHER_TIME = {
    "LD_PRELOAD",
    "FAKETIME",
    "FAKETIME_DONT_FAKE_MONOTONIC",
    "FAKETIME_SHARED",
    "NO_FAKE_STAT",
    "PYTHONPATH",
}
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 (where libfaketime keeps its own)


def moment(text: str) -> datetime:
    """2027-03-28T01:58 in Zurich. Refuses what no calendar or no clock there shows; of an hour that
    comes twice it is the first.
    """
    try:
        said = datetime.strptime(text, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 (the zone comes next)
        when = said.replace(tzinfo=ZoneInfo(ZONE))
    except ValueError as error:
        raise ValueError(f"{text!r} is no time; write it like 2027-03-28T01:58") from error
    except ZoneInfoNotFoundError as error:
        raise Trouble(
            "This machine has no time zones.", "Install its tzdata and run this again."
        ) from error
    if when.astimezone(UTC).astimezone(when.tzinfo).replace(tzinfo=None) != said:
        raise ValueError(f"{text} is left out where clocks go forward")
    return when


def in_real_time(env: dict[str, str]) -> dict[str, str]:
    """The same environment for a program that keeps the real time: a launcher, whose pauses end by
    no other clock, and Chromium, which finds no rest under two.
    """
    return {name: value for name, value in env.items() if name not in ANOTHER_TIME}


def turn_to(when: datetime, teller: Teller) -> None:
    """From now on, whatever this process starts sees that time."""
    library = ensure(FAKETIME, teller)
    ahead = round(when.timestamp() - time.time())
    os.environ |= {
        "LD_PRELOAD": library,
        "FAKETIME": f"{ahead:+d}",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
    }
    teller.say(f"  The clock shows {when:%A, %d %B %Y, %H:%M %Z}")


def clear_up() -> None:
    """Remove what libfaketime leaves in shared memory for each program it was loaded into."""
    for pattern in ("faketime_shm_*", "sem.faketime_sem_*"):
        for left in SHARED_MEMORY.glob(pattern):
            if not Path(f"/proc/{left.name.rpartition('_')[2]}").exists():
                with suppress(OSError):
                    left.unlink()
