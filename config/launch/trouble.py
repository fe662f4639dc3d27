"""What goes wrong on somebody's machine, said in one sentence with a way out."""

import errno
import os

NO_SPACE = os.strerror(errno.ENOSPC)
MAKE_ROOM = "The disk is full: free some space and run this again."
FULL = {errno.ENOSPC, errno.EDQUOT}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class Trouble(Exception):
    """Something the person at the keyboard can mend: what is wrong, and what to do about it."""

    def __init__(self, sentence: str, way_out: str = "", *, details: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.way_out = MAKE_ROOM if NO_SPACE in details else way_out
        self.details = details

    def __str__(self) -> str:
        said = f"{self.sentence} {self.way_out}".strip()
        return f"{self.details.rstrip()}\n\n{said}" if self.details.strip() else said


class Stopped(BaseException):
    """Somebody asked the launcher to stop, by Ctrl-C or by a signal."""


def from_os_error(error: OSError) -> Trouble:
    """Say what the operating system refused."""
    place = error.filename or "a file"
    if error.errno in FULL:
        return Trouble(f"There was no room for {place}.", MAKE_ROOM)
    if error.errno in FORBIDDEN:
        return Trouble(
            f"There is no permission to write {place}.",
            "Give yourself the right to write there, or choose another place with --data DIR.",
        )
    return Trouble(f"The system refused {place}: {error.strerror or error}.")
