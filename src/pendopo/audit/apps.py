from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "pendopo.audit"
    label = "audit"

    def ready(self) -> None:
        from pendopo.audit import access

        access.register()
