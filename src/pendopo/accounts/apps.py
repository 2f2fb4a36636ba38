from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "pendopo.accounts"
    label = "accounts"

    def ready(self) -> None:
        from pendopo.accounts.access import register_permissions
        from pendopo.accounts.events import EVENTS
        from pendopo.kernel import events

        events.register(EVENTS)
        register_permissions()
