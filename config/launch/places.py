"""Where things are: the project, its environment, and the folder that holds the data."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from config.launch.trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
ROOM_NEEDED = 150_000_000


@dataclass(frozen=True)
class Data:
    """The folder with everything that has to be kept: database, queue, mail, logs."""

    folder: Path

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"

    @property
    def valkey(self) -> Path:
        return self.folder / "valkey"

    @property
    def logs(self) -> Path:
        return self.folder / "log"

    @property
    def ledger(self) -> Path:
        return self.folder / "launcher.json"

    @property
    def lock(self) -> Path:
        return self.folder / "launcher.lock"

    @property
    def borrowers(self) -> Path:
        return self.folder / "borrowers.lock"

    def prepare(self) -> None:
        """Make the folders, for nobody's eyes but ours, and see that there is room in them."""
        if not self.folder.exists():
            self.folder.mkdir(parents=True, mode=0o700)
        self.logs.mkdir(exist_ok=True, mode=0o700)
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied", str(self.folder))
        require_room(self.folder, ROOM_NEEDED)


def data_for(chosen: str | None, environ: dict[str, str]) -> Data:
    """The folder named on the command line, else in RESONANZ_DATA, else var/ in the project."""
    return Data(Path(chosen or environ.get("RESONANZ_DATA") or ROOT / "var").expanduser().resolve())


def require_room(folder: Path, needed: int) -> None:
    """Refuse to begin what the disk cannot hold."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Trouble(
            f"The disk is full: {free // 1_000_000} MB are free for {folder},"
            f" {needed // 1_000_000} MB are needed.",
            "Free some space and run this again.",
        )
