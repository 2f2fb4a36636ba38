"""The package's start."""

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    """Registers who may act and which events exist."""

    name = "pendopo.procurement"
    label = "procurement"

    def ready(self) -> None:
        from pendopo.kernel import events
        from pendopo.procurement import access
        from pendopo.procurement.events import EVENTS

        access.register()
        events.register(EVENTS)
