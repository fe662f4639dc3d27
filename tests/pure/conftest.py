"""The pure packages (numerics, matching, imports) are tested without Django where `bin/test --fast`
and the checks run this folder by itself; a package that begins to need it fails there.
"""

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# As config.settings does, before anything imports NumPy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# No test depends on how fast the machine is at that moment.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(autouse=True, scope="session")
def _without_django(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if not request.config.pluginmanager.hasplugin("django"):
        loaded = sorted(name for name in sys.modules if name.split(".")[0] == "django")
        assert not loaded, f"a pure package loads Django: {loaded[:3]}"
