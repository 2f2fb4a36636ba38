from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "pendopo.audit"
    label = "audit"

    def ready(self) -> None:
        from pendopo.audit import access, backups  # noqa: F401 - the backup announces its heartbeat
        from pendopo.audit.events import EVENTS
        from pendopo.kernel import events

        events.register(EVENTS)
        access.register()
