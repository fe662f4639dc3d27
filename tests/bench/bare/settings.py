"""Django with nothing switched on but what a view with a template and a database needs."""

import os

from config.env import database

SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = ["localhost"]
ROOT_URLCONF = "tests.bench.bare.urls"
DATABASES = {"default": database(os.environ["DATABASE_URL"])}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [os.path.dirname(__file__)],
    }
]
USE_TZ = True
