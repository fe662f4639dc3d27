"""`bin/screens`: opens a house of its own and has every main page photographed in it."""

import subprocess
from pathlib import Path

from config.launch.children import follow_parent
from config.launch.debian import CHROMIUM, ensure
from config.launch.install import TEST, ensure_installed
from config.launch.ledger import free_port
from config.launch.places import PYTHON, ROOT, Data
from config.launch.prepare import load_demonstration, prepare
from config.launch.serve import opened
from config.launch.servers import Servers, occupy, started
from config.launch.steps import Teller
from config.launch.trouble import Trouble


def screens(data: Data, out: Path, pages: list[str], teller: Teller) -> int:
    """Install, start, load the demonstration, take the pictures, close."""
    ensure_installed(TEST, teller)
    browser = ensure(CHROMIUM, teller)
    port = free_port()
    with occupy(data, teller) as place:
        if place is None:
            raise Trouble("bin/screens is already running here.", "Wait until it has ended.")
        with started(place) as servers:
            servers.env |= {
                "RESONANZ_ENV": "development",
                "PUBLIC_URL": f"http://localhost:{port}",
                "RESONANZ_BROWSER": browser,
            }
            prepare(servers, place, opening=True)
            load_demonstration(servers, place)
            with opened(servers, place, port):
                code = take(servers, out, pages)
    if code == 0:
        teller.say(f"The pictures are in {out}.")
    return code


def take(servers: Servers, out: Path, pages: list[str]) -> int:
    """Hand over to the script that knows the pages; its bar stays visible."""
    url = servers.env["PUBLIC_URL"]
    argv = [PYTHON, "-m", "tests.screens", "--url", url, "--out", out, *pages]
    done = subprocess.run(
        [str(word) for word in argv], cwd=ROOT, env=servers.env, preexec_fn=follow_parent()
    )
    return done.returncode
