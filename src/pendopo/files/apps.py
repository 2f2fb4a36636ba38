from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "pendopo.files"
    label = "files"

    def ready(self) -> None:
        from pendopo.files.events import EVENTS
        from pendopo.files.signing import local
        from pendopo.kernel import access, events

        local.register()
        events.register(EVENTS)
        access.register("files.store", access.signed_in)
        access.register("files.issue", access.signed_in)
        access.register("files.sign", access.signed_in)
        access.register("files.release", access.signed_in)
        access.register("files.withdraw", access.signed_in)
        access.register("files.read_private", access.holds("admin", "apip"))
        access.register("files.read_imports", access.holds("admin", "apip", "walidata"))
        access.register("files.see_imports", access.holds("admin", "apip", "walidata", "tapd", "ppkd"))
        access.register("files.open_import", access.holds("admin", "walidata", "tapd", "ppkd"))
        access.register("files.sweep", access.only_system)
