from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "pendopo.organisations"
    label = "organisations"

    def ready(self) -> None:
        from pendopo.files import formats
        from pendopo.kernel import access, events
        from pendopo.organisations.events import EVENTS
        from pendopo.organisations.imports import UNITS

        events.register(EVENTS)
        access.register("organisations.import_units", access.holds("admin"))
        access.register("organisations.import_suppliers", access.holds("admin", "ppkd"))
        access.register("organisations.manage_units", access.holds("admin"))
        access.register("organisations.register_supplier", access.holds("ppk", "pejabat_pengadaan", "ukpbj", "pokja"))
        access.register("organisations.verify_supplier", access.holds("ukpbj"))
        access.register("organisations.register_own_supplier", access.signed_in)
        # Procurement, which knows the accounts of suppliers, lets them keep their own record too.
        access.register("organisations.keep_supplier", access.holds("ukpbj"))
        formats.register(UNITS)
