from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "pendopo.search"
    label = "search"

    def ready(self) -> None:
        from pendopo.kernel import access

        access.register("search.put", access.signed_in)
