"""The package's start."""

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    """Registers who may act and which events exist."""

    name = "pendopo.procurement"
    label = "procurement"

    def ready(self) -> None:
        from pendopo.files import formats
        from pendopo.kernel import events, tasks
        from pendopo.procurement import access, queries
        from pendopo.procurement.events import EVENTS
        from pendopo.procurement.imports_isb import ISB

        access.register()
        events.register(EVENTS)
        formats.register(ISB)
        tasks.WAITING.register("procurement", queries.waiting_for)
