"""The package's start."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Reads of the whole chain; it has no tables yet."""

    name = "pendopo.oversight"
    label = "oversight"
