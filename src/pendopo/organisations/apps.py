from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "pendopo.organisations"
    label = "organisations"

    def ready(self) -> None:
        from pendopo.kernel import access, events
        from pendopo.organisations.events import EVENTS

        events.register(EVENTS)
        access.register("organisations.import_units", access.holds("admin"))
