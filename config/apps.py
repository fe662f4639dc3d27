from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Wires the house; has no models."""

    name = "config"
