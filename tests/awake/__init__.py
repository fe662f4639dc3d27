"""At another time (`bin/test --at`) `time.sleep` still waits, here and in what a test starts."""

import os
from pathlib import Path

import tests.awake.sitecustomize  # noqa: F401

if "FAKETIME" in os.environ:
    os.environ["PYTHONPATH"] = str(Path(__file__).parent)
