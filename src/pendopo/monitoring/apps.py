"""The package's start."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Registers who may act and which events exist."""

    name = "pendopo.monitoring"
    label = "monitoring"

    def ready(self) -> None:
        from pendopo.files import formats
        from pendopo.kernel import events, tasks
        from pendopo.monitoring import access, queries
        from pendopo.monitoring.events import EVENTS
        from pendopo.monitoring.imports_handover import HANDOVERS

        access.register()
        events.register(EVENTS)
        formats.register(HANDOVERS)
        tasks.WAITING.register("monitoring", queries.monitoring_waiting_for)
