from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "pendopo.regions"
    label = "regions"

    def ready(self) -> None:
        from pendopo.kernel import access, events
        from pendopo.regions.events import EVENTS

        events.register(EVENTS)
        access.register("regions.load_regions", access.only_system)
        access.register("regions.import_boundaries", access.holds("admin", "walidata"))
        access.register("regions.import_indices", access.holds("admin", "walidata"))
