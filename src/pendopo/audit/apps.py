from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "pendopo.audit"
    label = "audit"
