"""The package's start."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Registers who may act and which events exist."""

    name = "pendopo.monitoring"
    label = "monitoring"

    def ready(self) -> None:
        from pendopo.kernel import events
        from pendopo.monitoring import access
        from pendopo.monitoring.events import EVENTS

        access.register()
        events.register(EVENTS)
