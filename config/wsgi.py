"""The web process enters here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# `shared_task` finds its broker only when the app exists in this process too.
from config.celery import app as celery_app  # noqa: E402

application = get_wsgi_application()

__all__ = ["application", "celery_app"]
