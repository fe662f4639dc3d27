"""Entry for `python config/launch run|test|manage|screens|bench …`."""

import sys
from pathlib import Path

# Run as a folder, Python puts that folder on the path; the project's root belongs there.
sys.path[0] = str(Path(__file__).resolve().parents[2])

from config.launch.commands import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
