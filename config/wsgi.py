"""The web process enters here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# `shared_task` finds its broker only when the app exists in this process too.
from config.celery import app as celery_app

application = get_wsgi_application()

# Models exist only once Django is set up.
from config.opening import refuse_demonstration_accounts  # noqa: E402

refuse_demonstration_accounts()

__all__ = ["application", "celery_app"]
