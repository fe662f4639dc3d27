"""`bin/bench`: measures in a large synthetic world of its own, on servers as in production."""

import subprocess

from config.launch.children import follow_parent
from config.launch.install import TEST, ensure_installed
from config.launch.places import PYTHON, ROOT, Data
from config.launch.prepare import django, prepare
from config.launch.servers import Place, Servers, occupy, started
from config.launch.steps import Teller
from config.launch.trouble import Trouble

SCRIPTS = ROOT / "tests" / "bench"


def measurements() -> list[str]:
    """What can be measured: the scripts in tests/bench that run by themselves."""
    runs = '__name__ == "__main__"'
    return sorted(path.stem for path in SCRIPTS.glob("*.py") if runs in path.read_text())


def bench(data: Data, name: str, words: list[str], teller: Teller) -> int:
    """Install, start, load the world once, hand over to the script, stop."""
    ensure_installed(TEST, teller)
    with occupy(data, teller) as place:
        if place is None:
            raise Trouble("bin/bench is already running here.", "Wait until it has ended.")
        with started(place) as servers:
            prepare(servers, place, opening=False)
            load_world(servers, place)
            return measure(servers, name, words)


def load_world(servers: Servers, place: Place) -> None:
    """Skills and the synthetic world in its default sizes, once for this folder."""
    if place.ledger.done.get("world"):
        return
    with place.teller.step("Importing the vocabulary of skills"):
        django(servers.env, "import_skills", sentence="The skills could not be imported.")
    with place.teller.step("Loading the synthetic world"):
        django(servers.env, "load_world", sentence="The world could not be loaded.")
    place.ledger.done["world"] = "loaded"
    place.ledger.save()


def measure(servers: Servers, name: str, words: list[str]) -> int:
    """The script's own output stays visible; its exit code is ours."""
    argv = [str(PYTHON), "-m", f"tests.bench.{name}", *words]
    done = subprocess.run(argv, cwd=ROOT, env=servers.env, preexec_fn=follow_parent())
    return done.returncode
