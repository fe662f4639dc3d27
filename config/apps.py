from django.apps import AppConfig

from config.celery import app as celery_app

__all__ = ["ConfigConfig", "celery_app"]


class ConfigConfig(AppConfig):
    """Wires the house; has no models.

    Every process with Django has our Celery app, so that a service can ring the bell by name.
    """

    name = "config"
