"""The web process enters here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# Models exist only once Django is set up.
from config.opening import refuse_demonstration_accounts  # noqa: E402

refuse_demonstration_accounts()
