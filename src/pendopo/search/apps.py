from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "pendopo.search"
    label = "search"
