from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "pendopo.regions"
    label = "regions"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from pendopo.files import formats
        from pendopo.kernel import access, events
        from pendopo.regions import imports
        from pendopo.regions.events import EVENTS
        from pendopo.search import kinds

        events.register(EVENTS)
        access.register("regions.load_regions", access.only_system)
        access.register("regions.import_boundaries", access.holds("admin", "walidata"))
        access.register("regions.import_indices", access.holds("admin", "walidata"))
        formats.register(imports.BOUNDARIES, imports.INDICES)
        kinds.register("kecamatan", _("Subdistrict"))
        kinds.register("desa", _("Village or urban village"))
