"""Reads what processes of this machine have cost, from /proc."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def children_of(pid: int) -> list[int]:
    """All processes below one, at any depth."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = _stat(int(entry.name))
            if fields:
                below.setdefault(int(fields[1]), []).append(int(entry.name))
    found, todo = [], [pid]
    while todo:
        children = below.get(todo.pop(), [])
        found += children
        todo += children
    return found


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and everything below it, the ended ones included."""
    return sum(_seconds(each) for each in [pid, *children_of(pid)])


def parent_of(pid: int) -> int:
    fields = _stat(pid)
    if not fields:
        raise LookupError(f"process {pid} is gone")
    return int(fields[1])


def _seconds(pid: int) -> float:
    fields = _stat(pid)
    # utime, stime, and those of children that ended and were waited for
    return sum(int(field) for field in fields[11:15]) / TICK if fields else 0.0


def _stat(pid: int) -> list[str]:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return []
    # The name stands in brackets and may hold anything; what follows it is numbers.
    return text.rpartition(")")[2].split()
