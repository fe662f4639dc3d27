"""Pictures of the main pages, for whoever designs them; `bin/screens` starts a house for it.

python -m tests.screens --url http://localhost:8000 --out var/screens [PAGE …]
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
